#include "library/scenario_files.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/planning/scenarios/scenario_notes.hpp"
#include "engine/planning/scenarios/scenario_tables.hpp"

namespace spanne::library {
namespace {

using LineKind = engine::ScenarioLine::Kind;

class ScenarioFilesReader {
 public:
  ScenarioFilesReader(const engine::ScenarioFile& file, const ScenarioSources& sources)
      : file_(file), sources_(sources) {}

  std::variant<std::unique_ptr<ScenarioFiles>, Problem> run(const engine::PortfolioRows& rows) {
    files_->input.file = &file_;
    files_->input.today = {&file_.model, &rows, {}};
    if (auto problem = read_added(files_->input.today)) return std::move(*problem);
    for (const auto& line : file_.lines)
      if (line.kind == LineKind::rules && files_->models.count(line.path) == 0)
        if (auto problem = read_rules_of(line)) return std::move(*problem);
    for (const auto& line : file_.lines)
      if (line.kind == LineKind::add) files_->facts.emplace_back("added accounts", sources_.shown_path(line.path));
    return std::move(files_);
  }

 private:
  std::optional<Problem> read_added(engine::ScenarioAccounts& accounts) {
    for (const auto& line : file_.lines) {
      if (line.kind != LineKind::add || accounts.added.count(line.path) != 0) continue;
      auto rows = sources_.added(line.path, *accounts.model);
      if (rows.counted != accounts.rows->counted)
        return Problem{fmt::format("{} and the accounts do not count the same attributes from their rows", line.path),
                       "let both files have these columns, or neither of them", false};
      accounts.added.emplace(line.path, std::move(rows));
    }
    return std::nullopt;
  }

  std::optional<Problem> read_rules_of(const engine::ScenarioLine& line) {
    Guideline found = sources_.guideline(line);
    const engine::Model& model = files_->models.emplace(line.path, std::move(*found.model)).first->second;
    const auto& rows = files_->rows.emplace(line.path, sources_.accounts(model)).first->second;
    engine::ScenarioAccounts& accounts = files_->input.rules[line.path];
    accounts = {&model, &rows, {}};
    if (auto problem = read_added(accounts)) return problem;
    files_->facts.emplace_back("other guideline",
                               fmt::format("{}: {} {}, {}", line.path, model.title, model.version, found.digest));
    return std::nullopt;
  }

  const engine::ScenarioFile& file_;
  const ScenarioSources& sources_;
  std::unique_ptr<ScenarioFiles> files_ = std::make_unique<ScenarioFiles>();
};

std::size_t rejected_in(const engine::ScenarioResults& results) {
  std::size_t rejected = 0;
  for (const auto& result : results.results)
    for (const auto& day : result.days)
      if (day) rejected = std::max(rejected, day->portfolio.total.sum.rejected);
  return rejected;
}

}  // namespace

std::variant<std::unique_ptr<ScenarioFiles>, Problem> read_scenario_files(const engine::ScenarioFile& file,
                                                                          const engine::PortfolioRows& rows,
                                                                          const ScenarioSources& sources) {
  return ScenarioFilesReader(file, sources).run(rows);
}

std::optional<Problem> nameless_people(const engine::ScenarioFile& file, const char* mark) {
  for (const auto& line : file.lines)
    if (!line.person.empty())
      return Problem{
          fmt::format("line {} of the scenarios names {}, so it takes a file of people", line.number, line.person),
          fmt::format("{}kams kams.csv", mark)};
  return std::nullopt;
}

std::optional<Problem> uncovered_day(const engine::ScenarioInput& input) {
  for (const engine::Date day : input.days) {
    const engine::Period& effective = input.file->model.effective;
    const bool covered = effective.contains(day) ||
                         std::any_of(input.rules.begin(), input.rules.end(),
                                     [&](const auto& rules) { return rules.second.model->effective.contains(day); });
    if (covered) continue;
    const auto end = [](const std::optional<engine::Date>& date) { return date ? to_text(*date) : std::string(); };
    return Problem{fmt::format("{} is outside the period in which this rule set is effective, {} .. {}", to_text(day),
                               end(effective.from), end(effective.until)),
                   "choose a day in it, or name by a line rules a guideline that is in force then"};
  }
  return std::nullopt;
}

PlanningResult scenario_result(const engine::ScenarioResults& results, const engine::ScenarioFile& file, bool details) {
  PlanningResult made{scenario_tables(results, file, details),
                      {},
                      scenario_assumptions(results, file),
                      scenario_notes(results, file),
                      rejected_in(results)};
  const auto& today = results.results.front().days;
  const bool by_scenarios = !rejecting_scenarios(results).empty();
  const bool today_too = std::any_of(today.begin(), today.end(),
                                     [](const auto& day) { return day && day->portfolio.total.sum.rejected > 0; });
  if (by_scenarios)
    made.rejected_shown = today_too ? "the table rejected shows why a scenario does, and spanne eval the others"
                                    : "the table rejected shows why";
  return made;
}

}  // namespace spanne::library
