// The days that a planning command looks at: `--at D, D`, or `--every quarter --until D`.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "library/planning_days.hpp"

namespace CLI {
class App;
}

namespace spanne::cli {

using library::DayArguments;

/// Adds `--at`, `--every` and `--until` to a command.
void add_day_options(CLI::App& command, DayArguments& arguments);

/// The days in ascending order: those of `--at`, or `as_of` and every first of a month, quarter or year after it up to
/// `--until`, or `as_of` alone. Throws Stop where the arguments make no sense.
std::vector<engine::Date> chosen_days(const DayArguments& arguments, engine::Date as_of, const Output& output);

/// The people on each of the days; all empty without a file.
std::vector<std::vector<engine::Kam>> people_on_days(const std::string& kams, const engine::Model& model,
                                                     const records::TableOptions& reading,
                                                     const std::vector<engine::Date>& days, const Output& output);

}  // namespace spanne::cli
