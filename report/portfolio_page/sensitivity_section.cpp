#include "report/portfolio_page/sensitivity_section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::SensitivityEntry;
using engine::SensitivityStep;

namespace {

constexpr std::size_t figures_drawn = 12;

std::string signed_words(const Fraction& change) { return (change.sign() > 0 ? "+" : "") + change.to_text(3); }

/// What a step moves the middle of the total by.
std::optional<Fraction> moved_by(const std::optional<SensitivityStep>& step) {
  if (!step) return std::nullopt;
  return step->change.middle().middle();
}

ChartBar tornado_bar(const SensitivityEntry& entry) {
  ChartBar bar;
  bar.label = entry.figure.name;
  bar.below = entry.figure.was;
  const auto down = moved_by(entry.down), up = moved_by(entry.up);
  if (down) bar.pieces.push_back({{0, *down}, ChartTone::second});
  if (up) bar.pieces.push_back({{0, *up}, ChartTone::plain});
  if (down) bar.words = signed_words(*down);
  if (up) bar.words += (bar.words.empty() ? "" : ", ") + signed_words(*up);
  return bar;
}

}  // namespace

std::optional<PageSection> sensitivity_section(const engine::Sensitivity& sensitivity) {
  BarChart chart;
  Fraction least = 0, greatest = 0;
  const auto& entries = sensitivity.entries;
  const bool giant = entries.size() > 1 && entries[0].reach() > entries[1].reach() * giant_factor;
  for (const SensitivityEntry& entry : entries) {
    if (giant && &entry == &entries.front()) continue;
    if (chart.bars.size() == figures_drawn || entry.reach().sign() == 0) break;
    chart.bars.push_back(tornado_bar(entry));
    for (const auto& step : {moved_by(entry.down), moved_by(entry.up)}) {
      if (!step) continue;
      least = std::min(least, *step);
      greatest = std::max(greatest, *step);
    }
  }
  if (chart.bars.empty()) return std::nullopt;
  const std::string step = (sensitivity.step * 100).to_text(1) + " %";
  PageSection section{
      "sensitivity", "Which numbers to talk about",
      fmt::format("What the middle of the total moves by, in FTE, when one figure of the guideline goes {0} "
                  "down or up; a threshold goes to the next value that an account has.",
                  step)};
  if (giant)
    section.sentence += fmt::format(" {} ({}) moves many times more, {} FTE, and stands in the table only.",
                                    entries[0].figure.name, entries[0].figure.was, entries[0].reach().to_text(1));
  chart.axis = round_axis(least, greatest, 6);
  chart.references.push_back({0, "today"});
  chart.legend = {{ChartTone::second, "a step down"}, {ChartTone::plain, "a step up"}};
  std::string description =
      "One bar for each figure, the one that moves most first: what a step down and a step up change.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {} {}: {}.", bar.label, bar.below, bar.words);
  chart.words = {"sensitivity-chart", "What a step of each figure moves, in FTE", description};
  section.charts.push_back(to_html(chart));
  section.tables.push_back({sensitivity_table(sensitivity), "Every figure as a table"});
  return section;
}

}  // namespace spanne::report
