// Shapley weights divide what several multipliers do together among them, so that their order makes no difference.
//
// A value that is multiplied with m1 · m2 · … grows by value · (m1 · m2 · … − 1). How much of that one multiplier does
// depends on which others came before it; its Shapley value is the average over all orders. For multiplier i it is
// value · (mi − 1) · weight of i, and these add up to the whole exactly.
#pragma once

#include <vector>

#include "engine/value/fraction.hpp"

namespace spanne::engine {

/// The weight of each of n multipliers: the sum over k of k!(n−1−k)!/n! times the k-th elementary symmetric sum of the
/// others. n² steps.
std::vector<Fraction> shapley_weights(const std::vector<Fraction>& multipliers);

}  // namespace spanne::engine
