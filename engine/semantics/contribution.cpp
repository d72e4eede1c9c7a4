#include "engine/semantics/contribution.hpp"

namespace spanne::engine {

std::optional<Contribution> contribution_of(const Effect& effect, const OptionalSite& by, Walker& walker) {
  return contribution_of(effect, by, measure(effect, walker));
}

std::optional<Contribution> contribution_of(const Effect& effect, const OptionalSite& by,
                                            const EffectAmount<std::optional<Fraction>>& measure) {
  if (!measure.low || !measure.portions) return std::nullopt;
  return Contribution{by, &effect, {*measure.low, *measure.high}, measure.counted, *measure.portions};
}

}  // namespace spanne::engine
