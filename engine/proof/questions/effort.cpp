// The questions about effort: the least and the greatest effort of each cluster, and therefore its range of accounts,
// before any account is loaded.
//
// An effort fixed by `exactly` comes from the account and says nothing about the rules. Such accounts are left out
// unless a cluster has no others.
#include <algorithm>
#include <utility>

#include "engine/proof/questions/open_ends.hpp"
#include "engine/proof/questions/prover.hpp"
#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {
namespace {

class ReachableEffort {
 public:
  ReachableEffort(const Prover& prover, ClusterId cluster, bool by_rules)
      : prover_(prover), cluster_(cluster), by_rules_(by_rules) {}

  std::optional<Extreme> extreme(bool greatest, bool& settled) const {
    const MaximumSearch question{
        [this, greatest](const Box& box, SplitHints& split_hints) { return bound(box, split_hints, greatest); },
        [this, greatest](const DatedAccount& account) { return value(account, greatest); }};
    StepBudget budget = prover_.budget();
    const Maximum maximum =
        find_maximum(prover_.space(), prover_.split_points(), question, prover_.space().all(), budget);
    prover_.note_use(budget);
    settled = maximum.proved || maximum.empty;
    if (!maximum.example) return std::nullopt;
    const auto as_good = [&](const DatedAccount& dated) {
      const auto reached = value(dated, greatest);
      return reached && *reached >= maximum.value;
    };
    const auto side = [&](const Fraction& effort) { return greatest ? effort : -effort; };
    const DatedAccount account = simplified_witness(prover_.space(), *maximum.example, as_good);
    return Extreme{side(maximum.value), given(prover_.space(), account), maximum.proved, side(maximum.never_above),
                   open_ends(prover_.space(), account, as_good)};
  }

 private:
  /// An upper bound of fte_high, or of -fte_low.
  std::optional<Fraction> bound(const Box& box, SplitHints& split_hints, bool greatest) const {
    BoxEvaluator evaluator(prover_.space(), box, split_hints);
    const Classes& classes = evaluator.classes();
    if (!classes.possible[cluster_]) return std::nullopt;
    evaluator.evaluation().assume(cluster_);
    const BoxOutcome& outcome = evaluator.run();
    if (!outcome.accepted || (by_rules_ && outcome.always_fixed)) return std::nullopt;
    const auto& total = by_rules_ ? outcome.limited : outcome.total;
    const Numbers& end = greatest ? total.high : total.low;
    if (!end.some) return std::nullopt;
    return greatest ? end.high : -end.low;
  }

  std::optional<Fraction> value(const DatedAccount& dated_account, bool greatest) const {
    const Outcome outcome = prover_.evaluate(dated_account);
    if (outcome.rejected() || outcome.cluster != cluster_) return std::nullopt;
    if (by_rules_ && is_fixed(prover_, outcome)) return std::nullopt;
    return greatest ? outcome.total.high : -outcome.total.low;
  }

  const Prover& prover_;
  ClusterId cluster_;
  bool by_rules_;
};

}  // namespace

bool fixes(const Model& model) {
  const auto fixed = [](const Effects& effects) {
    return std::any_of(effects.begin(), effects.end(),
                       [](const Effect& effect) { return effect.kind == EffectKind::exactly; });
  };
  return std::any_of(model.rules.begin(), model.rules.end(), [&](const Rule& rule) { return fixed(rule.effects); }) ||
         std::any_of(model.tables.begin(), model.tables.end(), [&](const Table& table) {
           return std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) { return fixed(row.effects); });
         });
}

bool is_fixed(const Prover& prover, const Outcome& outcome) {
  return std::any_of(outcome.matched.begin(), outcome.matched.end(), [&](const RuleSite& match) {
    const auto& effects = effects_of(match, prover.model());
    return std::any_of(effects.begin(), effects.end(),
                       [](const Effect& effect) { return effect.kind == EffectKind::exactly; });
  });
}

void effort_tasks(const Prover& prover, Proof& proof, Tasks& tasks) {
  const auto& clusters = prover.model().clusters;
  proof.clusters.resize(clusters.size());
  const bool some_fixed = fixes(prover.model());
  for (ClusterId id = 0; id < clusters.size(); ++id) {
    proof.clusters[id].cluster = id;
    proof.clusters[id].some_fixed = some_fixed;
    for (const bool greatest : {false, true})
      tasks.push_back([&prover, &made = proof.clusters[id], id, some_fixed, greatest](Findings&) {
        bool settled = true, by_rules = true;
        auto& end = greatest ? made.greatest : made.least;
        end = ReachableEffort(prover, id, by_rules).extreme(greatest, settled);
        by_rules = end || !settled || !some_fixed;
        // all accounts are fixed by hand
        if (!by_rules) end = ReachableEffort(prover, id, by_rules).extreme(greatest, settled);
        if (greatest) made.by_rules = by_rules;
      });
  }
}

}  // namespace spanne::engine::proof
