// Computes what limits and `exactly` leave of a change.
#include <algorithm>

#include "engine/compare/regions/figures.hpp"

namespace spanne::engine::proof {
namespace {

Numbers between(const Numbers& a, const Numbers& b) {
  return {true, std::max(a.low, b.low), std::min(a.high, b.high), false};
}

bool is_zero(const Numbers& change) { return change.low.sign() == 0 && change.high.sign() == 0; }
bool is_fixed(const LimitBounds& limit) { return !limit.possible || (limit.certain && limit.low == limit.high); }

Fraction held(const Fraction& sum, const LimitBounds& floor, const LimitBounds& ceiling) {
  const Fraction raised = std::max(sum, floor.low);
  return ceiling.possible ? std::min(raised, ceiling.low) : raised;
}

/// The same sum under two pairs of limits: the change is linear between the values at which a limit begins to apply.
Numbers by_limits(const Numbers& sum, const std::array<LimitBounds, 2>& floors,
                  const std::array<LimitBounds, 2>& ceilings) {
  std::vector<Fraction> places{sum.low, sum.high};
  for (const VersionSide version : versions) {
    places.push_back(floors[version].low);
    if (ceilings[version].possible) places.push_back(ceilings[version].low);
  }
  Numbers change;
  for (const Fraction& place : places)
    if (sum.low <= place && place <= sum.high)
      change = either(
          change, only(held(place, floors[after], ceilings[after]) - held(place, floors[before], ceilings[before])));
  return change;
}

}  // namespace

Figures::Bounds Figures::bounds(VersionSide version, bool high) {
  Bounds made;
  for (const BoxEffect& part : parts(version, EffectKind::at_least))
    raise(made.floor, high ? part.high : part.low, part.counts.always());
  for (const BoxEffect& part : parts(version, EffectKind::at_most))
    lower(made.ceiling, high ? part.high : part.low, part.counts.always());
  const auto& own = halves_[version].own;
  made.own = std::any_of(own.begin(), own.end(), [](const PlacedEffect* placed) {
    return placed->effect->kind == EffectKind::at_least || placed->effect->kind == EffectKind::at_most;
  });
  return made;
}

/// One end after limits: the new version less the old one.
Numbers Figures::limited(bool high, const Numbers& difference, const std::array<Numbers, 2>& sums) {
  std::array<Bounds, 2> limits;
  std::array<Numbers, 2> totals;
  bool free = true, down = true, up = true;  // no account is limited; all are limited by the ceiling, by the floor
  for (const VersionSide version : versions) {
    limits[version] = bounds(version, high);
    const auto& [floor, ceiling, own] = limits[version];
    const Numbers& sum = sums[version];
    totals[version] = within(sum, floor, ceiling);
    free = free && sum.low >= floor.high && (!ceiling.possible || sum.high <= ceiling.low);
    down = down && ceiling.certain && sum.low >= ceiling.high;
    up = up && sum.high <= floor.low;
  }
  if (free) return difference;
  const Numbers apart = totals[after] + -totals[before];
  const bool same = !limits[before].own && !limits[after].own;
  if (same && (down || up)) return zero;
  if (same)
    return between(apart, {true, std::min(difference.low, Fraction(0)), std::max(difference.high, Fraction(0)), false});
  const bool fixed = std::all_of(limits.begin(), limits.end(), [](const Bounds& limit) {
    return limit.floor.low == limit.floor.high && is_fixed(limit.ceiling);
  });
  if (!is_zero(difference) || !fixed) return apart;
  return by_limits(between(sums[before], sums[after]), {limits[before].floor, limits[after].floor},
                   {limits[before].ceiling, limits[after].ceiling});
}

Figures::Fixed Figures::fixed(VersionSide version) {
  Fixed made;
  const auto take = [&](const PlacedEffect& placed, bool certain, bool own) {
    made.possible = true;
    if (made.certain || !certain) return;
    made.certain = true;
    made.own = own;
    made.low = linear_[version].amount(*placed.effect, false);
    made.high = linear_[version].amount(*placed.effect, true);
  };
  for (const PlacedEffect* placed : halves_[version].own)
    if (placed->effect->kind == EffectKind::exactly) take(*placed, true, true);
  for (const PlacedEffect* placed : halves_[version].shared) {
    if (placed->effect->kind != EffectKind::exactly) continue;
    const BoxEffect& part = shared_part(version, *placed);
    if (part.counts.yes) take(*placed, part.counts.always(), false);
  }
  return made;
}

Numbers Figures::end(bool high) {
  const auto sum = [&](VersionSide version) -> const Form& { return high ? sums_[version].high : sums_[version].low; };
  const Form change = sum(after) - sum(before);
  const bool limits = has_own(EffectKind::at_least) || has_own(EffectKind::at_most);
  if (change.is_zero() && !limits && !has_own(EffectKind::exactly)) return zero;
  const std::array<Numbers, 2> sums{measures_.of(sum(before)), measures_.of(sum(after))};
  const Numbers unfixed = limited(high, measures_.of(change), sums);
  const std::array<Fixed, 2> fixes{fixed(before), fixed(after)};
  const auto form = [&](VersionSide version) -> const Form& { return high ? fixes[version].high : fixes[version].low; };
  if (fixes[before].certain && fixes[after].certain) return measures_.of(form(after) - form(before));
  if (!fixes[before].possible && !fixes[after].possible) return unfixed;
  std::array<Numbers, 2> totals;
  for (const VersionSide version : versions) {
    const Bounds limits_of = bounds(version, high);
    const Fixed& fix = fixes[version];
    if (fix.certain) {
      totals[version] = measures_.of(form(version));
      continue;
    }
    totals[version] = within(sums[version], limits_of.floor, limits_of.ceiling);
    if (!fix.possible) continue;
    fixing_is_open_ = fixing_is_open_ || !is_zero(unfixed) || has_own(EffectKind::exactly);
    for (const BoxEffect& part : parts(version, EffectKind::exactly))
      totals[version] = either(totals[version], high ? part.high : part.low);
  }
  if (!has_own(EffectKind::exactly)) return either(unfixed, zero);  // both versions fix the same effort
  return totals[after] + -totals[before];
}

}  // namespace spanne::engine::proof
