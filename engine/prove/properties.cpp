// What a guideline promises: claims about every account, and results that never fall or rise with an attribute.
//
// A claim concerns accounts that are accepted. A claim that has no value for one of them (because it divides by zero,
// say) does not hold for it.
#include <algorithm>
#include <fmt/format.h>

#include "engine/prove/prover.hpp"
#include "engine/prove/slopes.hpp"
#include "engine/prove/witness.hpp"

namespace spanne::engine::proof {
namespace {

Results figures(const Outcome& outcome) {
  Results results;
  const auto triple = [&](const Range& range) {
    results.insert(results.end(), {range.low, range.middle(), range.high});
  };
  triple(outcome.total);
  for (const Range& kind : outcome.kinds) triple(kind);
  triple(outcome.limit);
  return results;
}

void tell_refuted(const Property& property, std::string message, std::string account, PropertyProof& proof,
                  Findings& found) {
  proof.claim = Claim::refuted;
  proof.account = account;
  found.findings.push_back(
      {"E0520", grammar::Severity::error, property.span, std::move(message), {}, {}, std::move(account)});
}

void tell_undecided(const Prover& prover, const Property& property, const Answer& answer, PropertyProof& proof,
                    Findings& found) {
  proof.claim = Claim::undecided;
  proof.reason = prover.why(answer);
  ++found.undecided;
  prover.warn(found, "W0521", property.span,
              fmt::format("\"{}\" is neither proved nor refuted: {}", property.title, proof.reason));
}

// ---------------------------------------------------------------------------------------------- one account

/// An accepted account that the claim is about and does not hold for.
Question counterexample(const Prover& prover, const Property& property) {
  return {[&prover, &property](const Box& box, Doubts& doubts) {
            Forecast forecast(prover.space(), box, doubts);
            if (property.when && !prover.space().asks_for_results(*property.when) &&
                forecast.survey().truth(*property.when).never())
              return Verdict::never;
            const Prospect& prospect = forecast.run();
            if (!prospect.accepted) return Verdict::never;
            forecast.survey().rank(own);
            const Truths when = property.when ? forecast.survey().truth(*property.when) : known(true);
            if (when.never()) return Verdict::never;
            const Truths claim = forecast.survey().truth(*property.claim);
            const bool broken = claim.no || claim.fault || when.fault;
            if (!broken) return Verdict::never;
            const bool surely = when.always() && !claim.yes && (claim.no || claim.fault) && !prospect.rejected;
            return surely ? Verdict::always : Verdict::open;
          },
          [&prover, &property](const Case& one) {
            const Evaluator evaluator(prover.model(), one.as_of);
            const Outcome outcome = evaluator.evaluate(one.account);
            if (outcome.rejected()) return false;
            const Results results = figures(outcome);
            Walker walker(prover.model(), one.account, one.as_of, evaluator.define_versions());
            walker.set_cluster(*outcome.cluster);
            walker.set_results(&results);
            const auto when = property.when ? walker.truth(*property.when) : std::optional(true);
            if (when && !*when) return false;
            return !when || !walker.truth(*property.claim).value_or(false);
          },
          {{Wish::Sort::breaks, {}, {Origin::Sort::cluster, 0, 0}, &property}},
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
  if (answer.found == Found::undecided) return tell_undecided(prover, property, answer, proof, found);
  const Case plain = plainest(prover.space(), *answer.example, question.holds);
  const Outcome outcome = prover.evaluate(plain);
  const std::string low = outcome.total.low.to_text(), high = outcome.total.high.to_text();
  tell_refuted(property,
               fmt::format("\"{}\" does not hold: this account of {} gets {} FTE", property.title,
                           prover.model().clusters[*outcome.cluster].name, low == high ? low : low + " .. " + high),
               given(prover.space(), plain), proof, found);
}

// ---------------------------------------------------------------------------------------------- two accounts

/// The results of an account with another value of one attribute; nothing where it is rejected.
std::optional<Fraction> result_of(const Prover& prover, Case one, AttributeId id, const Value& value,
                                  std::size_t result) {
  one.account.values[id] = value;
  const Outcome outcome = prover.evaluate(one);
  if (outcome.rejected()) return std::nullopt;
  return figures(outcome)[result];
}

struct Pair {
  Case first;
  Value second;
};

/// Whether the result moves the wrong way between two values.
bool breaks(const Prover& prover, const Property::Monotone& rise, const Case& first, const Value& second) {
  const auto from = prover.space().ordinal(first.account.values[rise.attribute]), to = prover.space().ordinal(second);
  if (!from || !to || *from >= *to) return false;
  const auto a = result_of(prover, first, rise.attribute, first.account.values[rise.attribute], rise.result);
  const auto b = result_of(prover, first, rise.attribute, second, rise.result);
  return a && b && (rise.never_falls ? *b < *a : *b > *a);
}

Question pair_question(const Prover& prover, const Property& property) {
  const auto& rise = *property.monotone;
  return {
      [&prover, &rise, &property](const Box& box, Doubts& doubts) {
        Forecast first(prover.space(), box, doubts, Side::first), second(prover.space(), box, doubts, Side::second);
        if (property.when && !prover.space().asks_for_results(*property.when) &&
            !(first.survey().truth(*property.when).yes && second.survey().truth(*property.when).yes))
          return Verdict::never;
        const Prospect &a = first.run(), &b = second.run();
        if (!a.accepted || !b.accepted) return Verdict::never;
        if (property.when && !(first.survey().truth(*property.when).yes && second.survey().truth(*property.when).yes))
          return Verdict::never;
        const Efforts &from = a.results[rise.result], &to = b.results[rise.result];
        if (!from.some || !to.some) return Verdict::never;
        const bool kept = rise.never_falls ? to.low >= from.high : to.high <= from.low;
        if (kept) return Verdict::never;
        const bool broken = rise.never_falls ? to.high < from.low : to.low > from.high;
        if (broken && !a.rejected && !b.rejected && !property.when) return Verdict::always;
        const Slope slope = Slopes(prover.space(), box, first, second).results()[rise.result];
        const bool level = rise.never_falls ? slope.low.sign() >= 0 : slope.high.sign() <= 0;
        return level ? Verdict::never : Verdict::open;
      },
      {}};
}

/// `when` must hold for both accounts of a pair.
bool concerned(const Prover& prover, const Property& property, Case one, const Value& value) {
  if (!property.when) return true;
  one.account.values[property.monotone->attribute] = value;
  const Evaluator evaluator(prover.model(), one.as_of);
  const Outcome outcome = evaluator.evaluate(one.account);
  if (outcome.rejected()) return false;
  const Results results = figures(outcome);
  Walker walker(prover.model(), one.account, one.as_of, evaluator.define_versions());
  walker.set_cluster(*outcome.cluster);
  walker.set_results(&results);
  return walker.truth(*property.when).value_or(false);
}

void tell_pair(const Prover& prover, const Property& property, Case first, Value second, PropertyProof& proof,
               Findings& found) {
  const auto& rise = *property.monotone;
  const auto holds = [&](const Case& one, const Value& value) {
    return breaks(prover, rise, one, value) && concerned(prover, property, one, one.account.values[rise.attribute]) &&
           concerned(prover, property, one, value);
  };
  // First the step as small as it can be, then everything else as plain as it can be.
  const Ordinal step = prover.space().step(rise.attribute);
  Ordinal low = *prover.space().ordinal(first.account.values[rise.attribute]), high = *prover.space().ordinal(second);
  while (low < high - step) {
    const Ordinal middle = std::max(low + step, prover.space().middle(rise.attribute, {low, high, false, true}));
    Case upper = first;
    upper.account.values[rise.attribute] = prover.space().value(rise.attribute, middle);
    if (holds(first, prover.space().value(rise.attribute, middle)))
      high = middle;
    else if (holds(upper, prover.space().value(rise.attribute, high)))
      low = middle, first = upper;
    else
      break;
  }
  second = prover.space().value(rise.attribute, high);
  const Value from = first.account.values[rise.attribute];
  first = plainest(prover.space(), first,
                   [&](const Case& one) { return one.account.values[rise.attribute] == from && holds(one, second); });
  const std::string name = prover.model().attributes[rise.attribute].name;
  const std::string result = prover.model().result_names()[rise.result];
  const auto shown = [&](const Value& value) {
    return fmt::format("{} = {} gives {} = {} FTE", name, literal(prover.model(), rise.attribute, value), result,
                       result_of(prover, first, rise.attribute, value, rise.result)->to_text());
  };
  tell_refuted(property, fmt::format("\"{}\" does not hold: {}, but {}", property.title, shown(from), shown(second)),
               given(prover.space(), first), proof, found);
}

void monotone(const Prover& prover, const Property& property, PropertyProof& proof, Findings& found) {
  const auto& rise = *property.monotone;
  Box all = prover.space().all();
  all.rising = rise.attribute;
  all.second = all.extents[rise.attribute];
  const auto pairs = prover.space().pairs(std::move(all));
  if (!pairs) return;  // a single value never rises
  std::optional<Value> second;
  std::vector<Box> boxes{*pairs};
  const Question question = pair_question(prover, property);
  Answer open{Found::none, std::nullopt, std::nullopt};
  Steps steps = prover.steps();
  while (!boxes.empty()) {
    const Box box = std::move(boxes.back());
    boxes.pop_back();
    Doubts doubts;
    const Verdict verdict = question.judge(box, doubts);
    if (verdict == Verdict::never) continue;
    for (const auto corner : {Space::Corner::low, Space::Corner::high}) {
      const Case first = prover.space().corner(box, corner);
      const Value value =
          prover.space().value(rise.attribute, corner == Space::Corner::low ? box.second.low : box.second.high);
      if (breaks(prover, rise, first, value) &&
          concerned(prover, property, first, first.account.values[rise.attribute]) &&
          concerned(prover, property, first, value))
        return tell_pair(prover, property, first, value, proof, found);
    }
    const auto split = best_split(prover.space(), prover.cuts(), box, doubts);
    if (!doubts.empty()) open.hard = doubts.front().term;
    if (!split) open.found = Found::undecided;
    if (steps-- == 0) return tell_undecided(prover, property, open, proof, found);
    if (!split) continue;
    for (Box& half : halves(prover.space(), box, *split)) boxes.push_back(std::move(half));
  }
  if (open.found == Found::undecided) tell_undecided(prover, property, open, proof, found);
}

}  // namespace

void property_tasks(const Prover& prover, Proof& proof, Tasks& tasks) {
  proof.properties.resize(prover.model().properties.size());
  for (std::size_t id = 0; id < proof.properties.size(); ++id)
    tasks.push_back([&prover, &proof, id](Findings& found) {
      const Property& property = prover.model().properties[id];
      (property.monotone ? monotone : claim)(prover, property, proof.properties[id], found);
    });
}

}  // namespace spanne::engine::proof
