#include "report/portfolio_page/scenarios_section.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "report/charts/bar_chart.hpp"
#include "report/charts/time_chart.hpp"
#include "report/html_text.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"
#include "report/result_table_view.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::Range;
using engine::ResultTable;
using engine::ScenarioDay;
using engine::ScenarioResult;
using engine::ScenarioResults;

namespace {

constexpr std::size_t most_time_charts = 6;

Range scenario_effort(const ScenarioDay& day) {
  const auto figures = result_figures(day.portfolio.total.sum);
  return {figures[0].middle(), figures[2].middle()};
}

std::optional<Range> scenario_likely(const ScenarioDay& day) {
  return day.likely ? day.likely->by_account.range : std::nullopt;
}

/// Names of scenarios name people, too: "Anna hands two accounts to Ben".
ScenarioResults with_shown_names(ScenarioResults results, const ShownNames& names) {
  if (!names.hides()) return results;
  for (std::size_t i = 0; i < results.results.size(); ++i)
    if (results.results[i].scenario) results.results[i].name = fmt::format("Scenario {}", i);
  return results;
}

ChartBar scenario_bar(const ScenarioResult& result, const ScenarioDay& day) {
  ChartBar bar;
  bar.label = result.name;
  const Range effort = scenario_effort(day);
  const auto likely = scenario_likely(day);
  bar.pieces.push_back({effort, likely ? ChartTone::second : ChartTone::plain});
  if (likely) bar.pieces.push_back({*likely, ChartTone::plain});
  bar.middle = effort.middle();
  bar.against = day.capacity;
  bar.words = headline_range(effort);
  if (day.capacity) bar.words += ", there " + headline_figure(*day.capacity);
  return bar;
}

std::string scenarios_chart(const ScenarioResults& results) {
  BarChart chart;
  Fraction greatest = 0;
  bool any_likely = false;
  for (const ScenarioResult& result : results.results) {
    if (!result.days.back()) continue;
    const ScenarioDay& day = *result.days.back();
    chart.bars.push_back(scenario_bar(result, day));
    any_likely = any_likely || scenario_likely(day);
    greatest = std::max({greatest, scenario_effort(day).high, day.capacity.value_or(Fraction(0))});
  }
  chart.axis = round_axis(0, greatest, 6);
  if (any_likely) chart.legend = {{ChartTone::second, "worst cases"}, {ChartTone::plain, "likely, nine times in ten"}};
  std::string description =
      "One bar for today and each scenario: the range of the effort; a dashed stroke is what is there.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {} FTE.", bar.label, bar.words);
  chart.words = {"scenarios-chart", "Effort and capacity of each scenario, in FTE", description};
  return to_html(chart);
}

std::string capacity_chart(const ScenarioResult& result, std::size_t number) {
  TimeChart chart;
  bool likely = false;
  std::string description = fmt::format("{}: the range of what is needed on each day, and what is there.", result.name);
  for (const auto& day : result.days) {
    if (!day) continue;
    const ChartDay& point =
        chart.days.emplace_back(ChartDay{day->day, scenario_effort(*day), scenario_likely(*day), day->capacity});
    likely = likely || point.likely;
    description += fmt::format(" {}: {} FTE{}.", to_text(point.day), headline_range(point.need),
                               point.capacity ? ", there " + headline_figure(*point.capacity) : "");
  }
  if (chart.days.empty()) return {};
  chart.words = {fmt::format("capacity-chart-{}", number), result.name + ": need against capacity", description};
  chart.unit = " FTE";
  chart.need_words = "needed: worst cases and middle";
  chart.likely_words = likely ? "likely" : "";
  chart.capacity_words = "there";
  return "<h3>" + escaped_html(result.name) + "</h3>" + to_html(chart);
}

}  // namespace

PageSection scenarios_section(const ScenarioResults& results, const engine::ScenarioFile& file,
                              const ShownNames& names) {
  const ScenarioResults shown = with_shown_names(results, names);
  PageSection section{
      "scenarios", "What if",
      fmt::format("Nothing here is real but the first bar. Each scenario is evaluated as if its lines were "
                  "so, on {}.",
                  to_text(results.days.back()))};
  section.charts.push_back(scenarios_chart(shown));
  for (ResultTable& table : scenario_tables(shown, file, false)) {
    if (table.name == "scenarios") section.tables.push_back({std::move(table), "The scenarios as a table"});
    // The lines name customers and people in the author's own words.
    else if (table.name == "lines" && !names.hides())
      section.tables.push_back({std::move(table), "What each scenario assumes"});
  }
  return section;
}

std::optional<PageSection> capacity_section(const ScenarioResults& results, const engine::ScenarioFile& file,
                                            const ShownNames& names) {
  if (results.days.size() < 2) return std::nullopt;
  const ScenarioResults shown = with_shown_names(results, names);
  PageSection section{
      "capacity", "Need and capacity over time",
      "Dated rules, contracts, hires, leaves and ramps take effect when they do. Each day is a snapshot."};
  for (std::size_t i = 0; i < std::min(shown.results.size(), most_time_charts); ++i)
    if (std::string chart = capacity_chart(shown.results[i], i); !chart.empty())
      section.charts.push_back(std::move(chart));
  if (shown.results.size() > most_time_charts)
    section.sentence += fmt::format(" The charts show today and the first {} scenarios.", most_time_charts - 1);
  for (ResultTable& table : scenario_tables(shown, file, false))
    if (table.name == "scenarios") section.tables.push_back({std::move(table), "Every day as a table"});
  return section;
}

}  // namespace spanne::report
