#include "report/portfolio_page/sensitivity_section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"
#include "report/portfolio_page/shown_labels.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::SensitivityEntry;
using engine::SensitivityStep;

namespace {

constexpr std::size_t figures_drawn = 12;

std::string figure_label(const engine::SensitiveFigure& figure, const engine::Model& model) {
  const std::string label = statement_label(figure.owner, model).name;
  return label.empty() ? figure.name : label;
}

/// What a step moves the middle of the total by.
std::optional<Fraction> moved_by(const std::optional<SensitivityStep>& step) {
  if (!step) return std::nullopt;
  return step->change.middle().middle();
}

ChartBar tornado_bar(const SensitivityEntry& entry, const engine::Model& model) {
  ChartBar bar;
  bar.label = figure_label(entry.figure, model);
  bar.below = figures_in_words(entry.figure.was);
  const auto down = moved_by(entry.down), up = moved_by(entry.up);
  if (down) bar.pieces.push_back({{0, *down}, ChartTone::second});
  if (up) bar.pieces.push_back({{0, *up}, ChartTone::plain});
  if (down) bar.words = "down " + headline_change(*down);
  if (up) bar.words += (bar.words.empty() ? "up " : ", up ") + headline_change(*up);
  return bar;
}

}  // namespace

std::optional<PageSection> sensitivity_section(const engine::Sensitivity& sensitivity, const engine::Model& model) {
  BarChart chart;
  Fraction least = 0, greatest = 0;
  const auto& entries = sensitivity.entries;
  const bool giant = entries.size() > 1 && entries[0].reach() > entries[1].reach() * giant_factor;
  for (const SensitivityEntry& entry : entries) {
    if (giant && &entry == &entries.front()) continue;
    if (chart.bars.size() == figures_drawn || entry.reach().sign() == 0) break;
    chart.bars.push_back(tornado_bar(entry, model));
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
                  "down or up. A threshold (with >, <, in or above) goes to the next value of an account that makes a "
                  "difference.",
                  step)};
  if (giant)
    section.sentence += fmt::format(" {} ({}) moves many times more, {} FTE, and stands in the table only.",
                                    figure_label(entries[0].figure, model), figures_in_words(entries[0].figure.was),
                                    headline_figure(entries[0].reach()));
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
