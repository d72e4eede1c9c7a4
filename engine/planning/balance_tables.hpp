// A Balance as tables and sentences.
#pragma once

#include <string>
#include <vector>

#include "engine/planning/balance.hpp"
#include "engine/planning/result_table.hpp"

namespace spanne::engine {

/// `moves`, `placed` (where there are any), `people`, `measure`, and `reasons` where somebody stays outside the band.
std::vector<ResultTable> balance_tables(const Balance& balance, const RowEvaluation& rows);

/// What the plan comes to, how much of it is proved, and what would mend what cannot be: sentences, one a line.
std::string balance_summary(const Balance& balance, const RowEvaluation& rows);

/// One sentence for a reason.
std::string balance_reason(const BalanceReason& reason, const Balance& balance, const RowEvaluation& rows);

}  // namespace spanne::engine
