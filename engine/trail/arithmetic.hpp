// Arithmetic says what the number of a result's arithmetic (`Schemes::arithmetic`) can have changed.
#pragma once

#include "engine/model/model.hpp"

namespace spanne::engine {

/// Whether results of a rule set can differ between two arithmetics: something that a result is made from multiplies,
/// divides, takes a power or is a percentage (of which arithmetic 1 kept four decimals), directly, through a define or
/// a lookup, or in an assignment of `--set`. Every other rule set gives the same results under all of them.
bool depends_on_arithmetic(const Model& model);

}  // namespace spanne::engine
