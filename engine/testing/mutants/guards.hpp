// Whether optional attributes are asked for only where they are known, as the check demands of every rule set: a change
// that breaks this could not be made unnoticed, for the check would refuse it.
#pragma once

#include "engine/model/model.hpp"
#include "engine/testing/sites.hpp"

namespace spanne::engine {

/// Of one cluster, rule, row or define.
bool is_guarded(const StatementRef& owner, const Model& model);
/// Of all of them.
bool is_guarded(const Model& model);

}  // namespace spanne::engine
