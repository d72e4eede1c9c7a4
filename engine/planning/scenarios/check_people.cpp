// Who the lines of scenarios speak of: people of the kams file, or hired before.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <utility>

#include "engine/planning/scenarios/check_scenarios.hpp"
#include "grammar/text/nearest.hpp"

namespace spanne::engine {
namespace {

grammar::Diagnostic person_finding(std::string_view code, const ScenarioFile& file, const ScenarioLine& line,
                                   std::string message, grammar::Help help) {
  grammar::Diagnostic finding{std::string(code), grammar::Severity::error, line.named, std::move(message), {}, {}};
  finding.set_help(std::move(help), file.source->text());
  return finding;
}

/// The line as a change of what somebody who is here works.
grammar::Help changed_capacity(const ScenarioLine& hire) {
  if (hire.ramp || !hire.words.starts_with("hire "))
    return grammar::advice("a line capacity changes what somebody has; a new person has a name of their own");
  return grammar::in_place_of(hire.span, "capacity" + hire.words.substr(4));
}

/// Whoever has this word in the name: Anna Berg for Anna.
grammar::Help people_with(const std::string& word, const std::vector<std::string>& people) {
  std::vector<std::string> found;
  for (const std::string& person : people)
    if ((" " + person + " ").find(" " + word + " ") != std::string::npos)
      found.push_back(fmt::format("\"{}\"", person));
  if (found.size() == 1) return found.front();
  constexpr std::size_t most_shown = 12;
  if (found.empty())
    for (const std::string& person : people) found.push_back(fmt::format("\"{}\"", person));
  if (found.empty()) return {};
  const bool all = found.size() <= most_shown;
  if (!all) found.resize(most_shown);
  return grammar::advice(fmt::format("known are {}{}", fmt::join(found, ", "), all ? "" : ", …"));
}

}  // namespace

grammar::Diagnostics check_people(const ScenarioFile& file, const std::vector<std::string>& known) {
  grammar::Diagnostics findings;
  std::set<std::uint32_t> reported;
  for (const Scenario& scenario : file.scenarios) {
    std::vector<std::string> people = known;
    for (const std::size_t place : scenario.lines)
      if (file.lines[place].kind == ScenarioLine::Kind::hire) people.push_back(file.lines[place].person);
    for (const std::size_t place : scenario.lines) {
      const ScenarioLine& line = file.lines[place];
      if (line.person.empty() || reported.count(line.named.begin) != 0) continue;
      const bool in_file = std::find(known.begin(), known.end(), line.person) != known.end();
      const bool is_known = std::find(people.begin(), people.end(), line.person) != people.end();
      if (line.kind == ScenarioLine::Kind::hire ? !in_file : is_known) continue;
      reported.insert(line.named.begin);
      const auto near = grammar::nearest(line.person, people);
      if (line.kind == ScenarioLine::Kind::hire)
        findings.push_back(person_finding("E0619", file, line,
                                          fmt::format("{} stands in the kams file already", line.person),
                                          changed_capacity(line)));
      else
        findings.push_back(person_finding(
            "E0618", file, line, fmt::format("{} is neither in the kams file nor hired in this scenario", line.person),
            near ? grammar::Help(fmt::format("\"{}\"", *near)) : people_with(line.person, people)));
    }
  }
  grammar::sort_by_place(findings);
  return findings;
}

}  // namespace spanne::engine
