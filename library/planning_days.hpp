// The days that a planning view looks at, as they are asked for.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "library/guideline.hpp"

namespace spanne::library {

/// As it is written: some days, or every first of a month, quarter or year up to one.
struct DayArguments {
  std::vector<std::string> at;  // names between commas are several
  std::string every, until;
};

/// The days in ascending order: those of `at`, or `as_of` and every first day after it up to `until`, or `as_of` alone.
/// `mark`: see planning_result.hpp.
std::variant<std::vector<engine::Date>, Problem> chosen_days(const DayArguments& arguments, engine::Date as_of,
                                                             const char* mark);

}  // namespace spanne::library
