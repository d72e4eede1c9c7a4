#include "report/portfolio_page/scenarios_section.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
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

Range scenario_effort(const ScenarioDay& day) { return effort_ends(day.portfolio.total.sum); }

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
  bar.pieces.push_back({effort, ChartTone::second});
  if (likely) bar.pieces.push_back({*likely, ChartTone::plain});
  bar.middle = effort.middle();
  bar.against = day.capacity;
  bar.words = headline_range(effort);
  if (day.capacity) bar.words += ", available " + headline_figure(*day.capacity);
  return bar;
}

/// How a scenario differs from today on the same day; nullopt if it does not.
std::optional<ChartBar> change_bar(const ScenarioResult& result, const ScenarioDay& day, const ScenarioDay& today) {
  const Fraction need = scenario_effort(day).middle() - scenario_effort(today).middle();
  const Fraction capacity = day.capacity && today.capacity ? *day.capacity - *today.capacity : Fraction(0);
  const auto counts = [](const ScenarioDay& of) {
    return std::array{of.bands.under, of.bands.in_band, of.bands.over, of.bands.away};
  };
  const std::size_t rejected = day.portfolio.total.sum.rejected;
  if (need.sign() == 0 && capacity.sign() == 0 && counts(day) == counts(today) &&
      rejected == today.portfolio.total.sum.rejected)
    return std::nullopt;
  ChartBar bar;
  bar.label = result.name;
  bar.pieces.push_back({{0, need}, ChartTone::plain});
  bar.words = "need " + headline_change(need);
  if (day.capacity) {
    bar.against = capacity;
    bar.words += ", available " + headline_change(capacity);
    bar.below = fmt::format("{} under, {} in, {} over", day.bands.under, day.bands.in_band, day.bands.over);
  }
  if (rejected > 0) bar.words += fmt::format("; {} not evaluated", plural_words(rejected, "row", "rows"));
  return bar;
}

/// What each scenario changes; empty if nothing does. `unchanged` gets the names of those that change nothing.
std::string changes_chart(const ScenarioResults& results, std::vector<std::string>& unchanged) {
  if (!results.results.front().days.back()) return {};
  const ScenarioDay& today = *results.results.front().days.back();
  BarChart chart;
  Fraction least = 0, greatest = 0;
  for (const ScenarioResult& result : results.results) {
    if (!result.scenario || !result.days.back()) continue;
    auto bar = change_bar(result, *result.days.back(), today);
    if (!bar) {
      unchanged.push_back(result.name);
      continue;
    }
    for (const Fraction& end : {bar->pieces.front().range.high, bar->against.value_or(0)}) {
      least = std::min(least, end);
      greatest = std::max(greatest, end);
    }
    chart.bars.push_back(std::move(*bar));
  }
  if (chart.bars.empty()) return {};
  chart.axis = round_axis(least, greatest, 5);
  chart.references = {{0, "as today"}};
  std::string description =
      "One bar for each scenario: how much more or less effort it needs than today, in the middle; a dashed stroke is "
      "how "
      "much more or less is available.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {}.", bar.label, bar.words);
  chart.words = {"changes-chart", "What each scenario changes, in FTE", description};
  return to_html(chart);
}

/// The results on the last day alone.
ScenarioResults on_last_day(ScenarioResults results) {
  results.days.erase(results.days.begin(), results.days.end() - 1);
  for (ScenarioResult& result : results.results) result.days.erase(result.days.begin(), result.days.end() - 1);
  return results;
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
  chart.legend = {{ChartTone::second, any_likely ? "worst cases" : "worst cases (none has a likely range)"}};
  if (any_likely) chart.legend.emplace_back(ChartTone::plain, "likely, nine times in ten");
  std::string description =
      "One bar for today and each scenario: the range of the effort; a dashed stroke is what is available.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {} FTE.", bar.label, bar.words);
  chart.words = {"scenarios-chart", "Effort and capacity of each scenario, in FTE", description};
  return to_html(chart);
}

std::string capacity_chart(const ScenarioResult& result, std::size_t number) {
  TimeChart chart;
  bool likely = false;
  std::string description =
      fmt::format("{}: the range of what is needed on each day, and what is available.", result.name);
  for (const auto& day : result.days) {
    if (!day) continue;
    const ChartDay& point =
        chart.days.emplace_back(ChartDay{day->day, scenario_effort(*day), scenario_likely(*day), day->capacity});
    likely = likely || point.likely;
    description += fmt::format(" {}: {} FTE{}.", to_text(point.day), headline_range(point.need),
                               point.capacity ? ", available " + headline_figure(*point.capacity) : "");
  }
  if (chart.days.empty()) return {};
  chart.words = {fmt::format("capacity-chart-{}", number), result.name + ": need against capacity", description};
  chart.unit = " FTE";
  chart.need_words = "needed: worst cases and middle";
  chart.likely_words = likely ? "likely" : "";
  chart.capacity_words = "available";
  return "<h3>" + escaped_html(result.name) + "</h3>" + to_html(chart);
}

bool is_as_today(const ScenarioResult& result, const ScenarioResult& today) {
  for (std::size_t i = 0; i < result.days.size(); ++i) {
    const auto &day = result.days[i], &then = today.days[i];
    if (day.has_value() != then.has_value()) return false;
    if (day && (scenario_effort(*day) != scenario_effort(*then) || day->capacity != then->capacity)) return false;
  }
  return true;
}

}  // namespace

PageSection scenarios_section(const ScenarioResults& results, const engine::ScenarioFile& file,
                              const ShownNames& names) {
  const ScenarioResults shown = with_shown_names(results, names);
  PageSection section{"scenarios", "What if",
                      fmt::format("Nothing here is real but today. Each scenario is evaluated as if its lines were "
                                  "so, on {}. Figures are in FTE; a dashed stroke is what is available, and "
                                  "people are counted by their band.",
                                  to_text(results.days.back()))};
  std::vector<std::string> unchanged;
  if (std::string chart = changes_chart(shown, unchanged); !chart.empty()) section.charts.push_back(std::move(chart));
  section.charts.push_back(scenarios_chart(shown));
  if (!unchanged.empty())
    section.sentence += fmt::format(" Nothing changes on that day by {}.", fmt::join(unchanged, ", "));
  for (ResultTable& table : scenario_tables(on_last_day(shown), file, false)) {
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
  std::vector<std::string> as_today;
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < shown.results.size(); ++i) {
    if (i > 0 && is_as_today(shown.results[i], shown.results.front())) {
      as_today.push_back(shown.results[i].name);
    } else if (section.charts.size() == most_time_charts) {
      ++left_out;
    } else if (std::string chart = capacity_chart(shown.results[i], i); !chart.empty()) {
      section.charts.push_back(std::move(chart));
    }
  }
  if (!as_today.empty()) section.sentence += fmt::format(" As today on each day: {}.", fmt::join(as_today, ", "));
  if (left_out > 0)
    section.sentence += fmt::format(" {} in the table only.", plural_words(left_out, "scenario is", "scenarios are"));
  for (ResultTable& table : scenario_tables(shown, file, false))
    if (table.name == "scenarios") section.tables.push_back({std::move(table), "Every day as a table"});
  return section;
}

}  // namespace spanne::report
