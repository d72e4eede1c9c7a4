// What scenarios are evaluated from: the accounts, and the files that their lines `rules` and `add` name.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/planning/scenarios/scenario_result.hpp"
#include "library/guideline.hpp"
#include "library/planning_result.hpp"

namespace spanne::library {

/// What the lines `rules` and `add` of a file of scenarios name, read. `input` points into it.
struct ScenarioFiles {
  std::map<std::string, engine::Model> models;        // by the paths as written
  std::map<std::string, engine::PortfolioRows> rows;  // the accounts, read by each of them
  engine::ScenarioInput input;
  std::vector<std::pair<std::string, std::string>> facts;  // the files
};

/// Where the files come from. Each may end the whole by an exception of its caller's.
struct ScenarioSources {
  std::function<Guideline(const engine::ScenarioLine& line)> guideline;       // of `rules`, with a model
  std::function<engine::PortfolioRows(const engine::Model& model)> accounts;  // by that guideline
  std::function<engine::PortfolioRows(const std::string& path, const engine::Model& model)> added;  // of `add`
  std::function<std::string(const std::string& path)> shown_path;  // of `add`, among the facts
};

/// `rows` are the accounts by the scenarios' own guideline. `file` and `rows` outlive the result.
std::variant<std::unique_ptr<ScenarioFiles>, Problem> read_scenario_files(const engine::ScenarioFile& file,
                                                                          const engine::PortfolioRows& rows,
                                                                          const ScenarioSources& sources);

/// A line names somebody, and there are no people. `mark`: see planning_result.hpp.
std::optional<Problem> nameless_people(const engine::ScenarioFile& file, const char* mark);
/// Nobody's guideline is in force on one of the days.
std::optional<Problem> uncovered_day(const engine::ScenarioInput& input);

/// What `plan` shows. The notes are those of the scenarios alone.
PlanningResult scenario_result(const engine::ScenarioResults& results, const engine::ScenarioFile& file, bool details);

}  // namespace spanne::library
