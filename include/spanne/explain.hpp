// Explains how one account got its effort.
#pragma once

#include <spanne/account.hpp>
#include <spanne/export.hpp>
#include <spanne/rule_set.hpp>
#include <string>
#include <string_view>

namespace spanne {

struct ExplainedResult {
  std::string error;  // why nothing could be explained; empty if it could
  std::string text;   // for people, in lines of at most 100 columns
  std::string json;   // the same as data (docs/commands.md#explain)
};

/// The cluster, every rule that matched or nearly did, each step of the calculation, and the nearest values that would
/// change the result. `as_of` as for evaluate().
SPANNE_API ExplainedResult explain(const RuleSet& rules, const AccountValues& account, std::string_view as_of);

}  // namespace spanne
