// Steps 2 to 5 of the language reference's section 5, by rationals.
#include "tests/support/oracle.hpp"

#include <algorithm>

#include "tests/support/terms.hpp"

namespace spanne::test {

using namespace engine;

namespace {

/// A rule or row that matched, and one of its effects with its figures.
struct Applied {
  const Effect* effect;
  RationalRange range;
};

class Oracle {
 public:
  Oracle(const Model& model, Date as_of, const Account& account)
      : model_(model), as_of_(as_of), terms_(model, as_of, account) {}

  Expected run() {
    classify();
    if (!expected_.cluster) return rejected();
    terms_.set_cluster(*expected_.cluster);
    for (const Effect& effect : model_.clusters[*expected_.cluster].base) apply(effect);
    match(false);
    if (fault_ || !scale() || !limit()) return rejected();
    publish();
    match(true);
    return fault_ ? rejected() : expected_;
  }

 private:
  Expected rejected() {
    expected_.rejected = true;
    return expected_;
  }

  void classify() {
    try {
      for (ClusterId id = 0; id < model_.clusters.size() && !expected_.cluster; ++id) {
        const Cluster& cluster = model_.clusters[id];
        if (cluster.period.contains(as_of_) && terms_.holds(cluster.condition)) expected_.cluster = id;
      }
    } catch (const Fault&) { expected_.cluster.reset(); }
  }

  bool in_force(const std::vector<ClusterId>& scope, const Period& period) const {
    const bool listed = scope.empty() || std::find(scope.begin(), scope.end(), *expected_.cluster) != scope.end();
    return listed && period.contains(as_of_);
  }

  /// Those that ask for results come after the others, but stand in the order of the file.
  void match(bool with_results) {
    std::vector<RuleSite> matched;
    for (const RuleRef& ref : model_.order) {
      try {
        if (ref.kind == RuleRef::Kind::rule) match_rule(ref.index, with_results, matched);
        if (ref.kind == RuleRef::Kind::table) match_table(ref.index, with_results, matched);
      } catch (const Fault&) { fault_ = true; }
    }
    if (with_results) expected_.matched = std::move(matched);
  }

  void match_rule(std::uint32_t index, bool with_results, std::vector<RuleSite>& matched) {
    const Rule& rule = model_.rules[index];
    if (rule.uses_results && !with_results) return;
    if (!in_force(rule.scope, rule.period) || !terms_.holds(rule.condition)) return;
    matched.push_back({RuleRef::Kind::rule, index, std::nullopt});
    if (!with_results) std::for_each(rule.effects.begin(), rule.effects.end(), [&](const Effect& e) { apply(e); });
  }

  void match_table(std::uint32_t index, bool with_results, std::vector<RuleSite>& matched) {
    const Table& table = model_.tables[index];
    if ((table.uses_results && !with_results) || !in_force(table.scope, table.period)) return;
    for (const std::uint32_t row : terms_.matching_rows(table)) {
      matched.push_back({RuleRef::Kind::table, index, row});
      if (with_results) continue;
      for (const Effect& effect : table.rows[row].effects) apply(effect);
    }
  }

  void apply(const Effect& effect) {
    if (effect.kind == EffectKind::flag) return;
    try {
      const Rational count = effect.per ? count_of(*effect.per) : Rational(1);
      RationalRange range{rational(effect.amount.range.low), rational(effect.amount.range.high)};
      if (effect.amount.computed) {
        range.low = range.high = terms_.number(*effect.amount.computed) * rational(effect.amount.scale);
      }
      applied_.push_back({&effect, {range.low * count, range.high * count}});
    } catch (const Fault&) { fault_ = true; }
  }

  Rational count_of(const Proportion& per) const {
    const Rational above = terms_.number(per.of) - rational(per.least());
    const Rational count = std::max(above, Rational(0)) / rational(per.portion_size());
    if (per.portion == Proportion::Portion::full) return floor_of(count);
    return per.portion == Proportion::Portion::started ? Rational(-floor_of(-count)) : count;
  }

  /// Step 4 for every kind: the least and the greatest of the four corners, one corner after the other.
  bool scale() {
    for (KindId kind = 0; kind < model_.kinds.size(); ++kind) {
      RationalRange sum{0, 0};
      RationalRange surcharge{1, 1};
      for (const Applied& one : applied_) {
        if (one.effect->effort_kind && *one.effect->effort_kind != kind) continue;
        if (one.effect->kind == EffectKind::add) sum = plus(sum, one.range);
        if (one.effect->kind == EffectKind::surcharge) surcharge = plus(surcharge, one.range);
      }
      if (surcharge.low < 0) return false;
      std::vector<Rational> corners;
      for (const Rational& start : {sum.low, sum.high}) {
        for (const bool upper : {false, true}) {
          const auto product = start * (upper ? surcharge.high : surcharge.low) * factors(kind, upper);
          if (!product_allowed_) return false;
          corners.push_back(product);
        }
      }
      const auto [low, high] = std::minmax_element(corners.begin(), corners.end());
      expected_.kinds.push_back({*low, *high});
      expected_.total = plus(expected_.total, expected_.kinds.back());
    }
    return true;
  }

  Rational factors(KindId kind, bool upper) {
    Rational product = 1;
    for (const Applied& one : applied_) {
      if (one.effect->kind != EffectKind::factor) continue;
      if (one.effect->effort_kind && *one.effect->effort_kind != kind) continue;
      product_allowed_ = product_allowed_ && one.range.low >= 0;
      product *= upper ? one.range.high : one.range.low;
    }
    return product;
  }

  static RationalRange plus(const RationalRange& a, const RationalRange& b) { return {a.low + b.low, a.high + b.high}; }

  std::vector<RationalRange> ranges_of(EffectKind kind) const {
    std::vector<RationalRange> found;
    for (const Applied& one : applied_) {
      if (one.effect->kind == kind) found.push_back(one.range);
    }
    return found;
  }

  /// Step 5.
  bool limit() {
    RationalRange floor{0, 0};
    for (const RationalRange& one : ranges_of(EffectKind::at_least)) {
      floor = {std::max(floor.low, one.low), std::max(floor.high, one.high)};
    }
    std::optional<RationalRange> ceiling;
    for (const RationalRange& one : ranges_of(EffectKind::at_most)) {
      if (!ceiling) ceiling = one;
      ceiling = {std::min(ceiling->low, one.low), std::min(ceiling->high, one.high)};
    }
    if (ceiling && (floor.low > ceiling->low || floor.high > ceiling->high)) return false;
    const std::vector<RationalRange> fixed = ranges_of(EffectKind::exactly);
    for (const RationalRange& one : fixed) {
      if (one.low != fixed.front().low || one.high != fixed.front().high || one.low < 0) return false;
    }
    if (!fixed.empty()) {
      expected_.total = fixed.front();
      return true;
    }
    expected_.total = {std::max(expected_.total.low, floor.low), std::max(expected_.total.high, floor.high)};
    if (!ceiling) return true;
    expected_.total = {std::min(expected_.total.low, ceiling->low), std::min(expected_.total.high, ceiling->high)};
    return true;
  }

  void publish() {
    std::vector<Rational> results;
    RationalRange limit = expected_.total;
    const auto add = [&](const RationalRange& range) {
      results.insert(results.end(), {range.low, (range.low + range.high) / 2, range.high});
    };
    add(expected_.total);
    for (const RationalRange& kind : expected_.kinds) {
      add(kind);
      limit = {limit.low - kind.low, limit.high - kind.high};
    }
    add(limit);
    terms_.set_results(std::move(results));
  }

  const Model& model_;
  Date as_of_;
  Terms terms_;
  Expected expected_;
  std::vector<Applied> applied_;
  bool fault_ = false;
  bool product_allowed_ = true;
};

}  // namespace

Expected expected_outcome(const Model& model, Date as_of, const Account& account) {
  return Oracle(model, as_of, account).run();
}

}  // namespace spanne::test
