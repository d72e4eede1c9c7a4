#include "engine/regions/figures.hpp"

#include <algorithm>
#include <iterator>

namespace spanne::engine::proof {
namespace {

bool is_scale(const Piece& piece) {
  return piece.effect->kind == EffectKind::surcharge || piece.effect->kind == EffectKind::factor;
}

/// Never below 0.
Efforts clipped(Efforts value) {
  value.low = std::max(value.low, Fraction(0));
  value.high = std::max(value.high, Fraction(0));
  return value;
}

bool is_point(const Efforts& value) { return value.low == value.high; }

}  // namespace

Figures::Figures(const Common& common, Shapes& shapes, std::array<Half, 2> halves)
    : common_(common),
      shapes_(shapes),
      halves_(std::move(halves)),
      linear_{Linear(before, shapes, halves_[before].forecast->survey(), measures_),
              Linear(after, shapes, halves_[after].forecast->survey(), measures_)} {}

bool Figures::concerns(Version version, const Piece& piece, std::size_t kind) const {
  return !piece.effect->effort_kind || common_.kind(version, *piece.effect->effort_kind) == kind;
}

bool Figures::has_own(EffectKind kind) const {
  return std::any_of(halves_.begin(), halves_.end(), [&](const Half& half) {
    return std::any_of(half.own.begin(), half.own.end(), [&](const Piece* one) { return one->effect->kind == kind; });
  });
}

const Part& Figures::shared_part(Version version, const Piece& piece) {
  const auto known = parts_.find(&piece);
  if (known != parts_.end()) return known->second;
  return parts_.emplace(&piece, halves_[version].forecast->part(piece.origin, *piece.effect)).first->second;
}

Part Figures::own_part(Version version, const Piece& piece) {
  Part part{piece.effect, known(true), {}, {}};
  part.low = measures_.of(linear_[version].amount(*piece.effect, false));
  part.high = measures_.of(linear_[version].amount(*piece.effect, true));
  return part;
}

/// All that may count, of either sort.
std::vector<Part> Figures::parts(Version version, EffectKind kind) {
  std::vector<Part> all;
  for (const Piece* piece : halves_[version].own)
    if (piece->effect->kind == kind) all.push_back(own_part(version, *piece));
  for (const Piece* piece : halves_[version].shared)
    if (piece->effect->kind == kind && shared_part(version, *piece).counts.yes)
      all.push_back(shared_part(version, *piece));
  return all;
}

// ---------------------------------------------------------------------------------------------- rejections

namespace {

/// One more reason for a rejection: it may be one for some of the accounts, and is one for all.
void add_reason(Truths& rejected, bool may, bool must) {
  if (may) rejected.yes = true;
  if (must) rejected.no = false;
}

}  // namespace

Truths Figures::rejects(Version version) {
  Truths rejected = known(false);
  for (const Piece* piece : halves_[version].own) {
    if (!has_values(version, *piece->effect, rejected)) return rejected;
    look_below_zero(version, *piece, rejected);
    look_at_holes(version, *piece->effect, rejected);
  }
  if (has_own(EffectKind::surcharge)) look_at_surcharges(version, rejected);
  if (has_own(EffectKind::at_least) || has_own(EffectKind::at_most)) look_at_limits(version, rejected);
  if (has_own(EffectKind::exactly)) look_at_fixed(version, rejected);
  return rejected;
}

/// False where the effect comes to nothing at all, so that nothing else can be asked.
bool Figures::has_values(Version version, const Effect& effect, Truths& rejected) {
  for (const auto& term : {effect.amount.computed, effect.per ? std::optional(effect.per->of) : std::nullopt}) {
    if (!term) continue;
    const Efforts values = halves_[version].forecast->survey().exact(*term);
    add_reason(rejected, values.fault, values.fault && !values.some);
    if (!values.some) return false;
  }
  return true;
}

void Figures::look_below_zero(Version version, const Piece& piece, Truths& rejected) {
  if (piece.effect->kind != EffectKind::factor && piece.effect->kind != EffectKind::exactly) return;
  const Efforts least = own_part(version, piece).low;
  add_reason(rejected, least.low.sign() < 0, least.high.sign() < 0);
}

/// What a remark shows.
void Figures::look_at_holes(Version version, const Effect& effect, Truths& rejected) {
  Survey& survey = halves_[version].forecast->survey();
  for (const FlagPiece& piece : effect.flag) {
    if (!piece.hole) continue;
    const bool effort = survey.space().model().term(*piece.hole).type.kind == TypeKind::effort;
    add_reason(rejected, effort ? survey.effort(*piece.hole).fault : survey.ordinal(*piece.hole).fault, false);
  }
}

/// Discounts of more than 100 % in all.
void Figures::look_at_surcharges(Version version, Truths& rejected) {
  for (std::size_t kind = 0; kind < common_.kind_count(); ++kind) {
    Efforts all = only(Fraction(1)) + shared_sum(kind, EffectKind::surcharge, false);
    for (const Piece* piece : halves_[version].own)
      if (piece->effect->kind == EffectKind::surcharge && concerns(version, *piece, kind))
        all = all + own_part(version, *piece).low;
    add_reason(rejected, all.low.sign() < 0, all.high.sign() < 0);
  }
}

/// A floor above a ceiling.
void Figures::look_at_limits(Version version, Truths& rejected) {
  for (const bool high : {false, true}) {
    const Bounds limits = bounds(version, high);
    if (limits.ceiling.possible)
      add_reason(rejected, limits.floor.high > limits.ceiling.low,
                 limits.ceiling.certain && limits.floor.low > limits.ceiling.high);
  }
}

/// Two efforts that are fixed, and not the same.
void Figures::look_at_fixed(Version version, Truths& rejected) {
  const auto fixed_at = parts(version, EffectKind::exactly);
  for (auto one = fixed_at.begin(); one != fixed_at.end(); ++one)
    for (auto two = std::next(one); two != fixed_at.end(); ++two) {
      if (!one->low.some || !two->low.some) continue;
      const Truths low = compared(Op::equal, one->low, two->low), high = compared(Op::equal, one->high, two->high);
      add_reason(rejected, low.no || high.no, !(low.yes && high.yes) && one->counts.always() && two->counts.always());
    }
}

// ---------------------------------------------------------------------------------------------- kinds

/// Of the shared additions, or of the shared surcharges.
Efforts Figures::shared_sum(std::size_t kind, EffectKind sort, bool high) {
  Efforts sum = zero;
  for (const Piece* piece : halves_[before].shared) {
    if (piece->effect->kind != sort || !concerns(before, *piece, kind)) continue;
    const Part& part = shared_part(before, *piece);
    sum = sum + perhaps(high ? part.high : part.low, part.counts, zero);
  }
  return sum;
}

Efforts Figures::shared_factors(std::size_t kind, bool high) {
  Efforts product = only(Fraction(1));
  for (const Piece* piece : halves_[before].shared) {
    if (piece->effect->kind != EffectKind::factor || !concerns(before, *piece, kind)) continue;
    const Part& part = shared_part(before, *piece);
    product = product * clipped(perhaps(high ? part.high : part.low, part.counts, only(Fraction(1))));
  }
  return product;
}

Form Figures::added(Version version, std::size_t kind, bool high) {
  Form sum;
  for (const Piece* piece : halves_[version].own)
    if (piece->effect->kind == EffectKind::add && concerns(version, *piece, kind))
      sum = sum + linear_[version].amount(*piece->effect, high);
  const auto& shared = halves_[before].shared;
  const bool some = std::any_of(shared.begin(), shared.end(), [&](const Piece* piece) {
    return piece->effect->kind == EffectKind::add && concerns(before, *piece, kind);
  });
  if (!some) return sum;
  const Shape shape = shapes_.named("added", {static_cast<Shape>(kind), high ? 1 : 0});
  measures_.set_lazily(shape, [this, kind, high] { return shared_sum(kind, EffectKind::add, high); });
  return sum + of_measure(shape);
}

/// Whether a scale is a range.
bool Figures::spreads(std::size_t kind) const {
  for (const Version version : versions)
    for (const auto* pieces : {&halves_[version].own, &halves_[version].shared})
      for (const Piece* piece : *pieces)
        if (is_scale(*piece) && concerns(version, *piece, kind) && !piece->effect->amount.computed &&
            piece->effect->amount.range.low != piece->effect->amount.range.high)
          return true;
  return false;
}

/// Of what is shared: all of it, or the factors alone. 0 where there is nothing.
Shape Figures::scale_shape(std::size_t kind, bool most, bool factors) {
  std::vector<Shape> parts{most ? 1 : 0};
  for (const Piece* piece : halves_[before].shared)
    if (is_scale(*piece) && concerns(before, *piece, kind) && (!factors || piece->effect->kind == EffectKind::factor))
      parts.insert(parts.end(), {piece->when, piece->what});
  if (parts.size() == 1) return 0;
  const Shape shape = shapes_.named(factors ? "factors" : "scale", parts);
  measures_.set_lazily(shape, [this, kind, most, factors] {
    const Efforts product = shared_factors(kind, most);
    if (factors) return product;
    return clipped(only(Fraction(1)) + shared_sum(kind, EffectKind::surcharge, most)) * product;
  });
  return shape;
}

Form Figures::scale(Version version, std::size_t kind, bool most) {
  Efforts surcharges = zero, factors = only(Fraction(1));
  for (const Piece* piece : halves_[version].own) {
    if (!is_scale(*piece) || !concerns(version, *piece, kind)) continue;
    const Part part = own_part(version, *piece);
    const Efforts& share = most ? part.high : part.low;
    if (piece->effect->kind == EffectKind::surcharge)
      surcharges = surcharges + share;
    else
      factors = factors * clipped(share);
  }
  const Shape shared = scale_shape(kind, most, false), shared_factor = scale_shape(kind, most, true);
  if (is_point(surcharges) && is_point(factors)) {
    Form scale = of_measure(shared) * factors.low;
    if (surcharges.low.sign() != 0) scale = scale + of_measure(shared_factor) * (surcharges.low * factors.low);
    return scale;
  }
  const Shape own = shapes_.named("own scale", {static_cast<Shape>(version), static_cast<Shape>(kind), most ? 1 : 0});
  const Efforts all = clipped(only(Fraction(1)) + shared_sum(kind, EffectKind::surcharge, most) + surcharges) *
                      shared_factors(kind, most) * factors;
  measures_.set(own, all);
  return of_measure(own);
}

Form Figures::effort(Version version, std::size_t kind, bool high) {
  const Form sum = added(version, kind, high);
  if (!spreads(kind)) return scaled(scale(version, kind, false), sum);
  const Efforts values = measures_.of(sum);
  if (values.low.sign() >= 0) return scaled(scale(version, kind, high), sum);
  if (values.high.sign() <= 0) return scaled(scale(version, kind, !high), sum);
  const Efforts up = measures_.of(scaled(scale(version, kind, high), constant(1))),
                down = measures_.of(scaled(scale(version, kind, !high), constant(1)));
  const Shape shape =
      shapes_.named("own effort", {static_cast<Shape>(version), static_cast<Shape>(kind), high ? 1 : 0});
  measures_.set(shape, either(Efforts{true, 0, values.high, false} * up, Efforts{true, values.low, 0, false} * down));
  return of_measure(shape);
}

std::vector<Ends> Figures::changes() {
  std::vector<Ends> kinds;
  for (std::size_t kind = 0; kind < common_.kind_count(); ++kind) {
    std::array<Sums, 2> made;
    for (const Version version : versions) {
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
