// A file of scenarios checked against its guideline: names, types and units, included scenarios, people.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/check/resolved_names.hpp"
#include "engine/planning/scenarios/scenario.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"

namespace spanne::engine {

/// `file` is set exactly if no finding is an error and everything could be read.
struct CheckedScenarios {
  std::optional<ScenarioFile> file;
  grammar::Diagnostics diagnostics;  // sorted by place
};

/// `guideline` is the model that the scenarios are of. `names`, if not null, gets which names of the guideline stand
/// where, as far as they could be resolved.
CheckedScenarios check_scenarios(const grammar::ScenarioFileSyntax& written,
                                 std::shared_ptr<const grammar::Source> source, const Model& guideline,
                                 ResolvedNames* names = nullptr);

/// Findings on people: everybody a scenario names is in the kams file (`known`) or hired in it, and nobody is hired who
/// is in the kams file.
grammar::Diagnostics check_people(const ScenarioFile& file, const std::vector<std::string>& known);

}  // namespace spanne::engine
