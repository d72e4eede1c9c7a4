// A time chart: what is needed on each of some days, as a range, against what there is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/value/date.hpp"
#include "report/charts/chart.hpp"

namespace spanne::report {

/// One day of a time chart. What it holds stays until the next day.
struct ChartDay {
  engine::Date day;
  engine::Range need;
  std::optional<engine::Range> likely;  // within `need`
  std::optional<engine::Fraction> capacity;
};

/// Days in their order; at least one.
struct TimeChart {
  ChartWords words;
  std::string need_words, likely_words, capacity_words;  // of the legend
  std::string unit;                                      // " FTE"
  std::vector<ChartDay> days;
};

/// Both drawings and the legend, as HTML.
std::string to_html(const TimeChart& chart);

}  // namespace spanne::report
