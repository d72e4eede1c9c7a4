#include "engine/semantics/contribution.hpp"

namespace spanne::engine {
namespace {

std::optional<Range> amount_of(const Amount& amount, Walker& walker) {
  if (!amount.computed) return amount.range;
  const auto value = walker.number(*amount.computed);
  if (!value) return std::nullopt;
  const Fraction scaled = *value * amount.scale;
  return Range{scaled, scaled};
}

}  // namespace

std::optional<Contribution> contribution_of(const Effect& effect, const OptionalSite& by, Walker& walker) {
  const auto range = amount_of(effect.amount, walker);
  if (!range) return std::nullopt;
  Contribution made{by, &effect, *range, std::nullopt, 1};
  if (!effect.per) return made;
  made.counted = walker.number(effect.per->of);
  if (!made.counted) return std::nullopt;
  made.portions = portions_of(*effect.per, *made.counted);
  return made;
}

}  // namespace spanne::engine
