#include "cli/planning_days.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "library/planning_result.hpp"
#include "records/stream/account_files.hpp"

namespace spanne::cli {

void add_day_options(CLI::App& command, DayArguments& arguments) {
  command.add_option("--at", arguments.at, "the days to be looked at, between commas: a column for each")
      ->allow_extra_args(false);
  command.add_option("--every", arguments.every,
                     "month, quarter or year: the day of --as-of, then every first day of one");
  command.add_option("--until", arguments.until, "with --every: the last day");
}

std::vector<engine::Date> chosen_days(const DayArguments& arguments, engine::Date as_of, const Output& output) {
  auto days = library::chosen_days(arguments, as_of, library::command_line_mark);
  if (const auto* problem = std::get_if<library::Problem>(&days))
    stop(output, wrong_usage, problem->message, problem->help);
  return std::move(std::get<std::vector<engine::Date>>(days));
}

std::vector<std::vector<engine::Kam>> people_on_days(const std::string& kams, const engine::Model& model,
                                                     const records::TableOptions& reading,
                                                     const std::vector<engine::Date>& days, const Output& output) {
  std::vector<std::vector<engine::Kam>> people(days.size());
  if (kams.empty()) return people;
  for (std::size_t day = 0; day < days.size(); ++day) {
    auto read = records::read_kams(kams, model, reading, days[day]);
    if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
    if (const auto* error = std::get_if<records::AccountsError>(&read))
      stop(output, findings, fmt::format("{}: {}", shown_source(kams), error->message), error->help);
    people[day] = std::get<records::Kams>(std::move(read));
  }
  return people;
}

}  // namespace spanne::cli
