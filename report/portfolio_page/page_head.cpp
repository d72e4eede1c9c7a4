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

/// Where the effort probably lies; nullopt if that cannot be said.
std::optional<Range> likely_of(const PortfolioFacts& facts) {
  return facts.likely == nullptr ? std::nullopt : facts.likely->by_account.range;
}

/// An account as its line of the file is called, anything else by its own name.
std::string term_words(const engine::UnknownTerm& term, const PortfolioFacts& facts) {
  for (std::size_t row = 0; term.line && row < facts.rows.size(); ++row)
    if (facts.rows.row(row).line == *term.line) return row_name(facts, row);
  return term.name;
}

void add_likely(PageHead& head, const PortfolioFacts& facts) {
  if (facts.likely == nullptr) return;
  const auto& by_account = facts.likely->by_account;
  if (by_account.range)
    head.figures.push_back({"Likely", headline_range(*by_account.range) + " FTE", "nine times in ten"});
  else if (by_account.dominant)
    head.figures.push_back({"Likely", "not said", "too much hangs on " + term_words(*by_account.dominant, facts)});
}

/// The effort as a range, inside it what is likely, against what the people there carry when they are well loaded.
std::string need_chart(const PortfolioFacts& facts, const std::optional<Fraction>& capacity) {
  const Model& model = facts.model();
  const auto figures = result_figures(facts.clusters.total.sum);
  const Range effort{figures[0].middle(), figures[2].middle()};
  BarChart chart;
  ChartBar bar;
  bar.label = "Effort, FTE";
  bar.pieces.push_back({effort, likely_of(facts) ? ChartTone::second : ChartTone::plain});
  if (const auto likely = likely_of(facts)) bar.pieces.push_back({*likely, ChartTone::plain});
  bar.middle = figures[1].middle();
  bar.words = headline_range(effort);
  chart.bars.push_back(bar);
  Fraction greatest = effort.high;
  std::string description = fmt::format("A bar from the low to the high end of the effort: {} FTE.", bar.words);
  if (capacity) {
    chart.references.push_back({*capacity, headline_figure(*capacity) + " are there"});
    chart.band = Range{*capacity * model.utilisation_low, *capacity * model.utilisation_high};
    description +=
        fmt::format(" A dashed line: {} FTE are there; the shaded band is what they carry when well loaded: {}.",
                    headline_figure(*capacity), headline_range(*chart.band));
    greatest = std::max(greatest, *capacity);
  }
  if (const auto likely = likely_of(facts)) {
    description += fmt::format(" The dark part is the likely range: {}.", headline_range(*likely));
    chart.legend = {{ChartTone::second, "worst cases"}, {ChartTone::plain, "likely, nine times in ten"}};
  }
  chart.axis = round_axis(0, greatest, 8);
  chart.words = {"need-chart", "The effort against the people there", description};
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
  const Model& model = facts.model();
  const Range band{*capacity * model.utilisation_low, *capacity * model.utilisation_high};
  text += fmt::format("; the people there have {} and are well loaded with {}, the shaded band.",
                      headline_figure(*capacity), headline_range(band));
  // Even the least effort fills more than everyone, or the greatest leaves people below the band.
  if (effort.low > band.high) return text + " Even at the low end that is not enough.";
  if (effort.high < band.low) return text + " Even at the high end people are free.";
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
  add_likely(head, facts);
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
