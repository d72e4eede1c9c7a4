#include "report/portfolio_page/rules_section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"
#include "report/portfolio_page/shown_labels.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::ResultTable;
using engine::RuleContribution;
using engine::ViewColumn;

namespace {

constexpr std::size_t rules_drawn = 12;

/// A contribution with its rule in words.
struct WordedContribution {
  const RuleContribution& contribution;
  StatementLabel label;
};

/// Reasons may name somebody; with pseudonyms they are left out.
StatementLabel source_label(engine::SourceId source, const engine::ContributionSources& sources,
                            const ShownNames& names) {
  const auto statement = sources.statement(source);
  if (!statement) return {sources.name(source), {}};
  StatementLabel label = statement_label(*statement, sources.model());
  if (statement->kind == engine::StatementRef::Kind::cluster) label.name += ", base";
  if (names.hides()) label.because.clear();
  return label;
}

ResultTable contributions_table(const std::vector<WordedContribution>& contributions,
                                const engine::ContributionSums& sums) {
  using ColumnKind = ViewColumn::Kind;
  ResultTable table{"by_rule",
                    "Effort by rule",
                    {{"rule", "rule", ColumnKind::text},
                     {"rows", "rows", ColumnKind::count},
                     {"to_low", "to the low end", ColumnKind::figure},
                     {"to_mid", "to the middle", ColumnKind::figure},
                     {"to_high", "to the high end", ColumnKind::figure},
                     {"because", "because", ColumnKind::long_text}},
                    {},
                    true};
  for (const auto& [each, label] : contributions)
    table.rows.push_back(
        {label.name, engine::count_cell(each.rows), each.to_low, each.to_mid, each.to_high, label.because});
  const engine::SumRange total = sums.total();
  table.rows.push_back({"total", engine::count_cell(sums.rows() - sums.rejected()), total.low, total.middle(),
                        total.high, std::string()});
  return table;
}

ChartBar contribution_bar(const WordedContribution& worded) {
  const auto& [contribution, label] = worded;
  ChartBar bar;
  const Fraction low = contribution.to_low.middle(), middle = contribution.to_mid.middle(),
                 high = contribution.to_high.middle();
  bar.label = label.name;
  bar.pieces.push_back({{0, middle}, middle.sign() < 0 ? ChartTone::second : ChartTone::plain});
  bar.whisker = engine::Range{std::min(low, high), std::max(low, high)};
  bar.words = headline_figure(middle) + " FTE";
  return bar;
}

}  // namespace

PageSection rules_section(const engine::ContributionSums& sums, const engine::ContributionSources& sources,
                          const ShownNames& names) {
  const auto contributions = sums.contributions();
  std::vector<WordedContribution> worded;
  std::vector<Fraction> sizes;
  for (const auto& contribution : contributions) {
    worded.push_back({contribution, source_label(contribution.source, sources, names)});
    sizes.push_back(absolute(contribution.to_mid.middle()));
  }
  PageSection section{
      "rules", "What drives the effort",
      "What each cluster's base, each rule and each row of a table contributes. The parts add up to the "
      "total; the bar is the middle, the thin line goes from what a part adds to the low end to what it "
      "adds to the high end."};
  BarChart chart;
  const Fraction total = sums.total().middle().middle();
  const std::size_t giants = giant_count(sizes);
  for (std::size_t i = 0; i < giants; ++i)
    section.sentence += giant_words(worded[i].label.name, contributions[i].to_mid.middle(), total);
  Fraction least = 0, greatest = 0;
  for (std::size_t i = giants; i < std::min(worded.size(), giants + rules_drawn); ++i) {
    if (contributions[i].to_mid.middle().sign() == 0) break;
    const ChartBar& bar = chart.bars.emplace_back(contribution_bar(worded[i]));
    least = std::min(least, bar.whisker->low);
    greatest = std::max(greatest, bar.whisker->high);
  }
  chart.axis = round_axis(least, greatest, 6);
  std::string description = "One bar for each cluster's base, rule or row, the largest first.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {}.", bar.label, bar.words);
  chart.words = {"rules-chart", "Effort by rule, in FTE", description};
  if (!chart.bars.empty()) section.charts.push_back(to_html(chart));
  section.tables.push_back({contributions_table(worded, sums), "Effort by rule as a table"});
  return section;
}

}  // namespace spanne::report
