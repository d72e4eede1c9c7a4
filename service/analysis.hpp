// What is known of a text by reading it: its tree, its findings, its model. Proofs come later (document.hpp).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/check/check.hpp"
#include "engine/planning/scenarios/check_scenarios.hpp"
#include "grammar/text/diagnostic.hpp"
#include "grammar/tokens/tokens.hpp"
#include "service/positions.hpp"

namespace spanne::service {

/// A rule file. `tree` lacks the statements that could not be read; there is a model exactly if there are no errors.
struct RulesAnalysis {
  std::shared_ptr<const grammar::Source> source;
  grammar::Tokens tokens;
  grammar::SyntaxTree tree;
  grammar::Diagnostics findings;  // by place
  std::optional<engine::Model> model;
  engine::ResolvedNames names;  // as far as they can be resolved, also where there is no model
};

/// A file of scenarios, read against its guideline where that is at hand.
struct ScenariosAnalysis {
  std::shared_ptr<const grammar::Source> source;
  grammar::Tokens tokens;
  grammar::ScenarioFileSyntax tree;
  grammar::Diagnostics findings;
  std::optional<engine::ScenarioFile> file;
  engine::ResolvedNames names;  // those of the guideline; none where it is not at hand, or has errors
};

RulesAnalysis analyse_rules(std::string name, std::string text);

/// `guideline` is what the heading names; null if it is not at hand, or has errors, which a finding says.
ScenariosAnalysis analyse_scenarios(std::string name, std::string text, const RulesAnalysis* guideline);

}  // namespace spanne::service
