// A bar chart: one bar a row, from a low to a high figure, along one axis. Spans from 1 to x, loads against a band,
// efforts by kind, widest ranges, scenarios side by side and tornados are all drawn by it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/charts/chart.hpp"

namespace spanne::report {

/// A piece of a bar. Pieces of one bar may touch, and are drawn in their order.
struct BarPiece {
  engine::Range range;  // its ends in any order
  ChartTone tone = ChartTone::plain;
};

struct ChartBar {
  std::string label;  // broken into two lines where it is long, unless `below` stands there
  std::string below;  // what tells it from others with the same label; may be empty
  std::vector<BarPiece> pieces;
  std::optional<engine::Fraction> middle;  // a stroke across the bar
  std::optional<engine::Range> whisker;    // a thin line along the bar
  std::string words;                       // the figures, beside the bar
  /// Words in the place of a bar, for what has no figure on the axis: "a team of 44–90".
  std::string instead;
};

struct BarChart {
  ChartWords words;
  ChartAxis axis;
  std::vector<ChartMark> references;  // dashed lines to compare with: the rigid ten, today, what there is
  std::optional<engine::Range> band;  // shaded, behind everything
  std::vector<ChartBar> bars;
  std::vector<std::pair<ChartTone, std::string>> legend;  // below the chart
};

/// Both drawings and the legend, as HTML.
std::string to_html(const BarChart& chart);

}  // namespace spanne::report
