#include "engine/planning/scenarios/scenario_notes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string_view>
#include <utility>

#include "engine/explain/words.hpp"

namespace spanne::engine {

std::vector<const LineCount*> counts_of(const ScenarioResult& result, std::size_t line) {
  std::vector<const LineCount*> counts;
  for (const auto& day : result.days) {
    counts.push_back(nullptr);
    if (!day) continue;
    for (const LineCount& count : day->lines)
      if (count.line == line) counts.back() = &count;
  }
  return counts;
}

std::string remark_on(const ScenarioLine& line, const std::vector<const LineCount*>& counts) {
  bool any = false, rows = false, unread = false;
  std::size_t undecided = 0, rejected = 0, dropped = 0;
  for (const LineCount* count : counts) {
    if (count == nullptr) continue;
    any = true;
    rows = rows || (count->rows && *count->rows > 0) || !count->rows;
    unread = unread || count->unread;
    undecided = std::max(undecided, count->undecided);
    rejected = std::max(rejected, count->rejected);
    dropped = std::max(dropped, count->dropped);
  }
  if (!any) return line.from ? fmt::format("counts from {} on, after these days", to_text(*line.from)) : std::string();
  std::string remark = rows ? "" : "no row is changed";
  if (unread) remark = "the scenario's own guideline does not read what this line sets: no effect";
  const auto say = [&](std::size_t count, std::string_view what) {
    if (count > 0) remark += fmt::format("{}{} {}", remark.empty() ? "" : "; ", counted(count, "row"), what);
  };
  say(undecided, "cannot be decided and stay as they are");
  say(rejected, "rejected by it, and missing from the effort");
  say(dropped, "left out by another line");
  return remark;
}

namespace {

/// Lines that change no row, and the like; each once, for the first scenario that has it.
void add_line_notes(const ScenarioResults& results, const ScenarioFile& file, std::vector<std::string>& notes) {
  std::set<std::pair<std::size_t, std::string>> said;
  std::set<std::size_t> later;
  for (const ScenarioResult& result : results.results) {
    if (!result.scenario) continue;
    for (const std::size_t place : file.scenarios[*result.scenario].lines) {
      const auto counts = counts_of(result, place);
      const std::string remark = remark_on(file.lines[place], counts);
      if (std::all_of(counts.begin(), counts.end(), [](const LineCount* count) { return count == nullptr; })) {
        if (!remark.empty()) later.insert(place);
      } else if (!remark.empty() && said.emplace(place, remark).second) {
        notes.push_back(fmt::format("\"{}\", line {}: {}", result.name, file.lines[place].number, remark));
      }
    }
  }
  if (!later.empty())
    notes.push_back(fmt::format("{} only from a later day on; --at and --every show other days",
                                later.size() == 1 ? "1 line counts" : fmt::format("{} lines count", later.size())));
}

void add_day_notes(const ScenarioResults& results, std::vector<std::string>& notes) {
  for (const ScenarioResult& result : results.results)
    for (std::size_t day = 0; day < result.days.size(); ++day)
      if (!result.days[day])
        notes.push_back(fmt::format("\"{}\" has no figures on {}: its guideline is not in force then", result.name,
                                    to_text(results.days[day])));
  const auto& today = results.results.front().days;
  for (std::size_t day = 0; day < today.size(); ++day)
    if (!today[day])
      notes.push_back(
          fmt::format("conditions see the accounts of {} as on the nearest day on which today's guideline is "
                      "in force",
                      to_text(results.days[day])));
}

void add_likely_notes(const ScenarioResults& results, std::vector<std::string>& notes) {
  std::set<std::string> said;
  bool left_out = false;
  for (const ScenarioResult& result : results.results)
    for (const auto& day : result.days) {
      if (!day) continue;
      left_out = left_out || !day->likely;
      if (!day->likely || !day->likely->by_account.dominant) continue;
      const UnknownTerm& dominant = *day->likely->by_account.dominant;
      const std::string name = dominant.line ? fmt::format("the account in line {}", *dominant.line) : dominant.name;
      if (said.insert(name).second)
        notes.push_back(fmt::format("no likely range where {} alone has more than a quarter of what is unknown", name));
    }
  if (left_out) notes.emplace_back("the likely range is left out: there are too many rows for it");
}

}  // namespace

std::vector<std::string> scenario_notes(const ScenarioResults& results, const ScenarioFile& file) {
  std::vector<std::string> notes;
  add_line_notes(results, file, notes);
  add_day_notes(results, notes);
  add_likely_notes(results, notes);
  const auto& today = results.results.front().days;
  const auto read = std::find_if(today.begin(), today.end(), [](const auto& day) { return day.has_value(); });
  if (read != today.end() && (*read)->unreadable > 0)
    notes.push_back(fmt::format("{} of the accounts cannot be read, so no line changes {}",
                                (*read)->unreadable == 1 ? "1 row" : fmt::format("{} rows", (*read)->unreadable),
                                (*read)->unreadable == 1 ? "it" : "them"));
  return notes;
}

std::vector<std::string> scenario_assumptions(const ScenarioResults& results, const ScenarioFile& file) {
  std::vector<std::string> assumed;
  for (const ScenarioResult& result : results.results) {
    if (!result.scenario) continue;
    std::string lines;
    for (const std::size_t place : file.scenarios[*result.scenario].lines) {
      const auto counts = counts_of(result, place);
      const auto first =
          std::find_if(counts.begin(), counts.end(), [](const LineCount* count) { return count != nullptr; });
      lines += (lines.empty() ? "" : "; ") + file.lines[place].words;
      if (first != counts.end() && (*first)->rows) lines += fmt::format(" ({})", counted(*(*first)->rows, "row"));
    }
    assumed.push_back(fmt::format("\"{}\": {}", result.name, lines.empty() ? "nothing" : lines));
  }
  return assumed;
}

}  // namespace spanne::engine
