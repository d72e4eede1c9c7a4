#include "library/planning_days.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "engine/value/calendar.hpp"

namespace spanne::library {
namespace {

constexpr std::size_t most_days = 60;

/// Names between commas are several.
std::vector<std::string> listed_days(const std::vector<std::string>& typed) {
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

std::optional<int> months_in(const std::string& every) {
  if (every == "month") return 1;
  if (every == "quarter") return 3;
  if (every == "year") return 12;
  return std::nullopt;
}

/// The first day of a month, quarter or year that is after `day`.
engine::Date first_after(engine::Date day, int months) {
  const std::string text = to_text(day);
  const int year = std::stoi(text.substr(0, 4)), month = std::stoi(text.substr(5, 2));
  const int begin = (month - 1) / months * months + 1;
  const auto next = engine::plus_months(*engine::make_date(year, begin, 1), months);
  return next.value_or(day);
}

std::optional<Problem> contradiction(const DayArguments& arguments, const char* mark) {
  if (!arguments.every.empty() != !arguments.until.empty())
    return Problem{fmt::format("{0}every and {0}until belong together", mark),
                   fmt::format("{0}every quarter {0}until 2027-12-31", mark)};
  if (!arguments.every.empty() && !arguments.at.empty())
    return Problem{fmt::format("{0}at names the days, and {0}every, too", mark), "leave one of the two out"};
  return std::nullopt;
}

/// What is wrong with a day: the help is another one, which has to say for which option.
Problem of_option(const char* option, const Problem& problem, const char* mark) {
  return {problem.message, fmt::format("{}{} {}", mark, option, problem.help)};
}

std::optional<Problem> add_regular_days(const DayArguments& arguments, engine::Date as_of, const char* mark,
                                        std::vector<engine::Date>& days) {
  auto last = read_day(arguments.until);
  if (const auto* problem = std::get_if<Problem>(&last)) return of_option("until", *problem, mark);
  const auto months = months_in(arguments.every);
  if (!months)
    return Problem{fmt::format("{}every takes month, quarter or year, not {}", mark, arguments.every),
                   fmt::format("{}every quarter", mark)};
  const engine::Date end = std::get<engine::Date>(last);
  if (end < as_of) return Problem{fmt::format("{}until {} is before {}", mark, arguments.until, to_text(as_of)), {}};
  for (engine::Date day = first_after(as_of, *months); day <= end && days.size() <= most_days;
       day = first_after(day, *months))
    days.push_back(day);
  return std::nullopt;
}

}  // namespace

std::variant<std::vector<engine::Date>, Problem> chosen_days(const DayArguments& arguments, engine::Date as_of,
                                                             const char* mark) {
  if (auto problem = contradiction(arguments, mark)) return std::move(*problem);
  std::vector<engine::Date> days;
  for (const std::string& written : listed_days(arguments.at)) {
    auto day = read_day(written);
    if (const auto* problem = std::get_if<Problem>(&day)) return of_option("at", *problem, mark);
    days.push_back(std::get<engine::Date>(day));
  }
  if (!arguments.at.empty() && days.empty())
    return Problem{fmt::format("{}at names no day", mark), fmt::format("{}at 2027-01-01", mark)};
  if (days.empty()) days.push_back(as_of);
  if (!arguments.every.empty())
    if (auto problem = add_regular_days(arguments, as_of, mark, days)) return std::move(*problem);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  if (days.size() > most_days)
    return Problem{fmt::format("that is more than {} days", most_days),
                   fmt::format("{0}every quarter, or a nearer {0}until", mark)};
  return days;
}

}  // namespace spanne::library
