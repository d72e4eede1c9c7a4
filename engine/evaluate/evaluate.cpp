// The six steps of the language reference, section 5: classify, add, scale, total, flag, span.
#include "engine/evaluate/evaluate.hpp"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>
#include <utility>

#include "engine/evaluate/walker.hpp"

namespace spanne::engine {
namespace {

/// What one kind of effort is multiplied with.
struct Scale {
  Range surcharges;
  Range factors{1, 1};
};

/// A limit of the total and the rule that set it.
struct Bound {
  Range range;
  std::string by;
};

/// One account on its way through the steps.
class Derivation {
 public:
  Derivation(const Evaluator& evaluator, const std::vector<TermId>& define_versions, const Account& account)
      : model_(evaluator.model()), as_of_(evaluator.as_of()), walker_(model_, account, as_of_, define_versions) {}

  Outcome run() {
    if (!classify()) return std::move(outcome_);
    outcome_.kinds.assign(model_.kinds.size(), {});
    scales_.assign(model_.kinds.size(), {});
    add_base();
    for (const RuleRef& ref : model_.order) try_rule(ref, false);
    scale();
    total();
    if (!outcome_.rejected()) flags();
    if (!outcome_.rejected()) finish();
    return std::move(outcome_);
  }

 private:
  void reject(const std::string& where) {
    outcome_.reasons.push_back(fmt::format("{}: {}", where, walker_.take_fault().message));
  }

  // ---- classify

  bool classify() {
    for (ClusterId id = 0; id < model_.clusters.size(); ++id) {
      const Cluster& cluster = model_.clusters[id];
      if (!cluster.period.contains(as_of_)) continue;
      const auto holds = cluster.condition ? walker_.truth(*cluster.condition) : std::optional(true);
      if (!holds) {
        reject("cluster " + cluster.name);
        return false;
      }
      if (!*holds) continue;
      outcome_.cluster = id;
      walker_.set_cluster(id);
      return true;
    }
    outcome_.reasons.push_back("no cluster fits this account");
    return false;
  }

  // ---- add

  void add_base() {
    const Cluster& cluster = model_.clusters[*outcome_.cluster];
    for (const Effect& effect : cluster.base) apply(effect, "cluster " + cluster.name);
  }

  bool applies(const std::vector<ClusterId>& scope, const Period& period) const {
    return period.contains(as_of_) &&
           (scope.empty() || std::find(scope.begin(), scope.end(), *outcome_.cluster) != scope.end());
  }

  /// Rules that ask for results wait until there are some.
  void try_rule(const RuleRef& ref, bool with_results) {
    if (ref.sort == RuleRef::Sort::rule) {
      const Rule& rule = model_.rules[ref.index];
      if (rule.uses_results != with_results || !applies(rule.scope, rule.period)) return;
      const auto holds = rule.condition ? walker_.truth(*rule.condition) : std::optional(true);
      if (!holds) return reject("rule " + rule.id);
      if (!*holds) return;
      outcome_.matched.push_back({ref.sort, ref.index, std::nullopt});
      for (const Effect& effect : rule.effects) apply(effect, "rule " + rule.id);
      return;
    }
    const Table& table = model_.tables[ref.index];
    if (table.uses_results != with_results || !applies(table.scope, table.period)) return;
    const auto rows = walker_.fitting_rows(table);
    if (!rows) return reject("table " + table.name);
    for (const std::uint32_t row : *rows) {
      outcome_.matched.push_back({ref.sort, ref.index, row});
      for (const Effect& effect : table.rows[row].effects) apply(effect, "row " + table.rows[row].id);
    }
  }

  std::optional<Range> amount(const Amount& amount) {
    if (!amount.computed) return amount.range;
    const auto value = walker_.exact(*amount.computed);
    if (!value) return std::nullopt;
    const Fraction scaled = *value * amount.scale;
    return Range{scaled, scaled};
  }

  /// How many portions there are: never below none.
  std::optional<Fraction> count(const Proportion& per) {
    const auto of = walker_.exact(per.of);
    if (!of) return std::nullopt;
    const Fraction portions = std::max(Fraction(0), *of - Fraction::of(per.above)) / Fraction::of(per.size);
    switch (per.portion) {
      case Proportion::Portion::started: return portions.ceil();
      case Proportion::Portion::full: return portions.floor();
      case Proportion::Portion::exact: break;
    }
    return portions;
  }

  void apply(const Effect& effect, const std::string& by) {
    if (effect.kind == EffectKind::flag) return;  // when everything else is known
    const auto range = amount(effect.amount);
    if (!range) return reject(by);
    switch (effect.kind) {
      case EffectKind::add: return add(effect, *range, by);
      case EffectKind::surcharge:
        if (range->low.sign() < 0) discounts_.push_back(by);
        return each_kind(effect, [&](Scale& scale) {
          scale.surcharges.low += range->low;
          scale.surcharges.high += range->high;
        });
      case EffectKind::factor:
        if (range->low.sign() < 0) {
          outcome_.reasons.push_back(fmt::format("{}: its factor {} is below 0", by, range->low.to_exact_text()));
          return;
        }
        return each_kind(effect, [&](Scale& scale) {
          scale.factors.low *= range->low;
          scale.factors.high *= range->high;
        });
      case EffectKind::at_least: floors_.push_back({*range, by}); return;
      case EffectKind::at_most: ceilings_.push_back({*range, by}); return;
      case EffectKind::exactly: fixed_.push_back({*range, by}); return;
      case EffectKind::flag: return;
    }
  }

  void add(const Effect& effect, const Range& range, const std::string& by) {
    const auto portions = effect.per ? count(*effect.per) : std::optional<Fraction>(1);
    if (!portions) return reject(by);
    Range& sum = outcome_.kinds[*effect.effort_kind];
    sum.low += range.low * *portions;
    sum.high += range.high * *portions;
  }

  template <class Change>
  void each_kind(const Effect& effect, Change change) {
    for (KindId kind = 0; kind < scales_.size(); ++kind)
      if (!effect.effort_kind || *effect.effort_kind == kind) change(scales_[kind]);
  }

  // ---- scale

  void scale() {
    std::vector<std::string> overdrawn;
    for (KindId kind = 0; kind < scales_.size(); ++kind) {
      const Scale& scale = scales_[kind];
      const Range surcharged{Fraction(1) + scale.surcharges.low, Fraction(1) + scale.surcharges.high};
      if (surcharged.low.sign() < 0) {
        overdrawn.push_back(model_.kinds[kind].name);
        continue;
      }
      // Multipliers are never negative, so only the sign of the effort decides which corner is the least.
      const Fraction least = surcharged.low * scale.factors.low;
      const Fraction most = surcharged.high * scale.factors.high;
      Range& effort = outcome_.kinds[kind];
      effort.low *= effort.low.sign() < 0 ? most : least;
      effort.high *= effort.high.sign() < 0 ? least : most;
    }
    if (overdrawn.empty()) return;
    outcome_.reasons.push_back(
        fmt::format("{}: the discounts{} come to more than 100 %", fmt::join(discounts_, ", "),
                    model_.declares_kinds() ? fmt::format(" on {} effort", fmt::join(overdrawn, ", ")) : ""));
  }

  // ---- total

  void total() {
    Range sum;
    for (const Range& kind : outcome_.kinds) {
      sum.low += kind.low;
      sum.high += kind.high;
    }
    outcome_.total = sum;
    limit(outcome_.total);
    outcome_.limit = {outcome_.total.low - sum.low, outcome_.total.high - sum.high};
  }

  void limit(Range& total) {
    const Bound none{{0, 0}, "the total is never below 0"};
    const Bound *low_floor = &none, *high_floor = &none;
    for (const Bound& floor : floors_) {
      if (floor.range.low > low_floor->range.low) low_floor = &floor;
      if (floor.range.high > high_floor->range.high) high_floor = &floor;
    }
    const Bound *low_ceiling = nullptr, *high_ceiling = nullptr;
    for (const Bound& ceiling : ceilings_) {
      if (low_ceiling == nullptr || ceiling.range.low < low_ceiling->range.low) low_ceiling = &ceiling;
      if (high_ceiling == nullptr || ceiling.range.high < high_ceiling->range.high) high_ceiling = &ceiling;
    }
    const bool low_clash = low_ceiling != nullptr && low_floor->range.low > low_ceiling->range.low;
    const bool high_clash = high_ceiling != nullptr && high_floor->range.high > high_ceiling->range.high;
    if (low_clash)
      clash(*low_floor, low_floor->range.low, *low_ceiling, low_ceiling->range.low);
    else if (high_clash)
      clash(*high_floor, high_floor->range.high, *high_ceiling, high_ceiling->range.high);
    if (!fixed_.empty()) {
      fix(total);
      return;
    }
    total.low = std::max(total.low, low_floor->range.low);
    total.high = std::max(total.high, high_floor->range.high);
    if (low_ceiling != nullptr) total.low = std::min(total.low, low_ceiling->range.low);
    if (high_ceiling != nullptr) total.high = std::min(total.high, high_ceiling->range.high);
  }

  /// What is wrong with it does not depend on which of the rules stands first.
  void fix(Range& total) {
    total = fixed_.front().range;
    const auto other =
        std::find_if(fixed_.begin(), fixed_.end(), [&](const Bound& fixed) { return !(fixed.range == total); });
    if (other != fixed_.end())
      outcome_.reasons.push_back(
          fmt::format("{} and {} fix the effort at two different values", fixed_.front().by, other->by));
    for (const Bound& fixed : fixed_)
      if (fixed.range.low.sign() < 0)
        outcome_.reasons.push_back(
            fmt::format("{} fixes the effort below 0, at {} FTE", fixed.by, fixed.range.low.to_exact_text()));
  }

  void clash(const Bound& floor, const Fraction& least, const Bound& ceiling, const Fraction& most) {
    outcome_.reasons.push_back(fmt::format("{} wants at least {} FTE, but {} at most {} FTE", floor.by,
                                           least.to_exact_text(), ceiling.by, most.to_exact_text()));
  }

  // ---- flag

  void flags() {
    const Results results = figures();
    walker_.set_results(&results);
    for (const RuleRef& ref : model_.order) try_rule(ref, true);
    std::stable_sort(outcome_.matched.begin(), outcome_.matched.end(),
                     [&](const Match& a, const Match& b) { return place(a) < place(b); });
    for (const Match& match : outcome_.matched) raise(match);
    walker_.set_results(nullptr);
  }

  Results figures() const {
    Results results;
    const auto triple = [&](const Range& range) {
      results.insert(results.end(), {range.low, range.middle(), range.high});
    };
    triple(outcome_.total);
    for (const Range& kind : outcome_.kinds) triple(kind);
    triple(outcome_.limit);
    return results;
  }

  std::uint32_t place(const Match& match) const {
    if (match.sort == RuleRef::Sort::rule) return model_.rules[match.index].span.begin;
    const Table& table = model_.tables[match.index];
    return match.row ? table.rows[*match.row].span.begin : table.span.begin;
  }

  void raise(const Match& match) {
    const auto& effects =
        match.row ? model_.tables[match.index].rows[*match.row].effects : model_.rules[match.index].effects;
    for (const Effect& effect : effects) {
      if (effect.kind != EffectKind::flag) continue;
      std::string text;
      for (const FlagPiece& piece : effect.flag) text += piece.text + (piece.hole ? shown(*piece.hole) : "");
      outcome_.flags.push_back(std::move(text));
    }
  }

  std::string shown(TermId id) {
    const Type& type = model_.term(id).type;
    if (type.kind == TypeKind::effort) {
      const auto effort = walker_.effort(id);
      if (effort) return effort->to_text() + " FTE";
    } else if (const auto value = walker_.value(id)) {
      return to_text(*value, type, model_);
    }
    reject("a remark");
    return {};
  }

  void finish() { outcome_.span = span_of(outcome_.total, model_); }

  const Model& model_;
  Date as_of_;
  Walker walker_;
  Outcome outcome_;
  std::vector<Scale> scales_;
  std::vector<std::string> discounts_;  // what gave them
  std::vector<Bound> floors_, ceilings_, fixed_;
};

}  // namespace

Span span_of(const Range& effort, const Model& model) {
  const Fraction low_load = model.capacity * model.utilisation_low;
  const Fraction high_load = model.capacity * model.utilisation_high;
  Span span;
  if (effort.high.sign() > 0) span.accounts_low = (low_load / effort.high).floor();
  if (effort.low.sign() > 0) span.accounts_high = (high_load / effort.low).floor();
  span.needs_team = span.accounts_high && span.accounts_high->sign() == 0;
  if (!span.needs_team) return span;
  span.kams_low = (effort.low / high_load).ceil();
  span.kams_high = (effort.high / low_load).ceil();
  return span;
}

Evaluator::Evaluator(const Model& model, Date as_of) : model_(model), as_of_(as_of) {
  for (const Define& define : model.defines) {
    const auto version = std::find_if(define.versions.begin(), define.versions.end(),
                                      [&](const Define::Version& one) { return one.period.contains(as_of); });
    assert(version != define.versions.end());
    define_versions_.push_back(version->value);
  }
}

Outcome Evaluator::evaluate(const Account& account) const { return Derivation(*this, define_versions_, account).run(); }

std::vector<std::string> Evaluator::assign(Account& account) const {
  std::vector<std::string> reasons;
  for (const Assignment& assignment : model_.assignments) {
    const Attribute& attribute = model_.attributes[assignment.attribute];
    Walker walker(model_, account, as_of_, define_versions_);
    const Term& term = model_.term(assignment.value);
    if (term.op == Op::attribute && is_missing(account.values[static_cast<std::size_t>(term.number)])) {
      reasons.push_back(fmt::format("{}: cannot be set from a missing value", attribute.name));
      continue;
    }
    auto value = walker.value(assignment.value);
    if (!value) {
      reasons.push_back(fmt::format("{}: the value to set cannot be computed", attribute.name));
      continue;
    }
    const auto* number = std::get_if<Decimal>(&*value);
    if (attribute.type.kind == TypeKind::integer && !number->is_whole())
      reasons.push_back(fmt::format("{}: {} is not a whole number", attribute.name, to_text(*number)));
    else if (!within_bounds(*value, attribute))
      reasons.push_back(
          fmt::format("{}: {} is outside its range", attribute.name, to_text(*value, attribute.type, model_)));
    else
      account.values[assignment.attribute] = std::move(*value);
  }
  return reasons;
}

const std::string& id_of(const Match& match, const Model& model) {
  if (match.sort == RuleRef::Sort::rule) return model.rules[match.index].id;
  return model.tables[match.index].rows[*match.row].id;
}

}  // namespace spanne::engine
