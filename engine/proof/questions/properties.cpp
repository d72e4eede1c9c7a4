// The questions about properties: claims about every account (claims about a rising attribute are in rises.cpp).
//
// A claim is about accepted accounts. If the claim itself has no value for one of them, because it divides by zero, for
// example, it does not hold for that account.
#include <algorithm>
#include <fmt/format.h>

#include "engine/proof/promises.hpp"
#include "engine/proof/questions/prover.hpp"
#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {
namespace {

// ---------------------------------------------------------------------------------------------- one account

/// Looks for an accepted account that the claim is about and for which it does not hold.
Question counterexample(const Prover& prover, const Property& property) {
  return {[&prover, &property](const Box& box, SplitHints& split_hints) {
            BoxEvaluator evaluator(prover.space(), box, split_hints);
            if (property.when && !prover.space().asks_for_results(*property.when) &&
                evaluator.evaluation().truth(*property.when).never())
              return BoxVerdict::never;
            const BoxOutcome& outcome = evaluator.run();
            if (!outcome.accepted) return BoxVerdict::never;
            evaluator.evaluation().rank(own);
            const Truths when = property.when ? evaluator.evaluation().truth(*property.when) : known(true);
            if (when.never()) return BoxVerdict::never;
            const Truths claim = evaluator.evaluation().truth(*property.claim);
            const bool broken = claim.no || claim.fault || when.fault;
            if (!broken) return BoxVerdict::never;
            const bool surely = when.always() && !claim.yes && (claim.no || claim.fault) && !outcome.rejected;
            return surely ? BoxVerdict::always : BoxVerdict::open;
          },
          [&prover, &property](const DatedAccount& account) {
            const Evaluator evaluator(prover.model(), account.as_of);
            const Outcome outcome = evaluator.evaluate(account.account);
            if (outcome.rejected()) return false;
            const Results results = figures_of(outcome);
            Walker walker(evaluator, account.account);
            walker.set_cluster(*outcome.cluster);
            walker.set_results(&results);
            const auto when = property.when ? walker.truth(*property.when) : std::optional(true);
            if (when && !*when) return false;
            return !when || !walker.truth(*property.claim).value_or(false);
          },
          {{Constraint::Kind::breaks, {}, {EffectSite::Kind::cluster, 0, 0}, &property}},
          false};
}

void claim(const Prover& prover, const Property& property, PropertyProof& proof, Findings& found) {
  const Question question = counterexample(prover, property);
  const Answer answer = prover.ask(question);
  if (prover.disagree(found, property.span, answer)) {
    proof = {Claim::undecided, "the program is at fault", {}};
    return;
  }
  if (answer.found == Found::none) return;
  if (answer.found == Found::undecided) return report_undecided(prover, property, answer, proof, found);
  const DatedAccount plain = simplified_witness(prover.space(), *answer.example, question.holds);
  const Outcome outcome = prover.evaluate(plain);
  const std::string low = outcome.total.low.to_text(), high = outcome.total.high.to_text();
  report_refuted(property,
                 fmt::format("\"{}\" does not hold: this account of {} gets {} FTE", property.title,
                             prover.model().clusters[*outcome.cluster].name, low == high ? low : low + " .. " + high),
                 given(prover.space(), plain), proof, found);
}

}  // namespace

void property_tasks(const Prover& prover, Proof& proof, Tasks& tasks) {
  proof.properties.resize(prover.model().properties.size());
  for (std::size_t id = 0; id < proof.properties.size(); ++id)
    tasks.push_back([&prover, &proof, id](Findings& found) {
      const Property& property = prover.model().properties[id];
      (property.monotone ? prove_rise : claim)(prover, property, proof.properties[id], found);
    });
}

}  // namespace spanne::engine::proof
