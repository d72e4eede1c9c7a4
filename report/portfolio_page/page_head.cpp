#include "report/portfolio_page/page_head.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/html_text.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::Model;
using engine::Range;

namespace {

/// What is there, in people who carry the guideline's capacity each.
Fraction people_there(const Fraction& capacity, const Model& model) { return capacity / model.capacity; }

const engine::Headcount& needed(const PortfolioFacts& facts) { return facts.clusters.total.headcount.value; }

std::string need_chart(const PortfolioFacts& facts, const std::optional<Fraction>& capacity) {
  const engine::Headcount& count = needed(facts);
  if (!count.low || !count.high) return {};
  BarChart chart;
  ChartBar bar;
  bar.label = "KAMs needed";
  bar.pieces.push_back({{*count.low, *count.high}, ChartTone::plain});
  bar.words = count_words(count);
  chart.bars.push_back(bar);
  Fraction greatest = *count.high;
  std::string description = fmt::format("A bar from the fewest to the most people needed: {}.", bar.words);
  if (capacity) {
    const Fraction there = people_there(*capacity, facts.model());
    const std::string words = fmt::format("there are {}", headline_figure(there));
    chart.references.push_back({there, words});
    description += fmt::format(" A dashed line: {}.", words);
    greatest = std::max(greatest, there);
  }
  chart.axis = round_axis(0, greatest, 8);
  chart.words = {"need-chart", "People needed against people there", description};
  return to_html(chart);
}

/// "1 over, 2 under"; empty where nobody is outside the band.
std::string outside_words(const engine::Portfolio& owners, std::size_t& in_band) {
  std::size_t over = 0, under = 0, away = 0;
  for (const auto& group : owners.groups) {
    if (!group.load) continue;
    switch (group.load->band.value) {
      case engine::Band::over: ++over; break;
      case engine::Band::under: ++under; break;
      case engine::Band::in_band: ++in_band; break;
      case engine::Band::away: ++away; break;
    }
  }
  std::vector<std::string> parts;
  if (over > 0) parts.push_back(fmt::format("{} over", over));
  if (under > 0) parts.push_back(fmt::format("{} under", under));
  if (away > 0) parts.push_back(fmt::format("{} away", away));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string percent_digits(const Fraction& share) { return (share * 100).to_text(0); }

void add_people(PageHead& head, const PortfolioFacts& facts) {
  if (facts.owners == nullptr) return;
  const Model& model = facts.model();
  std::size_t in_band = 0;
  const std::string outside = outside_words(*facts.owners, in_band);
  head.figures.push_back({"Outside their band", outside.empty() ? "nobody" : outside,
                          fmt::format("{} in the band of {}–{} %", in_band, percent_digits(model.utilisation_low),
                                      percent_digits(model.utilisation_high))});
}

std::string lead_words(const PortfolioFacts& facts, const std::optional<Fraction>& capacity) {
  const engine::Subtotal& sum = facts.clusters.total.sum;
  std::string text = plural_words(sum.rows - sum.rejected, "engagement", "engagements");
  if (!facts.model().key_attributes().empty())
    text += " of " + plural_words(facts.clusters.accounts, "account", "accounts");
  const auto figures = result_figures(sum);
  const Range effort{figures[0].middle(), figures[2].middle()};
  text += fmt::format(" come to {} full-time equivalents (FTE)", headline_range(effort));
  if (!capacity) return text + ".";
  text += fmt::format("; {} FTE are there.", headline_figure(*capacity));
  const Model& model = facts.model();
  // Even the least effort fills more than everyone, or the greatest leaves people below the band.
  if (effort.low > *capacity * model.utilisation_high) return text + " Even at the low end that is not enough.";
  if (effort.high < *capacity * model.utilisation_low) return text + " Even at the high end people are free.";
  return text + " Whether that is enough depends on where in their ranges the accounts lie.";
}

}  // namespace

PageHead page_head(const PortfolioFacts& facts) {
  PageHead head;
  const auto capacity = capacity_of(facts.kams);
  const auto& total = facts.clusters.total;
  const std::string need = both_readings(total.headcount, count_words);
  head.answer = fmt::format("{} {} needed", need, need == "1" ? "KAM" : "KAMs");
  if (capacity) head.answer += fmt::format(", {} there", headline_figure(people_there(*capacity, facts.model())));
  head.lead = lead_words(facts, capacity);
  head.chart = need_chart(facts, capacity);
  const auto figures = result_figures(total.sum);
  head.figures.push_back({"Effort", headline_range({figures[0].middle(), figures[2].middle()}) + " FTE",
                          fmt::format("middle {}", headline_figure(figures[1].middle()))});
  if (capacity)
    head.figures.push_back({"There are", headline_figure(*capacity) + " FTE",
                            plural_words(facts.kams.size(), "person or team", "people and teams")});
  add_people(head, facts);
  if (total.sum.rejected > 0)
    head.figures.push_back({"Not evaluated", std::to_string(total.sum.rejected),
                            fmt::format("of {}", plural_words(total.sum.rows, "row", "rows"))});
  return head;
}

std::string head_html(const PageHead& head) {
  std::string text =
      fmt::format("<h1>{}</h1>\n<p class=\"lead\">{}</p>\n", escaped_html(head.answer), escaped_html(head.lead));
  if (!head.chart.empty()) text += "<figure>" + head.chart + "</figure>\n";
  text += "<dl class=\"figures\">\n";
  for (const HeadFigure& figure : head.figures)
    text += fmt::format("<div><dt>{}</dt><dd>{}<small>{}</small></dd></div>\n", escaped_html(figure.name),
                        escaped_html(figure.figure), escaped_html(figure.remark));
  return text + "</dl>\n";
}

}  // namespace spanne::report
