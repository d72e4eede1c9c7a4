// The units by which dates move: days, weeks, months, years.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spanne::engine {

struct CalendarUnit {
  bool months;                 // whether it counts months, otherwise days
  std::int64_t size;           // months or days of one unit
  std::string_view one, many;  // "month", "months"
};

/// `month`, `months` …; returns nullopt for any other word. A unit is one only after a date and + or -.
std::optional<CalendarUnit> calendar_unit(std::string_view word);
/// What a word of another language or an abbreviation stands for: `Monate`, `yrs`.
std::optional<CalendarUnit> calendar_unit_meant(std::string_view word);

}  // namespace spanne::engine
