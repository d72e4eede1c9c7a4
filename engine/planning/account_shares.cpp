#include "engine/planning/account_shares.hpp"

#include <algorithm>
#include <cassert>

#include "engine/planning/shapley.hpp"

namespace spanne::engine {
namespace {

/// Whether a surcharge or a factor applies to a kind of effort.
bool scales_kind(const Effect& effect, KindId kind) { return effect.effort_kind.value_or(kind) == kind; }

class EffortDivision {
  using End = Fraction Range::*;
  static constexpr End both_ends[] = {&Range::low, &Range::high};

 public:
  EffortDivision(const Outcome& outcome, const Trace& trace, const ContributionSources& sources)
      : outcome_(outcome), trace_(trace), sources_(sources) {}

  std::vector<AccountShare> run() {
    for (const Contribution& contribution : trace_.contributions) {
      AccountShare& share = shares_.emplace_back();
      share.source = sources_.of(contribution.by, *outcome_.cluster);
      share.is_common = contribution.effect->kind != EffectKind::add;
      if (share.is_common) continue;
      share.kind = contribution.effect->effort_kind;
      share.to = contribution.worth();
    }
    for (KindId kind = 0; kind < trace_.sums.size(); ++kind) scale(kind);
    for (const End end : both_ends) limit(end);
    return std::move(shares_);
  }

 private:
  /// Surcharges and factors of a kind, by their places in the trace.
  void scale(KindId kind) {
    std::vector<std::size_t> surcharges, factors;
    for (std::size_t place = 0; place < trace_.contributions.size(); ++place) {
      const Effect& effect = *trace_.contributions[place].effect;
      if (!scales_kind(effect, kind)) continue;
      if (effect.kind == EffectKind::surcharge) surcharges.push_back(place);
      if (effect.kind == EffectKind::factor) factors.push_back(place);
    }
    if (surcharges.empty() && factors.empty()) return;
    std::vector<Range> made(surcharges.size() + factors.size());
    for (const End end : both_ends) scale(kind, end, surcharges, factors, made);
    for (std::size_t i = 0; i < made.size(); ++i) {
      const std::size_t place = i < surcharges.size() ? surcharges[i] : factors[i - surcharges.size()];
      shares_.push_back({shares_[place].source, kind, made[i], true});
    }
  }

  /// The end of factors that made this end of a kind: of a sum below 0 the greater multiplier makes the less.
  static End used_end(const Fraction& added, End end) {
    if (added.sign() >= 0) return end;
    return end == &Range::low ? &Range::high : &Range::low;
  }

  void scale(KindId kind, End end, const std::vector<std::size_t>& surcharges, const std::vector<std::size_t>& factors,
             std::vector<Range>& made) const {
    const Fraction& added = trace_.sums[kind].*end;
    if (added.sign() == 0) return;
    const End used = used_end(added, end);
    std::vector<Fraction> multipliers{1 + trace_.scales[kind].surcharges.*used};
    for (const std::size_t place : factors) multipliers.push_back(trace_.contributions[place].amount.*used);
    const std::vector<Fraction> weights = shapley_weights(multipliers);
    for (std::size_t i = 0; i < surcharges.size(); ++i)
      made[i].*end = added * (trace_.contributions[surcharges[i]].amount.*used) * weights.front();
    for (std::size_t i = 0; i < factors.size(); ++i)
      made[surcharges.size() + i].*end = added * (multipliers[i + 1] - 1) * weights[i + 1];
  }

  /// First the floor, then the ceiling; an `exactly` replaces both.
  void limit(End end) {
    const Fraction& sum = trace_.sum.*end;
    const auto fixed = effects_of_kind(EffectKind::exactly);
    if (!fixed.empty()) return divide(outcome_.total.*end - sum, fixed, end);
    Fraction least = 0;
    const auto floors = binding(EffectKind::at_least, end, [](const Fraction& a, const Fraction& b) { return a > b; });
    if (!floors.empty()) least = std::max(least, limit_of(floors.front(), end));
    const Fraction raised = std::max(sum, least);
    if (raised != sum) {
      // Nothing falls below 0 anyway: a rule that says so as well changes nothing.
      if (least.sign() == 0)
        raise_to_zero(raised - sum, end);
      else
        divide(raised - sum, floors, end);
    }
    const Fraction& total = outcome_.total.*end;
    if (total == raised) return;
    divide(total - raised,
           binding(EffectKind::at_most, end, [](const Fraction& a, const Fraction& b) { return a < b; }), end);
  }

  void raise_to_zero(const Fraction& change, End end) {
    AccountShare& share = shares_.emplace_back();
    share.source = sources_.never_below_zero();
    share.to.*end = change;
    share.is_common = true;
  }

  Fraction limit_of(std::size_t place, End end) const { return trace_.contributions[place].amount.*end; }

  std::vector<std::size_t> effects_of_kind(EffectKind kind) const {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < trace_.contributions.size(); ++place)
      if (trace_.contributions[place].effect->kind == kind) places.push_back(place);
    return places;
  }

  /// The limits of a kind before which no other comes, several where they say the same.
  template <class Before>
  std::vector<std::size_t> binding(EffectKind kind, End end, Before before) const {
    std::vector<std::size_t> found;
    for (const std::size_t place : effects_of_kind(kind)) {
      if (!found.empty() && before(limit_of(found.front(), end), limit_of(place, end))) continue;
      if (!found.empty() && before(limit_of(place, end), limit_of(found.front(), end))) found.clear();
      found.push_back(place);
    }
    return found;
  }

  void divide(const Fraction& change, const std::vector<std::size_t>& places, End end) {
    assert(!places.empty());
    const Fraction share = change / static_cast<std::int64_t>(places.size());
    for (const std::size_t place : places) shares_[place].to.*end += share;
  }

  const Outcome& outcome_;
  const Trace& trace_;
  const ContributionSources& sources_;
  std::vector<AccountShare> shares_;  // of each contribution of the trace, then what has none
};

}  // namespace

ContributionSources::ContributionSources(const Model& model) : model_(model) {
  SourceId next = model.clusters.size() + model.rules.size();
  for (const Table& table : model.tables) {
    first_rows_.push_back(next);
    next += table.rows.size();
  }
  first_rows_.push_back(next);
}

SourceId ContributionSources::of(const OptionalSite& site, ClusterId cluster) const {
  if (!site) return cluster;
  if (site->row) return first_rows_[site->index] + *site->row;
  return model_.clusters.size() + site->index;
}

std::optional<StatementRef> ContributionSources::statement(SourceId source) const {
  if (source == never_below_zero()) return std::nullopt;
  if (source < model_.clusters.size()) return StatementRef{StatementRef::Kind::cluster, source, 0};
  if (source < first_rows_.front()) return StatementRef{StatementRef::Kind::rule, source - model_.clusters.size(), 0};
  const auto after = std::upper_bound(first_rows_.begin(), first_rows_.end(), source);
  const auto table = static_cast<std::size_t>(after - first_rows_.begin()) - 1;
  return StatementRef{StatementRef::Kind::row, table, source - first_rows_[table]};
}

std::string ContributionSources::name(SourceId source) const {
  const auto named = statement(source);
  return named ? name_of(*named, model_) : "never below 0";
}

std::vector<AccountShare> shares_of(const Outcome& outcome, const Trace& trace, const ContributionSources& sources) {
  return EffortDivision(outcome, trace, sources).run();
}

}  // namespace spanne::engine
