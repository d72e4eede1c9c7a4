// The questions about rejections of accounts whose values are all valid: limits that contradict one another, discounts
// of more than 100 %, and calculations without a value.
#include <algorithm>
#include <fmt/format.h>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {
namespace {

using Cause = Rejection::Cause;

bool rejected_for(const Outcome& outcome, Cause cause) {
  return std::any_of(outcome.rejections.begin(), outcome.rejections.end(),
                     [&](const Rejection& rejection) { return rejection.cause == cause; });
}

/// Whether the account is rejected because a ceiling lies below a floor, or below 0.
bool limits_clash(const Outcome& outcome) {
  return rejected_for(outcome, Cause::limits_clash) || rejected_for(outcome, Cause::negative_ceiling);
}

// ---------------------------------------------------------------------------------------------- limits

struct PlacedLimit {
  EffectSite origin;
  const Effect* effect;
};

std::vector<PlacedLimit> limits_of(const Prover& prover, EffectKind kind) {
  std::vector<PlacedLimit> result;
  const Model& model = prover.model();
  const auto collect = [&](const EffectSite& origin) {
    for (const Effect& effect : prover.effects(origin))
      if (effect.kind == kind) result.push_back({origin, &effect});
  };
  for (const RuleRef& ref : model.order) {
    if (ref.kind == RuleRef::Kind::rule) {
      collect({EffectSite::Kind::rule, ref.index});
      continue;
    }
    for (std::uint32_t row = 0; row < model.tables[ref.index].rows.size(); ++row)
      collect({EffectSite::Kind::row, ref.index, row});
  }
  return result;
}

using Clash = std::function<Truths(const BoxEffect& a, const BoxEffect& b)>;

/// Whether an end of `floor` is above the same end of `ceiling`.
Truths above(const BoxEffect& floor, const BoxEffect& ceiling) {
  const Truths low = compared(Op::greater, floor.low, ceiling.low),
               high = compared(Op::greater, floor.high, ceiling.high);
  return {low.yes || high.yes, low.no && high.no, low.fault || high.fault};
}

Truths different(const BoxEffect& a, const BoxEffect& b) {
  const Truths low = compared(Op::not_equal, a.low, b.low), high = compared(Op::not_equal, a.high, b.high);
  return {low.yes || high.yes, low.no && high.no, low.fault || high.fault};
}

/// Looks for an account to which both limits apply and contradict each other.
Question clash_of(const Prover& prover, const PlacedLimit& a, const PlacedLimit& b, const Clash& clash,
                  const std::function<bool(const Outcome&)>& rejects) {
  return {[&prover, a, b, clash](const Box& box, SplitHints& split_hints) {
            BoxEvaluator evaluator(prover.space(), box, split_hints);
            const BoxEffect first = evaluator.part(a.origin, *a.effect);
            if (!first.counts.yes) return BoxVerdict::never;
            const BoxEffect second = evaluator.part(b.origin, *b.effect);
            if (!second.counts.yes) return BoxVerdict::never;
            const BoxVerdict apart = verdict(clash(first, second));
            const bool sure = first.counts.always() && second.counts.always();
            return apart == BoxVerdict::always && !sure ? BoxVerdict::open : apart;
          },
          [&prover, a, b, rejects](const DatedAccount& account) {
            const Outcome outcome = prover.evaluate(account);
            return prover.matches(outcome, a.origin) && prover.matches(outcome, b.origin) && rejects(outcome);
          }};
}

void contradiction(const Prover& prover, const PlacedLimit& a, const PlacedLimit& b, bool exact, Findings& found) {
  const auto two_values = [](const Outcome& outcome) { return rejected_for(outcome, Cause::fixed_differently); };
  const Question question =
      exact ? clash_of(prover, a, b, different, two_values) : clash_of(prover, a, b, above, limits_clash);
  const Answer answer = prover.ask(question);
  const Named first = prover.named(a.origin), second = prover.named(b.origin);
  if (prover.disagree(found, b.effect->span, answer) || answer.found == Found::none) return;
  if (answer.found == Found::undecided)
    return prover.undecided(found, b.effect->span,
                            fmt::format("{} and {} contradict each other", first.words, second.words), answer);
  const std::string message =
      exact ? fmt::format("{} and {} can fix the effort at two different values; the account is rejected then",
                          first.words, second.words)
            : fmt::format("{} can want more than {} allows; the account is rejected then", first.words, second.words);
  prover.warn(found, exact ? "W0508" : "W0507", b.effect->span, message, {}, prover.example(answer, question),
              {{a.effect->span, "the other limit"}});
}

/// `exactly` or `at most` below 0.
void below_zero(const Prover& prover, const PlacedLimit& limit, Findings& found) {
  const bool exact = limit.effect->kind == EffectKind::exactly;
  const Question question{[&prover, limit](const Box& box, SplitHints& split_hints) {
                            BoxEvaluator evaluator(prover.space(), box, split_hints);
                            const BoxEffect part = evaluator.part(limit.origin, *limit.effect);
                            if (!part.counts.yes) return BoxVerdict::never;
                            const BoxVerdict below = verdict(compared(Op::less, part.low, zero));
                            return below == BoxVerdict::always && !part.counts.always() ? BoxVerdict::open : below;
                          },
                          [&prover, limit, exact](const DatedAccount& account) {
                            const Outcome outcome = prover.evaluate(account);
                            return prover.matches(outcome, limit.origin) &&
                                   (exact ? rejected_for(outcome, Cause::fixed_below_zero) : limits_clash(outcome));
                          }};
  const Answer answer = prover.ask(question);
  const Named named = prover.named(limit.origin);
  if (prover.disagree(found, limit.effect->span, answer) || answer.found == Found::none) return;
  if (answer.found == Found::undecided)
    return prover.undecided(found, limit.effect->span, fmt::format("{} sets a limit below 0", named.words), answer);
  prover.warn(found, "W0508", limit.effect->span,
              fmt::format("{} can {} below 0; the account is rejected then", named.words,
                          exact ? "fix the effort" : "limit the effort to a value"),
              {}, prover.example(answer, question));
}

// ---------------------------------------------------------------------------------------------- scaling

void scaling(const Prover& prover, bool discounts, Findings& found) {
  const Cause cause = discounts ? Cause::excessive_discounts : Cause::negative_factor;
  const Question question{
      [&prover, discounts](const Box& box, SplitHints& split_hints) {
        BoxEvaluator evaluator(prover.space(), box, split_hints);
        const BoxOutcome& outcome = evaluator.run();
        return (discounts ? outcome.overdrawn : outcome.turned) ? BoxVerdict::open : BoxVerdict::never;
      },
      [&prover, cause](const DatedAccount& account) { return rejected_for(prover.evaluate(account), cause); }};
  const Answer answer = prover.ask(question);
  if (answer.found == Found::none) return;
  const Model& model = prover.model();
  grammar::TextSpan span;
  const auto candidate = [&](const EffectSite& origin) {
    for (const Effect& effect : prover.effects(origin)) {
      const bool fits = discounts ? effect.kind == EffectKind::surcharge &&
                                        (effect.amount.computed || effect.amount.range.low.sign() < 0)
                                  : effect.kind == EffectKind::factor && effect.amount.computed;
      const bool counts = answer.found != Found::example || prover.matches(prover.evaluate(*answer.example), origin);
      if (fits && counts && span == grammar::TextSpan{}) span = effect.span;
    }
  };
  for (std::uint32_t index = 0; index < model.rules.size(); ++index) candidate({EffectSite::Kind::rule, index});
  for (std::uint32_t table = 0; table < model.tables.size(); ++table)
    for (std::uint32_t row = 0; row < model.tables[table].rows.size(); ++row)
      candidate({EffectSite::Kind::row, table, row});
  if (answer.found == Found::undecided)
    return prover.undecided(found, span,
                            discounts ? "discounts can come to more than 100 %" : "a factor can be below 0", answer);
  const Outcome outcome = prover.evaluate(*answer.example);
  const auto rejection = std::find_if(outcome.rejections.begin(), outcome.rejections.end(),
                                      [&](const Rejection& one) { return one.cause == cause; });
  prover.warn(found, "W0512", span, fmt::format("an account can be rejected because of {}", to_text(*rejection, model)),
              {}, prover.example(answer, question));
}

// ---------------------------------------------------------------------------------------------- calculations

std::string_view words_of(Cause cause) {
  switch (cause) {
    case Cause::by_zero: return " divides by zero";
    case Cause::undefined: return " has no value for";
    case Cause::no_day: return " is no day between";
    case Cause::not_whole: return " needs a whole number of";
    default: return " is too large to compute";
  }
}

std::string_view code_of(Cause cause) {
  switch (cause) {
    case Cause::by_zero: return "W0510";
    case Cause::too_large: return "W0509";
    default: return "W0511";
  }
}

/// Evaluates everything that evaluating an account may evaluate, results included.
void run_all(BoxEvaluator& evaluator, const Model& model) {
  if (evaluator.classes().count() == 0) return;
  evaluator.run();
  for (const Rule& rule : model.rules)
    if (rule.uses_results) evaluator.matches(rule);
  for (const Table& table : model.tables)
    if (table.uses_results && !table.rows.empty()) evaluator.matches(table, 0);
}

void calculation(const Prover& prover, const FaultSite& site, Findings& found) {
  const auto [term, cause] = site;
  const Model& model = prover.model();
  const grammar::TextSpan span = model.term(term).span;
  const std::string words = model.words(span);
  // Where a site asks for the same calculation twice, the one asked for first rejects for both.
  const auto told = [&model, users_of = prover.users_of(term), term = term, cause = cause,
                     words](const Rejection& one) {
    return one.cause == cause && std::find(users_of.begin(), users_of.end(), *one.site) != users_of.end() &&
           (*one.term == term || model.words(model.term(*one.term).span) == words);
  };
  const auto rejects = [told](const Outcome& outcome) {
    return std::any_of(outcome.rejections.begin(), outcome.rejections.end(), told);
  };
  const Question question{
      [&prover, site](const Box& box, SplitHints& split_hints) {
        SplitHints others;
        BoxEvaluator evaluator(prover.space(), box, others);
        run_all(evaluator, prover.model());
        split_hints.looked_at += others.looked_at;
        if (evaluator.evaluation().faults().count(site) == 0) return BoxVerdict::never;
        const Term& at = prover.model().term(site.first);
        if (site.second == Cause::by_zero)
          split_hints.push_back({at.operands[1], 0, Side::first, own});
        else
          split_hints.push_back({site.first, 0, Side::first, own});
        for (SplitHint& other : others) {
          other.rank += 1;  // first the calculation itself
          split_hints.push_back(other);
        }
        return BoxVerdict::open;
      },
      [&prover, rejects](const DatedAccount& account) { return rejects(prover.evaluate(account)); }};
  const auto sample = std::find_if(prover.samples().begin(), prover.samples().end(),
                                   [&](const auto& candidate) { return rejects(candidate.outcome); });
  const Answer answer =
      sample == prover.samples().end() ? prover.ask(question) : Answer{Found::example, sample->dated, std::nullopt};
  if (answer.found == Found::none) return;
  if (answer.found == Found::undecided)
    return prover.undecided(found, span, words + std::string(words_of(cause)), answer);
  // The sentence may show figures of the account, so it is made of the account that is shown.
  const DatedAccount shown = prover.simplified(answer, question);
  const Outcome outcome = prover.evaluate(shown);
  const auto rejection = std::find_if(outcome.rejections.begin(), outcome.rejections.end(), told);
  prover.warn(found, code_of(cause), span,
              fmt::format("an account can be rejected because of {}", to_text(*rejection, model)), {},
              prover.words_of(shown));
}

}  // namespace

void fault_tasks(const Prover& prover, Tasks& tasks) {
  const auto floors = limits_of(prover, EffectKind::at_least), ceilings = limits_of(prover, EffectKind::at_most);
  const auto fixed = limits_of(prover, EffectKind::exactly);
  const auto pair = [&](const PlacedLimit& a, const PlacedLimit& b, bool exact) {
    tasks.push_back([&prover, a, b, exact](Findings& found) { contradiction(prover, a, b, exact, found); });
  };
  for (const PlacedLimit& ceiling : ceilings)
    for (const PlacedLimit& floor : floors) pair(floor, ceiling, false);
  for (std::size_t b = 1; b < fixed.size(); ++b)
    for (std::size_t a = 0; a < b; ++a) pair(fixed[a], fixed[b], true);
  for (const auto* limits : {&ceilings, &fixed})
    for (const PlacedLimit& limit : *limits)
      tasks.push_back([&prover, limit](Findings& found) { below_zero(prover, limit, found); });
  for (const bool discounts : {true, false})
    tasks.push_back([&prover, discounts](Findings& found) { scaling(prover, discounts, found); });
  SplitHints split_hints;
  BoxEvaluator evaluator(prover.space(), prover.space().all(), split_hints);
  run_all(evaluator, prover.model());
  for (const FaultSite& site : evaluator.evaluation().faults())
    tasks.push_back([&prover, site](Findings& found) { calculation(prover, site, found); });
}

}  // namespace spanne::engine::proof
