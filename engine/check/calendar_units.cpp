#include "engine/check/calendar_units.hpp"

#include <array>
#include <string>

#include "grammar/suggestions/suggestion.hpp"

namespace spanne::engine {
namespace {

constexpr std::array<CalendarUnit, 4> calendar_units{{{false, 1, "day", "days"},
                                                      {false, 7, "week", "weeks"},
                                                      {true, 1, "month", "months"},
                                                      {true, 12, "year", "years"}}};

struct ForeignUnit {
  std::string_view word;
  std::size_t unit;
};
constexpr std::array<ForeignUnit, 18> foreign_units{{{"tag", 0},
                                                     {"tage", 0},
                                                     {"tagen", 0},
                                                     {"woche", 1},
                                                     {"wochen", 1},
                                                     {"wk", 1},
                                                     {"wks", 1},
                                                     {"monat", 2},
                                                     {"monate", 2},
                                                     {"monaten", 2},
                                                     {"mon", 2},
                                                     {"mths", 2},
                                                     {"jahr", 3},
                                                     {"jahre", 3},
                                                     {"jahren", 3},
                                                     {"yr", 3},
                                                     {"yrs", 3},
                                                     {"y", 3}}};

}  // namespace

std::optional<CalendarUnit> calendar_unit(std::string_view word) {
  for (const CalendarUnit& unit : calendar_units)
    if (word == unit.one || word == unit.many) return unit;
  return std::nullopt;
}

std::optional<CalendarUnit> calendar_unit_meant(std::string_view word) {
  const std::string wanted = grammar::small(word);
  for (const auto& [other, unit] : foreign_units)
    if (wanted == other) return calendar_units[unit];
  return wanted == word ? std::nullopt : calendar_unit(wanted);
}

}  // namespace spanne::engine
