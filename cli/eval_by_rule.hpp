// `spanne eval --by rule`: what each rule contributes to the effort of a portfolio.
#pragma once

#include "cli/commands.hpp"

namespace spanne::cli {

/// Whether these options ask for the effort by rule. They have been through validate().
bool asks_by_rule(const EvalOptions& options);
/// Evaluates and writes it. May throw Stop.
int eval_by_rule(const EvalOptions& options, const Output& output);

}  // namespace spanne::cli
