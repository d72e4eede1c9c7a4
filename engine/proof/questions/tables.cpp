// The questions about tables: at most one row of a `unique` table fits, and a lookup has a value for every account.
#include <algorithm>
#include <fmt/format.h>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {
namespace {

/// Whether every cell of a table that is evaluated has a value. If one has none, the account is rejected for that
/// reason, whether or not two rows fit it.
BoxVerdict all_evaluated(BoxEvaluation& evaluation, const Table& table) {
  BoxVerdict all = BoxVerdict::always;
  for (const Row& row : table.rows) {
    const Truths fits = evaluation.all_of(row.conditions);
    if (!fits.fault) continue;
    if (fits.decided()) return BoxVerdict::never;
    all = BoxVerdict::open;
  }
  return all;
}

/// Looks for an account that two rows fit.
Question overlap(const Prover& prover, TableId id, std::uint32_t first, std::uint32_t second) {
  const Table& table = prover.model().tables[id];
  const bool lookup = !table.derived.empty();
  std::vector<Constraint> constraints{{Constraint::Kind::holds, table.rows[first].conditions},
                                      {Constraint::Kind::holds, table.rows[second].conditions}};
  if (!lookup) constraints.push_back({Constraint::Kind::concerned, {}, {EffectSite::Kind::row, id, first}});
  if (table.uses_results) constraints.clear();
  return {[&prover, &table, first, second, lookup](const Box& box, SplitHints& split_hints) {
            BoxEvaluator evaluator(prover.space(), box, split_hints);
            if (table.uses_results && !evaluator.run().accepted) return BoxVerdict::never;
            BoxVerdict all = BoxVerdict::always;
            for (const std::uint32_t row : {first, second}) {
              const BoxVerdict row_verdict = verdict(evaluator.evaluation().all_of(table.rows[row].conditions));
              if (row_verdict == BoxVerdict::never) return row_verdict;
              if (row_verdict == BoxVerdict::open) all = row_verdict;
            }
            const BoxVerdict evaluated = lookup ? BoxVerdict::always : all_evaluated(evaluator.evaluation(), table);
            if (evaluated == BoxVerdict::never) return evaluated;
            if (evaluated == BoxVerdict::open) all = evaluated;
            const BoxVerdict concerned =
                lookup ? BoxVerdict::always : verdict(evaluator.concerns(table.scope, table.period));
            if (concerned == BoxVerdict::never) return concerned;
            // An earlier rejection would hide the overlap.
            return all == BoxVerdict::always && !table.uses_results ? concerned : BoxVerdict::open;
          },
          [&prover, &table, id, first, second, lookup](const DatedAccount& account) {
            if (lookup)
              return prover.holds_all(account, table.rows[first].conditions) &&
                     prover.holds_all(account, table.rows[second].conditions);
            const Outcome outcome = prover.evaluate(account);
            const bool told =
                std::any_of(outcome.rejections.begin(), outcome.rejections.end(), [id](const Rejection& rejection) {
                  return rejection.cause == Rejection::Cause::several_rows && rejection.others.front().index == id;
                });
            return told && (table.uses_results || (prover.holds_all(account, table.rows[first].conditions) &&
                                                   prover.holds_all(account, table.rows[second].conditions)));
          },
          std::move(constraints), lookup};
}

void overlaps(const Prover& prover, TableId id, std::uint32_t second, Findings& found) {
  const Table& table = prover.model().tables[id];
  for (std::uint32_t first = 0; first < second; ++first) {
    const Question question = overlap(prover, id, first, second);
    const Answer answer = prover.ask(question);
    const Row &above = table.rows[first], &below = table.rows[second];
    if (prover.disagree(found, below.span, answer) || answer.found == Found::none) continue;
    if (answer.found == Found::undecided) {
      prover.undecided(found, below.span, fmt::format("{} and {} can both fit", above.id, below.id), answer);
      continue;
    }
    prover.warn(found, "W0505", below.span,
                fmt::format("{} and {} can both fit an account, which is rejected then", above.id, below.id),
                fmt::format("part them, or let the first that fits count: table {} first", table.name),
                prover.example(answer, question), {{above.span, "the other row"}});
    return;  // one example for each row is enough
  }
}

void gap(const Prover& prover, TableId id, Findings& found) {
  const Table& table = prover.model().tables[id];
  const Question question{[&prover, &table](const Box& box, SplitHints& split_hints) {
                            BoxEvaluation evaluation(prover.space(), box, split_hints);
                            const Fits fits = evaluation.fits_of(table);
                            if (!fits.none) return BoxVerdict::never;
                            return fits.rows.empty() && !fits.fault ? BoxVerdict::always : BoxVerdict::open;
                          },
                          [&prover, &table](const DatedAccount& account) {
                            const auto rows = prover.fitting_rows(account, table);
                            return rows && rows->empty();
                          },
                          {{Constraint::Kind::no_row, {}, {EffectSite::Kind::row, id, 0}}}};
  const Answer answer = prover.ask(question);
  if (prover.disagree(found, table.span, answer) || answer.found == Found::none) return;
  const std::string& value = table.derived.front().name;
  if (answer.found == Found::undecided)
    return prover.undecided(found, table.span, fmt::format("the table {} has a row for every account", table.name),
                            answer);
  prover.warn(found, "W0506", table.span,
              fmt::format("the table {} has no row for some accounts, so {} has no value there", table.name, value),
              "end the table with a row: | otherwise || … |", prover.example(answer, question));
}

}  // namespace

void table_tasks(const Prover& prover, Tasks& tasks) {
  for (TableId id = 0; id < prover.model().tables.size(); ++id) {
    const Table& table = prover.model().tables[id];
    if (!prover.ever(table.period)) continue;
    if (table.policy == TablePolicy::unique)
      for (std::uint32_t row = 1; row < table.rows.size(); ++row)
        if (!table.rows[row].otherwise)
          tasks.push_back([&prover, id, row](Findings& found) { overlaps(prover, id, row, found); });
    if (!table.derived.empty() && table.policy != TablePolicy::sum)
      tasks.push_back([&prover, id](Findings& found) { gap(prover, id, found); });
  }
}

}  // namespace spanne::engine::proof
