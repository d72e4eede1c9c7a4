// The questions about results that never fall or never rise with an attribute, decided over pairs of accounts that
// differ only in that attribute.
//
// A claim about a middle figure is a claim about all three: `fte never falls` covers fte_low, fte and fte_high.
#include <algorithm>
#include <fmt/format.h>

#include "engine/proof/promises.hpp"
#include "engine/proof/slopes.hpp"
#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {

void report_refuted(const Property& property, std::string message, std::string account, PropertyProof& proof,
                    Findings& found) {
  proof.claim = Claim::refuted;
  proof.account = account;
  found.findings.push_back(
      {"E0520", grammar::Severity::error, property.span, std::move(message), {}, {}, std::move(account)});
}

void report_undecided(const Prover& prover, const Property& property, const Answer& answer, PropertyProof& proof,
                      Findings& found) {
  proof.claim = Claim::undecided;
  proof.reason = prover.why(answer);
  ++found.undecided;
  prover.warn(found, "W0521", property.span,
              fmt::format("\"{}\" is neither proved nor refuted: {}", property.title, proof.reason));
}

namespace {

/// An account, and another value of the attribute.
struct Pair {
  DatedAccount first;
  Value second;
};

class Rise {
 public:
  Rise(const Prover& prover, const Property& property)
      : prover_(prover), space_(prover.space()), property_(property), rise_(*property.monotone) {
    watched_.push_back(rise_.result);
    if (rise_.result % 3 == 1) watched_.insert(watched_.end(), {rise_.result - 1, rise_.result + 1});
  }

  void prove(PropertyProof& proof, Findings& found) {
    Box all = space_.all();
    all.rising = rise_.attribute;
    all.second = all.extents[rise_.attribute];
    std::vector<Box> boxes;
    if (auto pairs = space_.pairs(std::move(all))) boxes.push_back(std::move(*pairs));
    Answer open;
    StepBudget budget = prover_.budget();
    while (!boxes.empty()) {
      const Box box = std::move(boxes.back());
      boxes.pop_back();
      SplitHints split_hints;
      const BoxVerdict verdict = judge(box, split_hints);
      const bool goes_on = budget.take(cost_of_box(split_hints));
      if (verdict == BoxVerdict::never) continue;
      budget.take(4 * cost_of_account(prover_.model()));
      if (auto pair = broken_corner(box)) return report(simplest_pair(std::move(*pair)), proof, found);
      if (verdict == BoxVerdict::always) return report_disagreement(box, proof, found);
      const auto split = best_split(space_, prover_.split_points(), box, split_hints);
      if (!split_hints.empty()) open.open_term = split_hints.front().term;
      if (!split || !goes_on) open.found = Found::undecided;
      if (!goes_on) break;
      if (!split) continue;
      for (Box& half : halves(space_, box, *split)) boxes.push_back(std::move(half));
    }
    prover_.note_use(budget);
    if (open.found == Found::undecided) report_undecided(prover_, property_, open, proof, found);
  }

 private:
  /// Whether some pair of the box breaks the promise.
  BoxVerdict judge(const Box& box, SplitHints& split_hints) const {
    BoxEvaluator first(space_, box, split_hints, Side::first), second(space_, box, split_hints, Side::second);
    const auto concerned = [&] {
      return !property_.when ||
             (first.evaluation().truth(*property_.when).yes && second.evaluation().truth(*property_.when).yes);
    };
    if (property_.when && !space_.asks_for_results(*property_.when) && !concerned()) return BoxVerdict::never;
    const BoxOutcome &a = first.run(), &b = second.run();
    if (!a.accepted || !b.accepted || !concerned()) return BoxVerdict::never;
    const bool sure = !a.rejected && !b.rejected && !property_.when;
    std::vector<std::size_t> open;
    for (const std::size_t result : watched_) {
      const Numbers &from = a.results[result], &to = b.results[result];
      if (!from.some || !to.some) return BoxVerdict::never;
      if (sure && (rise_.never_falls ? to.high < from.low : to.low > from.high)) return BoxVerdict::always;
      if (rise_.never_falls ? to.low < from.high : to.high > from.low) open.push_back(result);
    }
    if (open.empty()) return BoxVerdict::never;
    const auto slopes = Slopes(space_, box, first, second).results();
    const bool level = std::all_of(open.begin(), open.end(), [&](std::size_t result) {
      return rise_.never_falls ? slopes[result].low.sign() >= 0 : slopes[result].high.sign() <= 0;
    });
    return level ? BoxVerdict::never : BoxVerdict::open;
  }

  // ---- by the plain evaluator

  /// The results of the account with this value of the attribute; returns nullopt if the claim is not about it.
  std::optional<Results> results(DatedAccount account, const Value& value) const {
    account.account.values[rise_.attribute] = value;
    const Evaluator evaluator(prover_.model(), account.as_of);
    const Outcome outcome = evaluator.evaluate(account.account);
    if (outcome.rejected()) return std::nullopt;
    Results results = figures_of(outcome);
    if (!property_.when) return results;
    Walker walker(evaluator, account.account);
    walker.set_cluster(*outcome.cluster);
    walker.set_results(&results);
    if (!walker.truth(*property_.when).value_or(false)) return std::nullopt;
    return results;
  }

  /// The index of the result that moves the wrong way.
  std::optional<std::size_t> broken(const DatedAccount& first, const Value& second) const {
    const Value& from = first.account.values[rise_.attribute];
    const auto low = space_.ordinal(from), high = space_.ordinal(second);
    if (!low || !high || *low >= *high) return std::nullopt;
    const auto a = results(first, from), b = results(first, second);
    if (!a || !b) return std::nullopt;
    for (const std::size_t result : watched_)
      if (rise_.never_falls ? (*b)[result] < (*a)[result] : (*b)[result] > (*a)[result]) return result;
    return std::nullopt;
  }

  std::optional<Pair> broken_corner(const Box& box) const {
    for (const auto corner : {Space::Corner::low, Space::Corner::high}) {
      DatedAccount first = space_.corner(box, corner);
      Value second = space_.value(rise_.attribute, corner == Space::Corner::low ? box.second.low : box.second.high);
      if (broken(first, second)) return Pair{std::move(first), std::move(second)};
    }
    return std::nullopt;
  }

  /// Minimises the rise of the attribute first, then simplifies everything else.
  Pair simplest_pair(Pair pair) const {
    const AttributeId id = rise_.attribute;
    const Ordinal step = space_.step(id);
    Ordinal low = *space_.ordinal(pair.first.account.values[id]), high = *space_.ordinal(pair.second);
    while (low < high - step) {
      const Ordinal middle = std::max(low + step, space_.middle(id, {low, high, false, true}));
      DatedAccount upper = pair.first;
      upper.account.values[id] = space_.value(id, middle);
      if (broken(pair.first, upper.account.values[id]))
        high = middle;
      else if (broken(upper, pair.second))
        low = middle, pair.first = std::move(upper);
      else
        break;
      pair.second = space_.value(id, high);
    }
    const Value from = pair.first.account.values[id];
    pair.first = simplified_witness(space_, pair.first, [&](const DatedAccount& dated) {
      return dated.account.values[id] == from && broken(dated, pair.second).has_value();
    });
    return pair;
  }

  // ---- findings

  void report(const Pair& pair, PropertyProof& proof, Findings& found) const {
    const std::size_t result = *broken(pair.first, pair.second);
    const auto shown = [&](const Value& value) {
      return fmt::format("{} = {} gives {} = {} FTE", prover_.model().attributes[rise_.attribute].name,
                         literal(prover_.model(), rise_.attribute, value), prover_.model().result_names()[result],
                         (*results(pair.first, value))[result].to_text());
    };
    report_refuted(property_,
                   fmt::format("\"{}\" does not hold: {}, but {}", property_.title,
                               shown(pair.first.account.values[rise_.attribute]), shown(pair.second)),
                   given(space_, pair.first), proof, found);
  }

  void report_disagreement(const Box& box, PropertyProof& proof, Findings& found) const {
    const Answer answer{Found::disagreement, space_.corner(box, Space::Corner::low), std::nullopt};
    prover_.disagree(found, property_.span, answer);
    proof = {Claim::undecided, "the program is at fault", {}};
  }

  const Prover& prover_;
  const Space& space_;
  const Property& property_;
  const Property::Monotone& rise_;
  std::vector<std::size_t> watched_;
};

}  // namespace

void prove_rise(const Prover& prover, const Property& property, PropertyProof& proof, Findings& found) {
  Rise(prover, property).prove(proof, found);
}

}  // namespace spanne::engine::proof
