// The six steps of the language reference, section 5: classify, add, scale, total, flag, span.
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

/// A limit of the total and where it stands; nothing: the 0 that no total falls below.
struct Bound {
  Range range;
  OptionalSite by;
};

using End = Fraction Range::*;

/// Bounds the size of an account's effort by what does not depend on the order of rules.
class EffortSize {
 public:
  /// Whether an addition or a surcharge leaves the common denominator small enough. Fixed amounts are as small as the
  /// text they were written in.
  bool admits(const Range& amount, const Effect& effect) {
    if (!effect.amount.computed && !effect.per) return true;
    return common_.include(amount.low) && common_.include(amount.high);
  }
  /// The same for the product of all factors, which may be longer on the way than in the end.
  bool admits_factor(const Range& factor) {
    for (const Fraction& end : {factor.low, factor.high}) factor_bits_ += end.bit_count();
    return factor_bits_ <= max_factor_bits;
  }
  void finish(const Range& effort) { ends_ = ends_ && is_computable(effort.low) && is_computable(effort.high); }
  bool too_large() const { return common_.too_large() || factor_bits_ > max_factor_bits || !ends_; }

 private:
  static constexpr std::size_t max_factor_bits = std::size_t{16} * max_number_bits;
  CommonDenominator common_;
  std::size_t factor_bits_ = 0;
  bool ends_ = true;
};

/// One account on its way through the steps.
class Derivation {
 public:
  Derivation(const Evaluator& evaluator, const Account& account, Trace* trace, Footprint* footprint)
      : model_(evaluator.model()), as_of_(evaluator.as_of()), walker_(evaluator, account), trace_(trace) {
    walker_.leave_footprint(footprint);
  }

  Outcome run() {
    if (!classify()) return std::move(outcome_);
    outcome_.kinds.assign(model_.kinds.size(), {});
    scales_.assign(model_.kinds.size(), {});
    for (const Effect& effect : model_.clusters[*outcome_.cluster].base) apply(effect, std::nullopt);
    for (const RuleRef& ref : model_.order) {
      if (uses_results(ref))
        waiting_.push_back(ref);
      else
        try_rule(ref);
    }
    scale();
    total();
    if (!outcome_.rejected()) flags();
    if (!outcome_.rejected()) outcome_.span = span_of(outcome_.total, model_);
    return std::move(outcome_);
  }

 private:
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

  // ---- add

  /// Then it waits until there are some, and only flags.
  bool uses_results(const RuleRef& ref) const {
    return ref.kind == RuleRef::Kind::rule ? model_.rules[ref.index].uses_results
                                           : model_.tables[ref.index].uses_results;
  }

  void try_rule(const RuleRef& ref) {
    // A rule's effects come after it: the verdict may be written down before.
    const Verdict verdict = ref.kind == RuleRef::Kind::rule ? rule(ref) : table(ref);
    if (trace_ != nullptr) trace_->rules.push_back({ref, verdict});
  }

  /// `holds` where it applies to this cluster on this day.
  Verdict scope_of(const std::vector<ClusterId>& scope, const Period& period) const {
    if (!period.contains(as_of_)) return Verdict::out_of_period;
    const bool within = scope.empty() || std::find(scope.begin(), scope.end(), *outcome_.cluster) != scope.end();
    return within ? Verdict::holds : Verdict::out_of_scope;
  }

  Verdict rule(const RuleRef& ref) {
    const Rule& rule = model_.rules[ref.index];
    const Verdict scope = scope_of(rule.scope, rule.period);
    if (scope != Verdict::holds) return scope;
    const auto holds = rule.condition ? walker_.truth(*rule.condition) : std::optional(true);
    if (!holds) reject_fault({Site::Kind::rule, ref.index});
    if (!holds || !*holds) return holds ? Verdict::fails : Verdict::faulty;
    matched({ref.kind, ref.index, std::nullopt}, rule.effects);
    return Verdict::holds;
  }

  Verdict table(const RuleRef& ref) {
    const Table& table = model_.tables[ref.index];
    const Verdict scope = scope_of(table.scope, table.period);
    if (scope != Verdict::holds) return scope;
    const auto rows = walker_.fitting_rows(table);
    if (!rows) reject_fault({Site::Kind::table, ref.index});
    if (!rows || rows->empty()) return rows ? Verdict::fails : Verdict::faulty;
    for (const std::uint32_t row : *rows) matched({ref.kind, ref.index, row}, table.rows[row].effects);
    return Verdict::holds;
  }

  void matched(const RuleSite& match, const Effects& effects) {
    outcome_.matched.push_back(match);
    for (const Effect& effect : effects) apply(effect, match);
  }

  // ---- effects

  void apply(const Effect& effect, const OptionalSite& by) {
    if (effect.kind == EffectKind::flag) {  // when everything else is known
      flagged_ = true;
      return;
    }
    const auto made = contribution_of(effect, by, walker_);
    if (!made) return reject_fault(site_of(by));
    if (trace_ != nullptr) trace_->contributions.push_back(*made);
    const Range& range = made->amount;
    switch (effect.kind) {
      case EffectKind::add: return add(*made);
      case EffectKind::surcharge: return surcharge(effect, range, by);
      case EffectKind::factor: return factor(effect, range, by);
      case EffectKind::at_least: floors_.push_back({range, by}); return;
      case EffectKind::at_most: ceilings_.push_back({range, by}); return;
      case EffectKind::exactly: fixed_.push_back({range, by}); return;
      case EffectKind::flag: return;
    }
  }

  void add(const Contribution& made) {
    const Range worth = made.worth();
    if (size_.admits(worth, *made.effect)) outcome_.kinds[*made.effect->effort_kind] += worth;
  }

  void surcharge(const Effect& effect, const Range& range, const OptionalSite& by) {
    if (range.low.sign() < 0) discounts_.push_back({by, effect.effort_kind});
    if (!size_.admits(range, effect)) return;
    each_kind(effect, [&](Scale& scale) { scale.surcharges += range; });
  }

  void factor(const Effect& effect, const Range& range, const OptionalSite& by) {
    if (range.low.sign() < 0) { return reject({Cause::negative_factor, site_of(by), {}, {}, {range.low}}); }
    if (!size_.admits_factor(range)) return;
    each_kind(effect, [&](Scale& scale) {
      scale.factors.low *= range.low;
      scale.factors.high *= range.high;
    });
  }

  template <class Change>
  void each_kind(const Effect& effect, Change change) {
    for (KindId kind = 0; kind < scales_.size(); ++kind)
      if (!effect.effort_kind || *effect.effort_kind == kind) change(scales_[kind]);
  }

  // ---- scale

  void scale() {
    if (trace_ != nullptr) trace_->sums = outcome_.kinds;
    if (trace_ != nullptr) trace_->scales = scales_;
    std::vector<KindId> overdrawn;
    for (KindId kind = 0; kind < scales_.size(); ++kind) {
      const Scale& scale = scales_[kind];
      const Range surcharged{Fraction(1) + scale.surcharges.low, Fraction(1) + scale.surcharges.high};
      if (surcharged.low.sign() < 0) {
        overdrawn.push_back(kind);
        continue;
      }
      // Multipliers are never negative, so only the sign of the effort decides which corner is the least.
      const Fraction least = surcharged.low * scale.factors.low;
      const Fraction most = surcharged.high * scale.factors.high;
      Range& effort = outcome_.kinds[kind];
      effort.low *= effort.low.sign() < 0 ? most : least;
      effort.high *= effort.high.sign() < 0 ? least : most;
      size_.finish(effort);
    }
    if (!overdrawn.empty()) refuse_discounts(std::move(overdrawn));
  }

  /// Names the discounts that take part in it, and no others.
  void refuse_discounts(std::vector<KindId> overdrawn) {
    std::vector<Site> sites;
    for (const auto& [by, kind] : discounts_) {
      const bool concerned = !kind || std::find(overdrawn.begin(), overdrawn.end(), *kind) != overdrawn.end();
      const Site site = site_of(by);
      if (concerned && std::find(sites.begin(), sites.end(), site) == sites.end()) sites.push_back(site);
    }
    Rejection rejection{Cause::excessive_discounts, sites.front()};
    rejection.others.assign(sites.begin() + 1, sites.end());
    if (model_.declares_kinds()) rejection.kinds = std::move(overdrawn);
    reject(std::move(rejection));
  }

  // ---- total

  void total() {
    Range sum;
    for (const Range& kind : outcome_.kinds) sum += kind;
    outcome_.total = sum;
    // One clash is told: where both ends clash, they do so for the same reason.
    if (!clash(&Range::low)) clash(&Range::high);
    if (fixed_.empty()) {
      decisions_ = {limit(&Range::low), limit(&Range::high)};
    } else {
      fix();
    }
    outcome_.limit = {outcome_.total.low - sum.low, outcome_.total.high - sum.high};
    size_.finish(outcome_.total);
    if (size_.too_large()) reject({Cause::effort_too_large});
    if (trace_ == nullptr) return;
    trace_->sum = sum;
    trace_->low = decisions_[0];
    trace_->high = decisions_[1];
  }

  const Bound& highest_floor(End end) const {
    const Bound* highest = &zero_;
    for (const Bound& floor : floors_)
      if (floor.range.*end > highest->range.*end) highest = &floor;
    return *highest;
  }

  const Bound* lowest_ceiling(End end) const {
    const Bound* lowest = nullptr;
    for (const Bound& ceiling : ceilings_)
      if (lowest == nullptr || ceiling.range.*end < lowest->range.*end) lowest = &ceiling;
    return lowest;
  }

  bool clash(End end) {
    const Bound& floor = highest_floor(end);
    const Bound* ceiling = lowest_ceiling(end);
    if (ceiling == nullptr || floor.range.*end <= ceiling->range.*end) return false;
    const Fraction &least = floor.range.*end, &most = ceiling->range.*end;
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
    const Bound& floor = highest_floor(end);
    if (total < floor.range.*end) {
      total = floor.range.*end;
      decision = {floor.by ? Decision::By::floor : Decision::By::zero, floor.by};
    }
    const Bound* ceiling = lowest_ceiling(end);
    if (ceiling != nullptr && ceiling->range.*end < total) {
      total = ceiling->range.*end;
      decision = {Decision::By::ceiling, ceiling->by};
    }
    return decision;
  }

  /// What is wrong with it does not depend on which of the rules stands first.
  void fix() {
    Range& total = outcome_.total;
    total = fixed_.front().range;
    decisions_.fill({Decision::By::fixed, fixed_.front().by});
    const auto other =
        std::find_if(fixed_.begin(), fixed_.end(), [&](const Bound& fixed) { return !(fixed.range == total); });
    if (other != fixed_.end()) reject({Cause::fixed_differently, site_of(fixed_.front().by), {}, {site_of(other->by)}});
    for (const Bound& fixed : fixed_)
      if (fixed.range.low.sign() < 0) reject({Cause::fixed_below_zero, site_of(fixed.by), {}, {}, {fixed.range.low}});
  }

  // ---- flag

  void flags() {
    const Results results = figures_of(outcome_);
    walker_.set_results(&results);
    for (const RuleRef& ref : waiting_) try_rule(ref);
    if (!waiting_.empty())
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

  const Model& model_;
  Date as_of_;
  Walker walker_;
  Trace* trace_;  // may be none
  Outcome outcome_;
  std::vector<RuleRef> waiting_;  // for results
  bool flagged_ = false;          // by a rule that applies
  std::vector<Scale> scales_;
  std::vector<std::pair<OptionalSite, std::optional<KindId>>> discounts_;  // and what they are on; nothing: all kinds
  std::vector<Bound> floors_, ceilings_, fixed_;
  EffortSize size_;
  const Bound zero_{};
  std::array<Decision, 2> decisions_;  // of the low and the high end
};

}  // namespace

Outcome Evaluator::evaluate(const Account& account, Trace* trace, Footprint* footprint) const {
  return Derivation(*this, account, trace, footprint).run();
}

}  // namespace spanne::engine
