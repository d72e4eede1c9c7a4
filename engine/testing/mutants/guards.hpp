// Checks that optional attributes are used only where they are known, as the checker demands of every rule set. The
// checker would refuse a change that violates this, so such a change is no mutant.
#pragma once

#include "engine/model/model.hpp"
#include "engine/testing/sites.hpp"

namespace spanne::engine {

/// Checks one cluster, rule, row or define.
bool is_guarded(const StatementRef& owner, const Model& model);
/// Checks the whole model.
bool is_guarded(const Model& model);

}  // namespace spanne::engine
