#include "report/portfolio_page/rules_section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::ResultTable;
using engine::RuleContribution;
using engine::ViewColumn;

namespace {

constexpr std::size_t rules_drawn = 12;

ResultTable contributions_table(const std::vector<RuleContribution>& contributions,
                                const engine::ContributionSums& sums) {
  using ColumnKind = ViewColumn::Kind;
  ResultTable table{"by_rule",
                    "Effort by rule",
                    {{"rule", "rule", ColumnKind::text},
                     {"rows", "rows", ColumnKind::count},
                     {"to_low", "to the low end", ColumnKind::figure},
                     {"to_mid", "to the middle", ColumnKind::figure},
                     {"to_high", "to the high end", ColumnKind::figure}},
                    {},
                    true};
  for (const auto& each : contributions)
    table.rows.push_back({each.name, engine::count_cell(each.rows), each.to_low, each.to_mid, each.to_high});
  const engine::SumRange total = sums.total();
  table.rows.push_back(
      {"total", engine::count_cell(sums.rows() - sums.rejected()), total.low, total.middle(), total.high});
  return table;
}

ChartBar contribution_bar(const RuleContribution& contribution) {
  ChartBar bar;
  const Fraction low = contribution.to_low.middle(), middle = contribution.to_mid.middle(),
                 high = contribution.to_high.middle();
  bar.label = contribution.name;
  bar.pieces.push_back({{0, middle}, middle.sign() < 0 ? ChartTone::second : ChartTone::plain});
  bar.whisker = engine::Range{std::min(low, high), std::max(low, high)};
  bar.words = middle.to_text(3) + " FTE";
  return bar;
}

}  // namespace

PageSection rules_section(const engine::ContributionSums& sums) {
  const auto contributions = sums.contributions();
  PageSection section{
      "rules", "What drives the effort",
      "What each cluster's base, each rule and each row of a table contributes. The parts add up to the "
      "total; the bar is the middle, the thin line goes from what a part adds to the low end to what it "
      "adds to the high end."};
  BarChart chart;
  const std::size_t drawn = std::min(contributions.size(), rules_drawn);
  // As with clusters, one that is many times as large as the others stands in the table only.
  const bool giant = drawn > 1 && absolute(contributions[0].to_mid.middle()) >
                                      absolute(contributions[1].to_mid.middle()) * giant_factor;
  if (giant)
    section.sentence += fmt::format(" {} is many times larger and stands in the table only.", contributions[0].name);
  Fraction least = 0, greatest = 0;
  for (std::size_t i = giant ? 1 : 0; i < drawn; ++i) {
    const ChartBar& bar = chart.bars.emplace_back(contribution_bar(contributions[i]));
    least = std::min(least, bar.whisker->low);
    greatest = std::max(greatest, bar.whisker->high);
  }
  chart.axis = round_axis(least, greatest, 6);
  std::string description = "One bar for each cluster's base, rule or row, the largest first.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {}.", bar.label, bar.words);
  chart.words = {"rules-chart", "Effort by rule, in FTE", description};
  section.charts.push_back(to_html(chart));
  section.tables.push_back({contributions_table(contributions, sums), "Effort by rule as a table"});
  return section;
}

}  // namespace spanne::report
