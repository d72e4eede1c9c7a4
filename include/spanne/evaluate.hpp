// Evaluates accounts that are in memory.
#pragma once

#include <spanne/account.hpp>
#include <spanne/export.hpp>
#include <spanne/outcome.hpp>
#include <spanne/rule_set.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace spanne {

struct EvaluatedAccounts {
  std::string error;                   // why nothing could be evaluated; empty if it could
  std::vector<AccountResult> results;  // one an account, in their order
};

/// Evaluates every account on the day `as_of` ("2026-07-01"), which lies in the period the rule set is effective in.
/// The library reads no clock. An account with an unknown attribute, or a value that cannot be read, is rejected with
/// the reason, and the others go on. What the rule set counts from a file is counted over `accounts`, unless one of
/// them states it. Takes some microseconds an account and rule; may be called from several threads.
SPANNE_API EvaluatedAccounts evaluate(const RuleSet& rules, const std::vector<AccountValues>& accounts,
                                      std::string_view as_of);

}  // namespace spanne
