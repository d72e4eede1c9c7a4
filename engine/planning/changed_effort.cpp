#include "engine/planning/changed_effort.hpp"

#include <algorithm>

#include "engine/semantics/plain_values.hpp"

namespace spanne::engine {
namespace {

class ChangedEffort {
 public:
  ChangedEffort(const Trace& trace, const std::vector<ChangedWorth>& changes) : trace_(trace), changes_(changes) {}

  std::optional<Range> total() const {
    Range sum;
    for (KindId kind = 0; kind < trace_.sums.size(); ++kind) {
      const auto effort = effort_of(kind);
      if (!effort) return std::nullopt;
      sum += *effort;
    }
    if (has(EffectKind::exactly)) return fixed();
    const auto low = limited(sum.low, &Range::low), high = limited(sum.high, &Range::high);
    if (!low || !high) return std::nullopt;
    return checked({*low, *high});
  }

 private:
  using End = Fraction Range::*;

  static bool concerns(const Effect& effect, KindId kind) { return effect.effort_kind.value_or(kind) == kind; }

  static std::optional<Range> checked(const Range& range) {
    if (!range.low.in_64_bits() || !range.high.in_64_bits()) return std::nullopt;
    return range;
  }

  const Range* changed(std::size_t place) const {
    for (const auto& [at, worth] : changes_)
      if (at == place) return &worth;
    return nullptr;
  }

  Range worth(std::size_t place) const {
    const Range* now = changed(place);
    return now != nullptr ? *now : trace_.contributions[place].worth();
  }

  std::optional<Range> effort_of(KindId kind) const {
    Range added = trace_.sums[kind], surcharges = trace_.scales[kind].surcharges;
    bool factors_change = false;
    for (const auto& [place, now] : changes_) {
      const Contribution& before = trace_.contributions[place];
      if (!concerns(*before.effect, kind)) continue;
      const Range was = before.worth();
      if (before.effect->kind == EffectKind::add) added += {now.low - was.low, now.high - was.high};
      if (before.effect->kind == EffectKind::surcharge) surcharges += {now.low - was.low, now.high - was.high};
      factors_change = factors_change || before.effect->kind == EffectKind::factor;
    }
    if ((1 + surcharges.low).sign() < 0) return std::nullopt;
    const Range factors = factors_change ? factors_of(kind) : trace_.scales[kind].factors;
    if (factors.low.sign() < 0) return std::nullopt;
    const Fraction least = (1 + surcharges.low) * factors.low, most = (1 + surcharges.high) * factors.high;
    return checked({PlainValues::times(added.low, least, most), PlainValues::times(added.high, most, least)});
  }

  Range factors_of(KindId kind) const {
    Range product{1, 1};
    for (std::size_t place = 0; place < trace_.contributions.size(); ++place) {
      const Effect& effect = *trace_.contributions[place].effect;
      if (effect.kind != EffectKind::factor || !concerns(effect, kind)) continue;
      const Range factor = worth(place);
      if (factor.low.sign() < 0) return {-1, -1};  // which rejects the account
      product = {product.low * factor.low, product.high * factor.high};
    }
    return product;
  }

  bool has(EffectKind kind) const {
    return std::any_of(trace_.contributions.begin(), trace_.contributions.end(),
                       [&](const Contribution& contribution) { return contribution.effect->kind == kind; });
  }

  /// One `exactly` alone; several, or one with limits, are judged by the evaluator.
  std::optional<Range> fixed() const {
    std::optional<Range> found;
    for (std::size_t place = 0; place < trace_.contributions.size(); ++place) {
      const EffectKind kind = trace_.contributions[place].effect->kind;
      if (kind == EffectKind::at_least || kind == EffectKind::at_most) return std::nullopt;
      if (kind != EffectKind::exactly) continue;
      if (found) return std::nullopt;
      found = worth(place);
    }
    if (found->low.sign() < 0) return std::nullopt;
    return checked(*found);
  }

  std::optional<Fraction> limited(const Fraction& sum, End end) const {
    Fraction floor = 0;
    std::optional<Fraction> ceiling;
    for (std::size_t place = 0; place < trace_.contributions.size(); ++place) {
      const EffectKind kind = trace_.contributions[place].effect->kind;
      if (kind == EffectKind::at_least) floor = std::max(floor, worth(place).*end);
      if (kind != EffectKind::at_most) continue;
      const Fraction most = worth(place).*end;
      ceiling = ceiling ? std::min(*ceiling, most) : most;
    }
    if (ceiling && floor > *ceiling) return std::nullopt;
    const Fraction raised = std::max(sum, floor);
    return ceiling ? std::min(raised, *ceiling) : raised;
  }

  const Trace& trace_;
  const std::vector<ChangedWorth>& changes_;
};

}  // namespace

std::optional<Range> changed_total(const Trace& trace, const std::vector<ChangedWorth>& changes) {
  return ChangedEffort(trace, changes).total();
}

}  // namespace spanne::engine
