#include "engine/compare/regions/figures.hpp"

#include <algorithm>
#include <iterator>

namespace spanne::engine::proof {
namespace {

bool is_scale(const PlacedEffect& placed) {
  return placed.effect->kind == EffectKind::surcharge || placed.effect->kind == EffectKind::factor;
}

bool is_point(const Numbers& value) { return value.low == value.high; }

}  // namespace

Figures::Figures(const MergedSchema& schema, MeaningIds& meaning_ids, std::array<Half, 2> halves)
    : schema_(schema),
      meaning_ids_(meaning_ids),
      halves_(std::move(halves)),
      linear_{Linear(before, meaning_ids, halves_[before].evaluator->evaluation(), measures_),
              Linear(after, meaning_ids, halves_[after].evaluator->evaluation(), measures_)} {}

bool Figures::concerns(VersionSide version, const PlacedEffect& placed, std::size_t kind) const {
  return !placed.effect->effort_kind || schema_.kind(version, *placed.effect->effort_kind) == kind;
}

bool Figures::has_own(EffectKind kind) const {
  return std::any_of(halves_.begin(), halves_.end(), [&](const Half& half) {
    return std::any_of(half.own.begin(), half.own.end(),
                       [&](const PlacedEffect* placed) { return placed->effect->kind == kind; });
  });
}

const BoxEffect& Figures::shared_part(VersionSide version, const PlacedEffect& placed) {
  const auto known = parts_.find(&placed);
  if (known != parts_.end()) return known->second;
  return parts_.emplace(&placed, halves_[version].evaluator->part(placed.origin, *placed.effect)).first->second;
}

BoxEffect Figures::own_part(VersionSide version, const PlacedEffect& placed) {
  BoxEffect part{placed.effect, known(true), {}, {}};
  part.low = measures_.of(linear_[version].amount(*placed.effect, false));
  part.high = measures_.of(linear_[version].amount(*placed.effect, true));
  return part;
}

/// The effects that may count, shared ones and own ones.
std::vector<BoxEffect> Figures::parts(VersionSide version, EffectKind kind) {
  std::vector<BoxEffect> all;
  for (const PlacedEffect* placed : halves_[version].own)
    if (placed->effect->kind == kind) all.push_back(own_part(version, *placed));
  for (const PlacedEffect* placed : halves_[version].shared)
    if (placed->effect->kind == kind && shared_part(version, *placed).counts.yes)
      all.push_back(shared_part(version, *placed));
  return all;
}

// ---------------------------------------------------------------------------------------------- rejections

namespace {

/// Adds a reason for rejection, which applies to all accounts or only to some.
void add_reason(Truths& rejected, bool may, bool must) {
  if (may) rejected.yes = true;
  if (must) rejected.no = false;
}

}  // namespace

Truths Figures::rejects(VersionSide version) {
  Truths rejected = known(false);
  for (const PlacedEffect* placed : halves_[version].own) {
    if (!has_values(version, *placed->effect, rejected)) return rejected;
    check_below_zero(version, *placed, rejected);
    check_holes(version, *placed->effect, rejected);
  }
  if (has_own(EffectKind::surcharge)) check_surcharges(version, rejected);
  if (has_own(EffectKind::at_least) || has_own(EffectKind::at_most)) check_limits(version, rejected);
  if (has_own(EffectKind::exactly)) check_fixed(version, rejected);
  return rejected;
}

/// Returns false if the effect has no value at all, so that nothing else can be evaluated.
bool Figures::has_values(VersionSide version, const Effect& effect, Truths& rejected) {
  for (const auto& term : {effect.amount.computed, effect.per ? std::optional(effect.per->of) : std::nullopt}) {
    if (!term) continue;
    const Numbers values = halves_[version].evaluator->evaluation().number(*term);
    add_reason(rejected, values.fault, values.fault && !values.some);
    if (!values.some) return false;
  }
  return true;
}

void Figures::check_below_zero(VersionSide version, const PlacedEffect& placed, Truths& rejected) {
  if (placed.effect->kind != EffectKind::factor && placed.effect->kind != EffectKind::exactly) return;
  const Numbers least = own_part(version, placed).low;
  add_reason(rejected, least.low.sign() < 0, least.high.sign() < 0);
}

/// Evaluates what a remark shows.
void Figures::check_holes(VersionSide version, const Effect& effect, Truths& rejected) {
  BoxEvaluation& evaluation = halves_[version].evaluator->evaluation();
  for (const FlagPiece& placed : effect.flag) {
    if (!placed.hole) continue;
    add_reason(rejected, evaluation.has_fault(*placed.hole), false);
  }
}

/// Rejects for discounts of more than 100 % in total.
void Figures::check_surcharges(VersionSide version, Truths& rejected) {
  for (std::size_t kind = 0; kind < schema_.kind_count(); ++kind) {
    Numbers all = only(Fraction(1)) + shared_sum(kind, EffectKind::surcharge, false);
    for (const PlacedEffect* placed : halves_[version].own)
      if (placed->effect->kind == EffectKind::surcharge && concerns(version, *placed, kind))
        all = all + own_part(version, *placed).low;
    add_reason(rejected, all.low.sign() < 0, all.high.sign() < 0);
  }
}

/// Rejects for a floor above a ceiling.
void Figures::check_limits(VersionSide version, Truths& rejected) {
  for (const bool high : {false, true}) {
    const Bounds limits = bounds(version, high);
    if (limits.ceiling.possible)
      add_reason(rejected, limits.floor.high > limits.ceiling.low,
                 limits.ceiling.certain && limits.floor.low > limits.ceiling.high);
  }
}

/// Rejects for two different fixed efforts.
void Figures::check_fixed(VersionSide version, Truths& rejected) {
  const auto fixed_at = parts(version, EffectKind::exactly);
  for (auto position = fixed_at.begin(); position != fixed_at.end(); ++position)
    for (auto two = std::next(position); two != fixed_at.end(); ++two) {
      if (!position->low.some || !two->low.some) continue;
      const Truths low = compared(Op::equal, position->low, two->low),
                   high = compared(Op::equal, position->high, two->high);
      add_reason(rejected, low.no || high.no,
                 !(low.yes && high.yes) && position->counts.always() && two->counts.always());
    }
}

// ---------------------------------------------------------------------------------------------- kinds

/// The sum of the shared additions, or of the shared surcharges.
Numbers Figures::shared_sum(std::size_t kind, EffectKind wanted, bool high) {
  Numbers sum = zero;
  for (const PlacedEffect* placed : halves_[before].shared) {
    if (placed->effect->kind != wanted || !concerns(before, *placed, kind)) continue;
    const BoxEffect& part = shared_part(before, *placed);
    sum = sum + perhaps(high ? part.high : part.low, part.counts, zero);
  }
  return sum;
}

Numbers Figures::shared_factors(std::size_t kind, bool high) {
  Numbers product = only(Fraction(1));
  for (const PlacedEffect* placed : halves_[before].shared) {
    if (placed->effect->kind != EffectKind::factor || !concerns(before, *placed, kind)) continue;
    const BoxEffect& part = shared_part(before, *placed);
    product = product * greatest(perhaps(high ? part.high : part.low, part.counts, only(Fraction(1))), zero);
  }
  return product;
}

Form Figures::added(VersionSide version, std::size_t kind, bool high) {
  Form sum;
  for (const PlacedEffect* placed : halves_[version].own)
    if (placed->effect->kind == EffectKind::add && concerns(version, *placed, kind))
      sum = sum + linear_[version].amount(*placed->effect, high);
  const auto& shared = halves_[before].shared;
  const bool some = std::any_of(shared.begin(), shared.end(), [&](const PlacedEffect* placed) {
    return placed->effect->kind == EffectKind::add && concerns(before, *placed, kind);
  });
  if (!some) return sum;
  const MeaningId meaning_id = meaning_ids_.named("added", {static_cast<MeaningId>(kind), high ? 1 : 0});
  measures_.set_lazily(meaning_id, [this, kind, high] { return shared_sum(kind, EffectKind::add, high); });
  return sum + of_measure(meaning_id);
}

/// Whether a scale is a range.
bool Figures::spreads(std::size_t kind) const {
  for (const VersionSide version : versions)
    for (const auto* effects : {&halves_[version].own, &halves_[version].shared})
      for (const PlacedEffect* placed : *effects)
        if (is_scale(*placed) && concerns(version, *placed, kind) && !placed->effect->amount.computed &&
            placed->effect->amount.range.low != placed->effect->amount.range.high)
          return true;
  return false;
}

/// The identity of the shared scale, or of its factors alone; 0 if there is none.
MeaningId Figures::scale_id(std::size_t kind, bool most, bool factors) {
  std::vector<MeaningId> parts{most ? 1 : 0};
  for (const PlacedEffect* placed : halves_[before].shared)
    if (is_scale(*placed) && concerns(before, *placed, kind) &&
        (!factors || placed->effect->kind == EffectKind::factor))
      parts.insert(parts.end(), {placed->when, placed->what});
  if (parts.size() == 1) return 0;
  const MeaningId meaning_id = meaning_ids_.named(factors ? "factors" : "scale", parts);
  measures_.set_lazily(meaning_id, [this, kind, most, factors] {
    const Numbers product = shared_factors(kind, most);
    if (factors) return product;
    return greatest(only(Fraction(1)) + shared_sum(kind, EffectKind::surcharge, most), zero) * product;
  });
  return meaning_id;
}

Form Figures::scale(VersionSide version, std::size_t kind, bool most) {
  Numbers surcharges = zero, factors = only(Fraction(1));
  for (const PlacedEffect* placed : halves_[version].own) {
    if (!is_scale(*placed) || !concerns(version, *placed, kind)) continue;
    const BoxEffect part = own_part(version, *placed);
    const Numbers& share = most ? part.high : part.low;
    if (placed->effect->kind == EffectKind::surcharge)
      surcharges = surcharges + share;
    else
      factors = factors * greatest(share, zero);
  }
  const MeaningId shared = scale_id(kind, most, false), shared_factor = scale_id(kind, most, true);
  if (is_point(surcharges) && is_point(factors)) {
    Form scale = of_measure(shared) * factors.low;
    if (surcharges.low.sign() != 0) scale = scale + of_measure(shared_factor) * (surcharges.low * factors.low);
    return scale;
  }
  const MeaningId own =
      meaning_ids_.named("own scale", {static_cast<MeaningId>(version), static_cast<MeaningId>(kind), most ? 1 : 0});
  const Numbers all = greatest(only(Fraction(1)) + shared_sum(kind, EffectKind::surcharge, most) + surcharges, zero) *
                      shared_factors(kind, most) * factors;
  measures_.set(own, all);
  return of_measure(own);
}

Form Figures::effort(VersionSide version, std::size_t kind, bool high) {
  const Form sum = added(version, kind, high);
  if (!spreads(kind)) return scaled(scale(version, kind, false), sum);
  const Numbers values = measures_.of(sum);
  if (values.low.sign() >= 0) return scaled(scale(version, kind, high), sum);
  if (values.high.sign() <= 0) return scaled(scale(version, kind, !high), sum);
  const Numbers up = measures_.of(scaled(scale(version, kind, high), constant(1))),
                down = measures_.of(scaled(scale(version, kind, !high), constant(1)));
  const MeaningId meaning_id =
      meaning_ids_.named("own effort", {static_cast<MeaningId>(version), static_cast<MeaningId>(kind), high ? 1 : 0});
  measures_.set(meaning_id,
                either(Numbers{true, 0, values.high, false} * up, Numbers{true, values.low, 0, false} * down));
  return of_measure(meaning_id);
}

std::vector<Ends> Figures::changes() {
  std::vector<Ends> kinds;
  for (std::size_t kind = 0; kind < schema_.kind_count(); ++kind) {
    std::array<Sums, 2> made;
    for (const VersionSide version : versions) {
      made[version] = {effort(version, kind, false), effort(version, kind, true)};
      sums_[version].low = sums_[version].low + made[version].low;
      sums_[version].high = sums_[version].high + made[version].high;
    }
    kinds.push_back(
        {measures_.of(made[after].low - made[before].low), measures_.of(made[after].high - made[before].high)});
  }
  std::vector<Ends> all{{end(false), end(true)}};
  all.insert(all.end(), kinds.begin(), kinds.end());
  return all;
}

}  // namespace spanne::engine::proof
