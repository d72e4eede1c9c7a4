// Compares two versions of a rule set by what they mean.
#pragma once

#include <optional>
#include <spanne/export.hpp>
#include <spanne/rule_set.hpp>
#include <string>
#include <vector>

namespace spanne {

struct ComparedStatement {
  std::string subject;  // "rule many_sites", by its new name if it has one
  std::string change;   // "added", "removed", "changed", "renamed", "moved", "reworded"
  bool can_change_results = false;
};

struct ComparedRules {
  std::vector<ComparedStatement> differences;
  /// Whether every account gets the same from both: proved, refuted, or nullopt if it could not be decided.
  std::optional<bool> same_results;
  std::string json;  // everything, with the accounts that get something else (docs/commands.md#diff)
};

/// `seconds` limits the proof, as for prove().
SPANNE_API ComparedRules compare(const RuleSet& before, const RuleSet& after, unsigned seconds = 10);

}  // namespace spanne
