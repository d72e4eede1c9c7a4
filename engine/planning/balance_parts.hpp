// The rows and columns that the whole model of a task and its relaxation have in common.
#pragma once

#include "engine/planning/balance_models.hpp"

namespace spanne::engine {

/// Columns for what lies above and below each band, in FTE; the cost of `outside`, or its limit.
void add_bands(IntegerProgramme& programme, const BalanceUnits& units, const std::vector<BalanceLoad>& loads,
               const BalanceMeasure& at_most, BalanceLevel level);
/// The columns that are moves: the cost of `moves`, or its limit.
void add_moves(IntegerProgramme& programme, const std::vector<std::size_t>& columns, const BalanceMeasure& at_most,
               BalanceLevel level);
/// Columns for the greatest and the least load, as shares of capacity; the cost of `spread`, or its limit.
void add_spread(IntegerProgramme& programme, const BalanceUnits& units, const std::vector<BalanceLoad>& loads,
                const BalanceMeasure& at_most, BalanceLevel level);

}  // namespace spanne::engine
