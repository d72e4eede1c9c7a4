#include "report/portfolio_page/page_head.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/capacity_gap.hpp"
#include "report/charts/bar_chart.hpp"
#include "report/html_text.hpp"
#include "report/load_words.hpp"
#include "report/portfolio_page/people_section.hpp"
#include "report/portfolio_page/shown_labels.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::Model;
using engine::Range;

namespace {

/// A capacity in people who carry the guideline's each.
Fraction in_people(const Fraction& capacity, const Model& model) { return capacity / model.capacity; }

/// Where the effort probably lies; nullopt if that cannot be said, or if all of it is known.
std::optional<Range> likely_of(const PortfolioFacts& facts) {
  if (facts.likely == nullptr || facts.likely->worst.low == facts.likely->worst.high) return std::nullopt;
  return facts.likely->by_account.range;
}

/// The effort of everything; its middle is result_figures()[1].
Range total_effort(const PortfolioFacts& facts) { return effort_ends(facts.clusters.total.sum); }

/// What people with this capacity carry when they are well loaded.
Range well_loaded(const Fraction& capacity, const Model& model) {
  return {capacity * model.utilisation_low, capacity * model.utilisation_high};
}

std::string whole_percent(const Fraction& share) { return (share * 100).to_text(0) + " %"; }

/// The tile on the one unknown that most of the range hangs on.
HeadFigure dominant_figure(const engine::UnknownTerm& term, const PortfolioFacts& facts) {
  std::string kind = "unknown", name = term.name, section = "rules";
  for (std::size_t row = 0; term.line && row < facts.rows.size(); ++row)
    if (facts.rows.row(row).line == *term.line) kind = "account", name = row_name(facts, row), section = "widest";
  const engine::ContributionSources sources(facts.model());
  if (const auto statement = term.source ? sources.statement(*term.source) : std::nullopt) {
    kind = statement->kind == engine::StatementRef::Kind::cluster ? "base" : "rule";
    name = statement_label(*statement, facts.model()).name;
  }
  return {fmt::format("One {} decides", kind), whole_percent(term.part),
          fmt::format("of what is unknown is {}: no likely range", name), section};
}

void add_likely(PageHead& head, const PortfolioFacts& facts) {
  if (const auto likely = likely_of(facts))
    head.figures.push_back({"Likely", headline_range(*likely) + " FTE", "nine times in ten", "widest"});
  else if (facts.likely != nullptr && facts.likely->by_account.dominant)
    head.figures.push_back(dominant_figure(*facts.likely->by_account.dominant, facts));
}

/// The effort as a range, inside it what is likely, against what the people there carry when they are well loaded.
std::string need_chart(const PortfolioFacts& facts, const std::optional<Fraction>& capacity) {
  const Model& model = facts.model();
  const Range effort = total_effort(facts);
  BarChart chart;
  ChartBar bar;
  bar.label = "Effort, FTE";
  bar.pieces.push_back({effort, likely_of(facts) ? ChartTone::second : ChartTone::plain});
  if (const auto likely = likely_of(facts)) bar.pieces.push_back({*likely, ChartTone::plain});
  bar.middle = effort.middle();
  bar.words = headline_range(effort);
  chart.bars.push_back(bar);
  Fraction greatest = effort.high;
  std::string description = fmt::format("A bar from the low to the high end of the effort: {} FTE.", bar.words);
  if (capacity) {
    chart.references.push_back({*capacity, headline_figure(*capacity) + " FTE available"});
    chart.band = well_loaded(*capacity, model);
    description +=
        fmt::format(" A dashed line: {} FTE are available; the shaded band is what they carry when well loaded: {}.",
                    headline_figure(*capacity), headline_range(*chart.band));
    greatest = std::max(greatest, *capacity);
  }
  if (const auto likely = likely_of(facts)) {
    description += fmt::format(" The dark part is the likely range: {}.", headline_range(*likely));
    chart.legend = {{ChartTone::second, "worst cases"}, {ChartTone::plain, "likely, nine times in ten"}};
  }
  chart.axis = round_axis(0, greatest, 8);
  chart.words = {"need-chart", "The effort against the people available", description};
  return to_html(chart);
}

/// Names of people, the first three and how many more: "Team Zenit, François Lefèvre and 2 more".
std::string first_names(const std::vector<const engine::Group*>& people, const PortfolioFacts& facts) {
  constexpr std::size_t most_names = 3;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(people.size(), most_names); ++i) names.push_back(person_name(*people[i], facts));
  const std::size_t more = people.size() - names.size();
  if (more > 0) return fmt::format("{} and {} more", fmt::join(names, ", "), more);
  if (names.size() == 1) return names.front();
  const std::string last = names.back();
  names.pop_back();
  return fmt::format("{} and {}", fmt::join(names, ", "), last);
}

/// Whose load is there, the fullest first.
std::vector<const engine::Group*> people_in(engine::Band band, const PortfolioFacts& facts) {
  auto people = people_by_load(facts);
  people.erase(std::remove_if(people.begin(), people.end(),
                              [&](const engine::Group* group) { return group->load->band.value != band; }),
               people.end());
  return people;
}

void add_people(PageHead& head, const PortfolioFacts& facts) {
  if (facts.owners == nullptr) return;
  const Model& model = facts.model();
  const auto over = people_in(engine::Band::over, facts), away = people_in(engine::Band::away, facts);
  auto under = people_in(engine::Band::under, facts);
  std::reverse(under.begin(), under.end());  // those with most to spare first
  const std::size_t all = people_by_load(facts).size();
  std::string remark = fmt::format("{} over, {} under {}–{}", over.size(), under.size(),
                                   (model.utilisation_low * 100).to_text(), whole_percent(model.utilisation_high));
  if (!away.empty()) remark += fmt::format(", {} away", away.size());
  if (all > 0)
    head.figures.push_back(
        {"Outside their band", fmt::format("{} of {}", over.size() + under.size(), all), remark, "loads"});
  if (!over.empty()) head.outside += fmt::format("Over the band: {}. ", first_names(over, facts));
  if (!under.empty()) head.outside += fmt::format("Under it: {}.", first_names(under, facts));
  if (const engine::Group* nobody = unassigned_group(facts))
    head.figures.push_back(
        {"Unassigned", headline_effort(effort_of(nobody->sum)),
         plural_words(nobody->sum.rows - nobody->sum.rejected, "engagement", "engagements") + " without a person",
         "loads"});
}

// ---- whether it is enough

/// "35 KAMs are missing", "1 KAM is too many"; `people` may have either sign.
std::string people_words(const Fraction& people) {
  if (people.sign() == 0) return "none is missing";
  const Fraction count = absolute(people);
  return fmt::format("{} {} {}", count.to_text(), count == Fraction(1) ? "KAM is" : "KAMs are",
                     people.sign() > 0 ? "missing" : "too many");
}

/// The gap in people in the worst case and in the best one.
std::string worst_cases_words(const engine::CapacityGap& gap) {
  if (gap.people.other) return " In people: " + people_gap_words(gap) + ".";
  const auto& [best, worst] = gap.people.value;
  if (best == worst) return fmt::format(" Whatever the case, {}.", people_words(best));
  if (best.sign() > 0) return fmt::format(" Even at best {}, at worst {}.", people_words(best), worst.to_text());
  if (worst.sign() < 0)
    return fmt::format(" Even at worst {}, at best {}.", people_words(worst), absolute(best).to_text());
  return fmt::format(" At worst {}, at best {}.", people_words(worst), people_words(best));
}

/// What the middle of every range makes of it, which decides, as it does for a person.
std::string middle_words(const PortfolioFacts& facts, const Fraction& capacity) {
  const Model& model = facts.model();
  const engine::Load load = engine::load_of(facts.clusters.total.sum, capacity, model);
  if (!load.shares) return "Nobody has capacity on this day.";
  const std::string text =
      fmt::format("With every account in the middle of its range, the people available are {} loaded",
                  load_words(load.shares->middle, model));
  if (load.band.other) return text + ", at the edge of the band.";
  switch (load.band.value) {
    case engine::Band::over:
      return text + fmt::format(": too much, the band ends at {}.", whole_percent(model.utilisation_high));
    case engine::Band::under:
      return text + fmt::format(": people are free, the band begins at {}.", whole_percent(model.utilisation_low));
    case engine::Band::in_band:
    case engine::Band::away: break;
  }
  return text + ": it fits.";
}

/// Where the likely range lies beside the band.
std::string likely_verdict(const PortfolioFacts& facts, const Fraction& capacity) {
  const auto likely = likely_of(facts);
  if (!likely) return {};
  const Range band = well_loaded(capacity, facts.model());
  const std::string text = fmt::format(" Nine times in ten they have {} FTE to carry", headline_range(*likely));
  if (likely->low > band.high)
    return text + fmt::format(", {} FTE more than they can.",
                              headline_range({likely->low - band.high, likely->high - band.high}));
  if (likely->high < band.low)
    return text + fmt::format(", {} FTE less than fills them.",
                              headline_range({band.low - likely->high, band.low - likely->low}));
  if (likely->low >= band.low && likely->high <= band.high) return text + ", which is in the band.";
  return text + fmt::format(", and are well loaded with {}.", headline_range(band));
}

std::string counted_words(const PortfolioFacts& facts, const std::optional<Fraction>& capacity) {
  const engine::Subtotal& sum = facts.clusters.total.sum;
  std::string text = plural_words(sum.rows, "engagement", "engagements");
  if (!facts.model().key_attributes().empty())
    text += " of " + plural_words(facts.clusters.accounts, "account", "accounts");
  if (sum.rejected > 0) text += fmt::format(", {} of them not evaluated,", sum.rejected);
  text += fmt::format(" come to {} full-time equivalents (FTE)", headline_range(total_effort(facts)));
  if (!capacity) return text + ".";
  return text + fmt::format("; the people available have {} and are well loaded with {}, the shaded band.",
                            headline_figure(*capacity), headline_range(well_loaded(*capacity, facts.model())));
}

std::string warning_words(const engine::Subtotal& sum) {
  if (sum.rejected == 0) return {};
  return fmt::format("{} of {} could not be evaluated and {} in no figure of this page: the need is higher.",
                     sum.rejected, plural_words(sum.rows, "engagement", "engagements"),
                     sum.rejected == 1 ? "is" : "are");
}

/// "18 too many to 35 too few", "3–35 too few".
std::string gap_figure(const engine::CapacityGap& gap) {
  const engine::PeopleGap& people = gap.people.value;
  if (gap.people.other || people.low.sign() >= 0 || people.high.sign() <= 0) return people_gap_words(gap);
  return fmt::format("{} too many to {} too few", (-people.low).to_text(), people.high.to_text());
}

void add_gap(PageHead& head, const PortfolioFacts& facts) {
  if (const auto& gap = facts.clusters.gap)
    head.figures.push_back({"Gap in KAMs", gap_figure(*gap),
                            "in FTE " + capacity_gap_words(gap->low.middle(), gap->high.middle(), headline_figure),
                            "loads"});
}

/// Figures stay with their unit at the end of a line.
std::string with_units(std::string text) {
  replace_all(text, " %", "\u00A0%");
  replace_all(text, " FTE", "\u00A0FTE");
  return escaped_html(text);
}

std::string figure_html(const HeadFigure& figure) {
  return fmt::format("<div><dt><a href=\"#{}\">{}</a></dt><dd>{}<small>{}</small></dd></div>\n", figure.section,
                     escaped_html(figure.name), with_units(figure.figure), with_units(figure.remark));
}

}  // namespace

PageHead page_head(const PortfolioFacts& facts) {
  PageHead head;
  const auto capacity = capacity_of(facts.kams);
  const auto& total = facts.clusters.total;
  const std::string need = both_readings(total.headcount, count_words);
  head.answer = fmt::format("{} {} needed", need, need == "1" ? "KAM" : "KAMs");
  if (capacity) head.answer += fmt::format(", {} available", headline_figure(in_people(*capacity, facts.model())));
  if (capacity) head.lead = middle_words(facts, *capacity) + likely_verdict(facts, *capacity);
  if (facts.clusters.gap) head.lead += worst_cases_words(*facts.clusters.gap);
  head.counted = counted_words(facts, capacity);
  head.warning = warning_words(total.sum);
  head.chart = need_chart(facts, capacity);
  head.figures.push_back({"Effort", headline_range(total_effort(facts)) + " FTE",
                          fmt::format("middle {}", headline_figure(total_effort(facts).middle())), "rules"});
  add_likely(head, facts);
  if (capacity)
    head.figures.push_back({"Available", headline_figure(*capacity) + " FTE",
                            plural_words(facts.kams.size(), "person or team", "people and teams"),
                            facts.owners == nullptr ? "all" : "loads"});
  add_gap(head, facts);
  add_people(head, facts);
  return head;
}

std::string head_html(const PageHead& head) {
  std::string text = fmt::format("<h1>{}</h1>\n", with_units(head.answer));
  if (!head.warning.empty())
    text += fmt::format("<p class=\"warning\"><a href=\"#rejected\">{}</a></p>\n", with_units(head.warning));
  if (!head.lead.empty()) text += fmt::format("<p class=\"lead\">{}</p>\n", with_units(head.lead));
  text += fmt::format("<p class=\"sentence\">{}</p>\n", with_units(head.counted));
  if (!head.chart.empty()) text += "<figure>" + head.chart + "</figure>\n";
  text += head.figures.size() > 4 ? "<dl class=\"figures many\">\n" : "<dl class=\"figures\">\n";
  for (const HeadFigure& figure : head.figures) text += figure_html(figure);
  text += "</dl>\n";
  if (!head.outside.empty()) text += fmt::format("<p class=\"note outside\">{}</p>\n", with_units(head.outside));
  return text;
}

}  // namespace spanne::report
