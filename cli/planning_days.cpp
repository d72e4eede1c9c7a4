#include "cli/planning_days.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

#include "engine/value/calendar.hpp"
#include "records/cells/names.hpp"
#include "records/stream/account_files.hpp"

namespace spanne::cli {
namespace {

constexpr std::size_t most_days = 60;

/// Names between commas are several.
std::vector<std::string> parted(const std::vector<std::string>& typed) {
  std::vector<std::string> parts;
  for (const std::string& list : typed)
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      const std::string part = list.substr(begin, end - begin);
      const std::size_t first = part.find_first_not_of(' ');
      if (first != std::string::npos) parts.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
      begin = end + 1;
    }
  return parts;
}

int months_of(const std::string& every, const Output& output) {
  if (every == "month") return 1;
  if (every == "quarter") return 3;
  if (every == "year") return 12;
  stop(output, wrong_usage, fmt::format("--every takes month, quarter or year, not {}", every), "--every quarter");
}

/// The first day of a month, quarter or year that is after `day`.
engine::Date first_after(engine::Date day, int months) {
  const std::string text = to_text(day);
  const int year = std::stoi(text.substr(0, 4)), month = std::stoi(text.substr(5, 2));
  const int begin = (month - 1) / months * months + 1;
  const auto next = engine::plus_months(*engine::make_date(year, begin, 1), months);
  return next.value_or(day);
}

}  // namespace

void add_day_options(CLI::App& command, DayArguments& arguments) {
  command.add_option("--at", arguments.at, "the days to be looked at, between commas: a column for each")
      ->allow_extra_args(false);
  command.add_option("--every", arguments.every,
                     "month, quarter or year: the day of --as-of, then every first day of one");
  command.add_option("--until", arguments.until, "with --every: the last day");
}

std::vector<engine::Date> chosen_days(const DayArguments& arguments, engine::Date as_of, const Output& output) {
  if (!arguments.every.empty() != !arguments.until.empty())
    stop(output, wrong_usage, "--every and --until belong together", "--every quarter --until 2027-12-31");
  if (!arguments.every.empty() && !arguments.at.empty())
    stop(output, wrong_usage, "--at names the days, and --every, too", "leave one of the two out");
  std::vector<engine::Date> days;
  for (const std::string& day : parted(arguments.at)) days.push_back(day_asked_for(day, output));
  if (!arguments.at.empty() && days.empty()) stop(output, wrong_usage, "--at names no day", "--at 2027-01-01");
  if (days.empty()) days.push_back(as_of);
  if (!arguments.every.empty()) {
    const engine::Date last = day_asked_for(arguments.until, output);
    const int months = months_of(arguments.every, output);
    if (last < as_of)
      stop(output, wrong_usage, fmt::format("--until {} is before {}", arguments.until, to_text(as_of)));
    for (engine::Date day = first_after(as_of, months); day <= last && days.size() <= most_days;
         day = first_after(day, months))
      days.push_back(day);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  if (days.size() > most_days)
    stop(output, wrong_usage, fmt::format("that is more than {} days", most_days),
         "--every quarter, or a nearer --until");
  return days;
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
