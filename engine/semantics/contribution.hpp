// What one effect comes to for an account.
#pragma once

#include <optional>

#include "engine/semantics/effort_semantics.hpp"
#include "engine/semantics/trace.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

/// Of an effect that is no remark. Nullopt where it has no value; the walker knows why.
std::optional<Contribution> contribution_of(const Effect& effect, const OptionalSite& by, Walker& walker);
/// Like contribution_of(), for an effect that has been measured.
std::optional<Contribution> contribution_of(const Effect& effect, const OptionalSite& by,
                                            const EffectAmount<std::optional<Fraction>>& measure);

}  // namespace spanne::engine
