// The moves of a balance, written as a scenario.
#pragma once

#include <string>

#include "cli/commands.hpp"
#include "engine/planning/balance.hpp"

namespace spanne::cli {

struct BalanceToApply {
  const engine::Balance& balance;
  const engine::RowEvaluation& rows;
  const std::string& rules;      // as it is typed
  const std::string& scenarios;  // a file of scenarios that is to be continued; empty: a new one
  const std::string& scenario;   // that has been balanced; empty: today
};

/// Writes a file of scenarios with the moves; one that continues another file stands in its folder. Throws Stop where
/// rows cannot be named, or the file cannot be written.
void apply_balance(const BalanceToApply& made, const std::string& path, const Output& output);

}  // namespace spanne::cli
