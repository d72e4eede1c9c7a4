// Proves what holds for all accounts there can be.
#pragma once

#include <optional>
#include <spanne/diagnostic.hpp>
#include <spanne/export.hpp>
#include <spanne/outcome.hpp>
#include <spanne/rule_set.hpp>
#include <string>
#include <vector>

namespace spanne {

struct ProvedCluster {
  std::string cluster;
  /// The least and the greatest effort of its accounts, and an account that has it; nullopt if none was found.
  std::optional<ExactNumber> least, greatest;
  std::string least_account, greatest_account;
  bool is_proved = false;  // no account goes beyond; false: the search ended before that was certain
};

struct ProvedProperty {
  enum class Verdict { proved, refuted, undecided };
  std::string title;
  Verdict verdict = Verdict::undecided;
  std::string account;  // refuted: one that breaks it
};

struct ProvedRules {
  /// Rules that never match, gaps, contradictions …; then thresholds at which the effort jumps, the largest jump first.
  FindingList findings;
  std::vector<ProvedCluster> clusters;
  std::vector<ProvedProperty> properties;
  std::size_t undecided = 0;  // questions that were left open
};

/// `seconds` limits each question; it is counted in steps, so that the same rules get the same answers everywhere.
SPANNE_API ProvedRules prove(const RuleSet& rules, unsigned seconds = 10);

}  // namespace spanne
