// One account on its way through the steps of the language: EffortSemantics over plain values, with what is written
// down and rejected on the way.
#include <algorithm>
#include <array>
#include <utility>

#include "engine/semantics/contribution.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/trace.hpp"
#include "engine/semantics/walker.hpp"
#include "engine/value/exact_sum.hpp"

namespace spanne::engine {
namespace {

using Cause = Rejection::Cause;

/// An effect that counts; `by` nullopt: the 0 that no total falls below.
struct PlainPart : Range {
  static constexpr std::optional<bool> counts = true;
  const Effect* effect = nullptr;
  OptionalSite by = {};
};

using End = Fraction Range::*;

/// Bounds the size of an account's effort by what does not depend on the order of rules.
class SizeOfEffort {
 public:
  /// Whether an addition or a surcharge leaves the common denominator small enough. Fixed amounts are as small as the
  /// text they were written in.
  bool admits(const Range& amount, const Effect& effect) {
    if (effect.kind == EffectKind::factor) return admits_factor(amount);
    if (effect.kind != EffectKind::add && effect.kind != EffectKind::surcharge) return true;
    if (!effect.amount.computed && !effect.per) return true;
    return common_.include(amount.low) && common_.include(amount.high);
  }
  void finish(const Range& effort) { ends_ = ends_ && is_computable(effort.low) && is_computable(effort.high); }
  bool too_large() const { return common_.too_large() || factor_bits_ > max_factor_bits || !ends_; }

 private:
  /// The same for the product of all factors, which may be longer on the way than in the end.
  bool admits_factor(const Range& factor) {
    for (const Fraction& end : {factor.low, factor.high}) factor_bits_ += end.bit_count();
    return factor_bits_ <= max_factor_bits;
  }

  static constexpr std::size_t max_factor_bits = std::size_t{16} * max_number_bits;
  CommonDenominator common_;
  std::size_t factor_bits_ = 0;
  bool ends_ = true;
};

class Derivation : EffortSemantics<Derivation, PlainValues, PlainPart> {
 public:
  Derivation(const Evaluator& evaluator, const Account& account, Trace* trace, Footprint* footprint)
      : EffortSemantics(evaluator.model()), as_of_(evaluator.as_of()), walker_(evaluator, account), trace_(trace) {
    walker_.leave_footprint(footprint);
  }

  Outcome evaluate() {
    if (!classify()) return std::move(outcome_);
    outcome_.kinds.resize(model_.kinds.size());
    run();
    if (!outcome_.rejected()) outcome_.span = span_of(outcome_.total, model_);
    return std::move(outcome_);
  }

 private:
  friend EffortSemantics;
  using Site = Rejection::Site;

  void reject(Rejection rejection) { outcome_.rejections.push_back(std::move(rejection)); }

  /// For what has no value, which `site` asked for.
  void reject_fault(const Site& site) {
    Rejection rejection = walker_.take_fault();
    rejection.site = site;
    reject(std::move(rejection));
  }

  Site site_of(const OptionalSite& origin) const {
    if (!origin) return {Site::Kind::cluster, *outcome_.cluster};
    if (origin->row) return {Site::Kind::row, origin->index, *origin->row};
    return {Site::Kind::rule, origin->index};
  }

  // ---- classify

  bool classify() {
    for (ClusterId id = 0; id < model_.clusters.size(); ++id) {
      const Verdict verdict = try_cluster(id);
      if (trace_ != nullptr) trace_->clusters.push_back({id, verdict});
      if (verdict == Verdict::faulty) return false;
      if (verdict != Verdict::holds) continue;
      outcome_.cluster = id;
      walker_.set_cluster(id);
      return true;
    }
    reject({Cause::no_cluster});
    return false;
  }

  Verdict try_cluster(ClusterId id) {
    const Cluster& cluster = model_.clusters[id];
    if (!cluster.period.contains(as_of_)) return Verdict::out_of_period;
    const auto holds = cluster.condition ? walker_.truth(*cluster.condition) : std::optional(true);
    if (!holds) reject_fault({Site::Kind::cluster, id});
    return !holds ? Verdict::faulty : *holds ? Verdict::holds : Verdict::fails;
  }

  // ---- what applies

  Walker& terms() { return walker_; }
  Truth belongs_to(ClusterId cluster) const { return *outcome_.cluster == cluster; }
  Truth in_scope(const std::vector<ClusterId>& scope) const {
    return scope.empty() || std::find(scope.begin(), scope.end(), *outcome_.cluster) != scope.end();
  }

  void tried(const RuleRef& ref, const Truth& counts) {
    if (!counts) reject_fault({Site::Kind::rule, ref.index});
    const Rule& rule = model_.rules[ref.index];
    if (trace_ != nullptr) trace_->rules.push_back({ref, verdict(rule.scope, rule.period, counts)});
  }

  void tried(const RuleRef& ref, const Truth& /*concerned*/, const Fits& fits) {
    if (fits.fault) reject_fault({Site::Kind::table, ref.index});
    const Table& table = model_.tables[ref.index];
    const Truth counts = fits.fault ? std::nullopt : Truth(!fits.rows.empty());
    if (trace_ != nullptr) trace_->rules.push_back({ref, verdict(table.scope, table.period, counts)});
  }

  Verdict verdict(const std::vector<ClusterId>& scope, const Period& period, const Truth& counts) const {
    if (!counts || *counts) return counts ? Verdict::holds : Verdict::faulty;
    if (!period.contains(as_of_)) return Verdict::out_of_period;
    return *in_scope(scope) ? Verdict::fails : Verdict::out_of_scope;
  }

  void matched(const OptionalSite& by, const Effects& effects) {
    if (!by) return;
    outcome_.matched.push_back(*by);
    flagged_ = flagged_ || std::any_of(effects.begin(), effects.end(),
                                       [](const Effect& effect) { return effect.kind == EffectKind::flag; });
  }

  // ---- effects

  const std::vector<PlainPart>& parts() const { return parts_; }
  void pass(const Effect& /*effect*/, const Truth& /*counts*/) {}

  void take(const Effect& effect, const Truth& /*counts*/, const OptionalSite& by,
            const EffectAmount<std::optional<Fraction>>& measure) {
    const auto made = contribution_of(effect, by, measure);
    if (!made) return reject_fault(site_of(by));
    if (trace_ != nullptr) trace_->contributions.push_back(*made);
    const Range worth = effect.per ? made->worth() : made->amount;
    if (effect.kind == EffectKind::factor && worth.low.sign() < 0)
      return reject({Cause::negative_factor, site_of(by), {}, {}, {worth.low}});
    if (size_.admits(worth, effect)) parts_.push_back({worth, &effect, by});
  }

  // ---- scale

  void scaled(KindId kind, const KindOutcome<Fraction>& made) {
    if (trace_ != nullptr) {
      trace_->sums.push_back({made.added_low, made.added_high});
      trace_->scales.push_back(
          {{made.surcharges_low - 1, made.surcharges_high - 1}, {made.factors_low, made.factors_high}});
    }
    outcome_.kinds[kind] = {made.low, made.high};
    size_.finish(outcome_.kinds[kind]);
    if (made.surcharges_low.sign() < 0) overdrawn_.push_back(kind);
  }

  /// Names the discounts that take part in it, and no others.
  void refuse_discounts() {
    std::vector<Site> sites;
    for (const PlainPart& part : parts_) {
      if (part.effect->kind != EffectKind::surcharge || part.low.sign() >= 0) continue;
      const auto& kind = part.effect->effort_kind;
      const bool concerned = !kind || std::find(overdrawn_.begin(), overdrawn_.end(), *kind) != overdrawn_.end();
      const Site site = site_of(part.by);
      if (concerned && std::find(sites.begin(), sites.end(), site) == sites.end()) sites.push_back(site);
    }
    Rejection rejection{Cause::excessive_discounts, sites.front()};
    rejection.others.assign(sites.begin() + 1, sites.end());
    if (model_.declares_kinds()) rejection.kinds = overdrawn_;
    reject(std::move(rejection));
  }

  // ---- total

  void limit() {
    if (!overdrawn_.empty() && !size_.too_large()) refuse_discounts();
    Range sum;
    for (const Range& kind : outcome_.kinds) sum += kind;
    outcome_.total = sum;
    // One clash is told: where both ends clash, they do so for the same reason.
    if (!clash(&Range::low)) clash(&Range::high);
    const auto fixed = parts_of(EffectKind::exactly);
    if (fixed.empty()) {
      decisions_ = {limit(&Range::low), limit(&Range::high)};
    } else {
      fix(fixed);
    }
    outcome_.limit = {outcome_.total.low - sum.low, outcome_.total.high - sum.high};
    size_.finish(outcome_.total);
    if (size_.too_large()) reject({Cause::effort_too_large});
    if (trace_ == nullptr) return;
    trace_->sum = sum;
    trace_->low = decisions_[0];
    trace_->high = decisions_[1];
  }

  std::vector<const PlainPart*> parts_of(EffectKind kind) const {
    std::vector<const PlainPart*> found;
    for (const PlainPart& part : parts_)
      if (part.effect->kind == kind) found.push_back(&part);
    return found;
  }

  const PlainPart& highest_floor(End end) const {
    const PlainPart* highest = &zero_;
    for (const PlainPart& part : parts_)
      if (part.effect->kind == EffectKind::at_least && part.*end > highest->*end) highest = &part;
    return *highest;
  }

  const PlainPart* lowest_ceiling(End end) const {
    const PlainPart* lowest = nullptr;
    for (const PlainPart& part : parts_)
      if (part.effect->kind == EffectKind::at_most && (lowest == nullptr || part.*end < lowest->*end)) lowest = &part;
    return lowest;
  }

  bool clash(End end) {
    const PlainPart& floor = highest_floor(end);
    const PlainPart* ceiling = lowest_ceiling(end);
    if (ceiling == nullptr || floor.*end <= ceiling->*end) return false;
    const Fraction &least = floor.*end, &most = ceiling->*end;
    if (floor.by)
      reject({Cause::limits_clash, site_of(floor.by), {}, {site_of(ceiling->by)}, {least, most}});
    else
      reject({Cause::negative_ceiling, site_of(ceiling->by), {}, {}, {most}});
    return true;
  }

  /// Raises and lowers one end of the total; says what decided it.
  Decision limit(End end) {
    Decision decision;
    Fraction& total = outcome_.total.*end;
    const PlainPart& floor = highest_floor(end);
    if (total < floor.*end) {
      total = floor.*end;
      decision = {floor.by ? Decision::By::floor : Decision::By::zero, floor.by};
    }
    const PlainPart* ceiling = lowest_ceiling(end);
    if (ceiling != nullptr && ceiling->*end < total) {
      total = ceiling->*end;
      decision = {Decision::By::ceiling, ceiling->by};
    }
    return decision;
  }

  /// What is wrong with it does not depend on which of the rules stands first.
  void fix(const std::vector<const PlainPart*>& fixed) {
    const PlainPart& first = *fixed.front();
    outcome_.total = first;
    decisions_.fill({Decision::By::fixed, first.by});
    const auto other = std::find_if(fixed.begin(), fixed.end(),
                                    [&](const PlainPart* part) { return !(Range(*part) == outcome_.total); });
    if (other != fixed.end()) reject({Cause::fixed_differently, site_of(first.by), {}, {site_of((*other)->by)}});
    for (const PlainPart* part : fixed)
      if (part->low.sign() < 0) reject({Cause::fixed_below_zero, site_of(part->by), {}, {}, {part->low}});
  }

  // ---- flag

  void flag() {
    if (outcome_.rejected()) return;
    const Results results = figures_of(outcome_);
    walker_.set_results(&results);
    const std::size_t before = outcome_.matched.size();
    for (const RuleRef& ref : model_.order)
      if (uses_results(ref)) try_rule(ref);
    if (outcome_.matched.size() > before)
      std::stable_sort(outcome_.matched.begin(), outcome_.matched.end(),
                       [&](const RuleSite& a, const RuleSite& b) { return place(a) < place(b); });
    if (flagged_)
      for (const RuleSite& match : outcome_.matched) raise(match);
    walker_.set_results(nullptr);
  }

  std::uint32_t place(const RuleSite& match) const {
    if (match.kind == RuleRef::Kind::rule) return model_.rules[match.index].span.begin;
    const Table& table = model_.tables[match.index];
    return match.row ? table.rows[*match.row].span.begin : table.span.begin;
  }

  void raise(const RuleSite& match) {
    for (const Effect& effect : effects_of(match, model_)) {
      if (effect.kind != EffectKind::flag) continue;
      std::string text;
      for (const FlagPiece& piece : effect.flag) text += piece.text + (piece.hole ? shown(*piece.hole) : "");
      outcome_.flags.push_back(std::move(text));
    }
  }

  std::string shown(TermId id) {
    const Type& type = model_.term(id).type;
    if (is_number(type.kind) || type.kind == TypeKind::effort) {
      const bool missing = model_.term(id).op == Op::attribute && is_missing(*walker_.value(id));
      if (missing) return {};
      if (const auto number = walker_.number(id)) return to_text(*number, type);
    } else if (const auto value = walker_.value(id)) {
      return to_text(*value, type, model_);
    }
    reject_fault({Site::Kind::remark});
    return {};
  }

  Date as_of_;
  Walker walker_;
  Trace* trace_;  // may be none
  Outcome outcome_;
  std::vector<PlainPart> parts_;
  bool flagged_ = false;           // by a rule that applies
  std::vector<KindId> overdrawn_;  // by discounts
  SizeOfEffort size_;
  const PlainPart zero_{};
  std::array<Decision, 2> decisions_;  // of the low and the high end
};

}  // namespace

Outcome Evaluator::evaluate(const Account& account, Trace* trace, Footprint* footprint) const {
  return Derivation(*this, account, trace, footprint).evaluate();
}

}  // namespace spanne::engine
