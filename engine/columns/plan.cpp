// Compiles the six steps of docs/language.md#how-an-account-is-evaluated for all rows of a block at once.
#include "engine/columns/plan.hpp"

#include <algorithm>

#include "engine/columns/plan_figures.hpp"
#include "engine/columns/plan_limits.hpp"
#include "engine/columns/plan_sums.hpp"
#include "engine/columns/plan_terms.hpp"

namespace spanne::engine {
namespace {

struct Factor {
  MaskRef when;
  std::optional<KindId> kind;
  PlannedEnds by;
};

class Planner {
 public:
  Planner(const Evaluator& evaluator, const Wanted& wanted)
      : model_(evaluator.model()),
        as_of_(evaluator.as_of()),
        terms_(evaluator, plan_.program, plan_.column_kinds),
        program_(plan_.program),
        sums_(terms_, program_),
        limits_(terms_, program_) {
    plan_.column_kinds.assign(model_.attributes.size(), ColumnKind::none);
    plan_.assignments = plan_assignments(evaluator, plan_.column_kinds);
    plan_.wanted = wanted;
    kinds_ = model_.kinds.size();
  }

  Plan run() {
    count_figures();
    classify();
    for (ClusterId id = 0; id < clusters_.size(); ++id) add_base(id);
    for (const RuleRef& ref : model_.order) try_rule(ref, false);
    scale();
    total();
    offer_results();
    for (const RuleRef& ref : model_.order) try_rule(ref, true);
    if (plan_.wanted.rule_count) plan_.rule_count = sum(rule_count_sum()).series;
    raise_flags();
    keep();
    program_.finish();
    return std::move(plan_);
  }

 private:
  // SumIds: for each kind the low end and the excess of the high end, the same for its surcharges, and the number of
  // rules that match.
  SumId low_sum(KindId kind) const { return 4 * kind; }
  SumId wider_sum(KindId kind) const { return 4 * kind + 1; }
  SumId surcharge_sum(KindId kind) const { return 4 * kind + 2; }
  SumId wider_surcharge_sum(KindId kind) const { return 4 * kind + 3; }
  SumId rule_count_sum() const { return 4 * kinds_; }
  void fallback(MaskRef ref) { plan_.fallback = program_.either(plan_.fallback, ref); }

  /// Rows whose part in a figure has no value are rejected; the rest of the figures is counted before.
  void count_figures() {
    for (const AttributeId id : model_.figure_attributes()) {
      use_groups(*model_.attributes[id].figure, terms_);
      fallback(plan_figure(*model_.attributes[id].figure, model_, terms_, program_).fault);
    }
  }

  // ---- classify

  void classify() {
    MaskRef open = always;
    for (const Cluster& cluster : model_.clusters) {
      MaskRef fits = never;
      if (cluster.period.contains(as_of_)) {
        const PlannedTruth truth = cluster.condition ? terms_.truth(*cluster.condition) : PlannedTruth{always, never};
        fallback(program_.both(open, truth.fallback));
        fits = program_.both(open, truth.holds);
        open = program_.both(open, negation(truth.holds));
      }
      clusters_.push_back(fits);
    }
    fallback(open);
    terms_.set_clusters(clusters_);
  }

  MaskRef scope(const std::vector<ClusterId>& scope, const Period& period) {
    if (!period.contains(as_of_)) return never;
    if (scope.empty()) return always;
    MaskRef inside = never;
    for (const ClusterId id : scope) inside = program_.either(inside, clusters_[id]);
    return inside;
  }

  // ---- add

  void add_base(ClusterId id) {
    Shares shares;
    if (clusters_[id] == never) return;
    for (const Effect& effect : model_.clusters[id].base) apply(effect, clusters_[id], shares);
    sums_.add(clusters_[id], shares);
  }

  void try_rule(const RuleRef& ref, bool with_results) {
    if (ref.kind == RuleRef::Kind::rule) {
      const Rule& rule = model_.rules[ref.index];
      const MaskRef inside = rule.uses_results == with_results ? scope(rule.scope, rule.period) : never;
      if (inside == never) return;
      const PlannedTruth truth = rule.condition ? terms_.truth(*rule.condition) : PlannedTruth{always, never};
      fallback(program_.both(inside, truth.fallback));
      match({ref.kind, ref.index, std::nullopt}, program_.both(inside, truth.holds), rule.effects);
      return;
    }
    const Table& table = model_.tables[ref.index];
    const MaskRef inside = table.uses_results == with_results ? scope(table.scope, table.period) : never;
    if (inside == never) return;
    const TermPlanner::Fit& fit = terms_.fit(static_cast<TableId>(ref.index));
    fallback(program_.both(inside, fit.fallback));
    for (std::uint32_t row = 0; row < table.rows.size(); ++row)
      match({ref.kind, ref.index, row}, program_.both(inside, fit.rows[row]), table.rows[row].effects);
  }

  void match(const RuleSite& match, MaskRef when, const Effects& effects) {
    if (when == never) return;
    if (plan_.wanted.matches || plan_.wanted.flags) plan_.matches.push_back({match, when});
    Shares shares;
    if (plan_.wanted.rule_count) shares[rule_count_sum()] = 1;
    for (const Effect& effect : effects) apply(effect, when, shares);
    leave_holes(when, effects);
    sums_.add(when, shares);
  }

  static void share(Shares& shares, SumId sum, const Fraction& amount) {
    if (amount.sign() != 0) shares[sum] += amount;
  }

  /// The amount, if it is the same for every account.
  std::optional<Range> fixed(const Amount& amount) {
    if (!amount.computed) return amount.range;
    const auto value = terms_.constant(*amount.computed);
    if (!value) return std::nullopt;
    const Fraction scaled = *value * amount.scale;
    return Range{scaled, scaled};
  }

  PlannedEnds ends(const Amount& amount, MaskRef when) {
    if (const auto range = fixed(amount)) return {terms_.number_of(range->low), terms_.number_of(range->high)};
    const PlannedNumber value = terms_.scaled(terms_.number(*amount.computed), amount.scale);
    fallback(program_.both(when, value.fallback));
    return {value, value};
  }

  void apply(const Effect& effect, MaskRef when, Shares& shares) {
    switch (effect.kind) {
      case EffectKind::flag: return;
      case EffectKind::add: return add(effect, when, shares);
      case EffectKind::surcharge:
        for (KindId kind = 0; kind < kinds_; ++kind)
          if (!effect.effort_kind || *effect.effort_kind == kind)
            give(effect.amount, surcharge_sum(kind), wider_surcharge_sum(kind), when, shares);
        return;
      case EffectKind::factor: {
        const PlannedEnds factor = ends(effect.amount, when);
        fallback(program_.both(when, negation(program_.series_at_least(factor.low.series, 0))));
        factors_.push_back({when, effect.effort_kind, factor});
        return;
      }
      case EffectKind::at_least: limits_.add_floor(when, ends(effect.amount, when)); return;
      case EffectKind::at_most: limits_.add_ceiling(when, ends(effect.amount, when)); return;
      case EffectKind::exactly: limits_.fix(when, ends(effect.amount, when)); return;
    }
  }

  void give(const Amount& amount, SumId low, SumId wider, MaskRef when, Shares& shares) {
    if (const auto range = fixed(amount)) {
      share(shares, low, range->low);
      share(shares, wider, range->high - range->low);
      return;
    }
    const PlannedNumber value = ends(amount, when).low;
    sums_.add(low, when, value);
  }

  void add(const Effect& effect, MaskRef when, Shares& shares) {
    const KindId kind = *effect.effort_kind;
    if (!effect.per) return give(effect.amount, low_sum(kind), wider_sum(kind), when, shares);
    const PlannedNumber portions = count(*effect.per, when);
    if (const auto range = fixed(effect.amount)) {
      if (range->low.sign() != 0) sums_.add(low_sum(kind), when, terms_.scaled(portions, range->low));
      const Fraction more = range->high - range->low;
      if (more.sign() != 0) sums_.add(wider_sum(kind), when, terms_.scaled(portions, more));
      return;
    }
    const PlannedNumber amount = ends(effect.amount, when).low;
    const SeriesId product = program_.multiply(portions.series, amount.series);
    fallback(program_.both(when, program_.fallback(product)));
    sums_.add(low_sum(kind), when, {product, portions.unit * amount.unit, never});
  }

  /// The number of portions, at least 0.
  PlannedNumber count(const Proportion& per, MaskRef when) {
    PlannedNumber above = terms_.sum(terms_.number(per.of), terms_.number_of(-per.least()));
    above.series = program_.greatest(above.series, program_.constant(0));
    fallback(program_.both(when, above.fallback));
    if (per.portion == Proportion::Portion::exact) return terms_.scaled(above, Fraction(1) / per.portion_size());
    const Fraction unit = common_unit(above.unit, per.portion_size());
    above = terms_.in_unit(above, unit);
    fallback(program_.both(when, above.fallback));
    const bool started = per.portion == Proportion::Portion::started;
    return {program_.whole_quotient(started ? OpCode::ceil_quotient : OpCode::floor_quotient, above.series,
                                    program_.constant(times_of(per.portion_size(), unit))),
            1, never};
  }

  // ---- scale

  /// Its fallback rows have been recorded already.
  PlannedNumber sum(SumId id) {
    PlannedNumber result = sums_.of(id);
    fallback(result.fallback);
    result.fallback = never;
    return result;
  }

  PlannedNumber wider(const PlannedNumber& low, SumId more) {
    const PlannedNumber by = sum(more);
    const Reach& reach = program_.reach(by.series);
    if (reach.low == 0 && reach.high == 0) return low;
    const PlannedNumber result = terms_.sum(low, by);
    fallback(result.fallback);
    return result;
  }

  PlannedNumber product(const PlannedNumber& a, const PlannedNumber& b) {
    const SeriesId series = program_.multiply(a.series, b.series);
    fallback(program_.fallback(series));
    return {series, a.unit * b.unit, never};
  }

  void scale() {
    for (KindId kind = 0; kind < kinds_; ++kind) {
      PlannedEnds effort;
      effort.low = sum(low_sum(kind));
      effort.high = wider(effort.low, wider_sum(kind));
      const PlannedEnds by = multipliers(kind);
      kind_ends_.push_back({scaled(effort.low, by.high, by.low), scaled(effort.high, by.low, by.high)});
    }
  }

  PlannedEnds multipliers(KindId kind) {
    PlannedEnds by;
    by.low = terms_.sum(sum(surcharge_sum(kind)), terms_.number_of(1));
    by.high = wider(by.low, wider_surcharge_sum(kind));
    fallback(by.low.fallback);
    fallback(negation(program_.series_at_least(by.low.series, 0)));
    for (const Factor& factor : factors_) {
      if (factor.kind && *factor.kind != kind) continue;
      const auto one_fte = terms_.number_of(1);
      const bool one_end = same(by.low, by.high) && same(factor.by.low, factor.by.high);
      by.low = product(by.low, terms_.select(factor.when, factor.by.low, one_fte));
      by.high = one_end ? by.low : product(by.high, terms_.select(factor.when, factor.by.high, one_fte));
    }
    return by;
  }

  /// An effort below 0 becomes least when multiplied with the greater scale.
  PlannedNumber scaled(const PlannedNumber& effort, const PlannedNumber& if_negative, const PlannedNumber& otherwise) {
    if (same(if_negative, otherwise)) return product(effort, otherwise);
    const MaskRef positive = program_.series_at_least(effort.series, 0);
    const PlannedNumber by = terms_.select(positive, otherwise, if_negative);
    fallback(by.fallback);
    return product(effort, by);
  }

  // ---- total

  void total() {
    PlannedEnds sum = kind_ends_.front();
    for (KindId kind = 1; kind < kinds_; ++kind) {
      sum.low = terms_.sum(sum.low, kind_ends_[kind].low);
      sum.high = terms_.sum(sum.high, kind_ends_[kind].high);
    }
    const Fraction unit = limits_.common_unit_with(common_unit(sum.low.unit, sum.high.unit));
    sum = {terms_.in_unit(sum.low, unit), terms_.in_unit(sum.high, unit)};
    fallback(sum.low.fallback);
    fallback(sum.high.fallback);
    total_ = limits_.apply(sum, unit);
    fallback(limits_.fallback());
    const SeriesId low_limit = program_.minus(total_.low.series, sum.low.series),
                   high_limit = program_.minus(total_.high.series, sum.high.series);
    fallback(program_.fallback(low_limit));
    fallback(program_.fallback(high_limit));
    limit_ = {{low_limit, unit, never}, {high_limit, unit, never}};
  }

  // ---- flag

  /// The results that flags, and conditions of rules that only flag, may ask for, in the order of
  /// Model::result_names().
  void offer_results() {
    const auto triple = [&](const PlannedEnds& ends) {
      PlannedNumber middle = terms_.sum(ends.low, ends.high);
      middle.unit *= Fraction::ratio(1, 2);
      results_.insert(results_.end(), {ends.low, middle, ends.high});
    };
    const auto asks = [](const auto& statement) { return statement.uses_results; };
    if (std::none_of(model_.rules.begin(), model_.rules.end(), asks) &&
        std::none_of(model_.tables.begin(), model_.tables.end(), asks))
      return;
    triple(total_);
    for (const PlannedEnds& kind : kind_ends_) triple(kind);
    triple(limit_);
    terms_.set_results(results_);
  }

  std::uint32_t place(const RuleSite& match) const {
    if (match.kind == RuleRef::Kind::rule) return model_.rules[match.index].span.begin;
    return model_.tables[match.index].rows[*match.row].span.begin;
  }

  /// A calculation shown in a flag can fail and then rejects the account, so it is left to the plain evaluator.
  void leave_holes(MaskRef when, const Effects& effects) {
    for (const Effect& effect : effects)
      for (const FlagPiece& piece : effect.flag)
        if (piece.hole && model_.term(*piece.hole).op != Op::attribute) fallback(when);
  }

  Plan::Raised raised(const Effect& effect, MaskRef when) {
    Plan::Raised result{{}, when};
    for (const FlagPiece& piece : effect.flag) {
      auto& made = result.pieces.emplace_back(Plan::Raised::Piece{piece.text, std::nullopt});
      if (!piece.hole) continue;
      const Term& shown = model_.term(*piece.hole);
      if (shown.op == Op::attribute) made.shown = terms_.use(static_cast<AttributeId>(shown.number));
    }
    return result;
  }

  void raise_flags() {
    std::stable_sort(plan_.matches.begin(), plan_.matches.end(),
                     [&](const auto& a, const auto& b) { return place(a.match) < place(b.match); });
    if (!plan_.wanted.flags) return;
    for (const Plan::Matched& matched : plan_.matches)
      for (const Effect& effect : effects_of(matched.match, model_))
        if (effect.kind == EffectKind::flag) plan_.flags.push_back(raised(effect, matched.when));
  }

  // ---- what the program has to keep until its end

  /// Brings both ends to the same unit.
  Plan::Figure figure(const PlannedEnds& ends, bool wanted) {
    const Fraction unit = common_unit(ends.low.unit, ends.high.unit);
    const PlannedNumber low = terms_.in_unit(ends.low, unit), high = terms_.in_unit(ends.high, unit);
    if (wanted) {
      program_.keep_series(low.series);
      program_.keep_series(high.series);
      fallback(program_.either(low.fallback, high.fallback));
    }
    return {low.series, high.series, unit};
  }

  void keep() {
    const Wanted& wanted = plan_.wanted;
    plan_.cluster = terms_.cluster_place();
    program_.keep_series(plan_.cluster);
    plan_.total = figure(total_, true);
    for (const PlannedEnds& kind : kind_ends_) plan_.kinds.push_back(figure(kind, wanted.kinds));
    plan_.limit = figure(limit_, wanted.kinds);
    program_.keep(plan_.fallback);
    if (wanted.rule_count) program_.keep_series(plan_.rule_count);
    if (wanted.matches)
      for (const auto& matched : plan_.matches) program_.keep(matched.when);
    if (wanted.flags)
      for (const auto& planned_flag : plan_.flags) program_.keep(planned_flag.when);
  }

  const Model& model_;
  Date as_of_;
  Plan plan_;
  TermPlanner terms_;
  Program& program_;
  std::size_t kinds_ = 0;
  std::vector<MaskRef> clusters_;
  PlanSums sums_;
  std::vector<Factor> factors_;
  PlanLimits limits_;
  std::vector<PlannedEnds> kind_ends_;
  PlannedEnds total_, limit_;
  std::vector<PlannedNumber> results_;
};

}  // namespace

std::optional<Plan> make_plan(const Evaluator& evaluator, const Wanted& wanted) {
  try {
    return Planner(evaluator, wanted).run();
  } catch (const Unplannable&) { return std::nullopt; }
}

}  // namespace spanne::engine
