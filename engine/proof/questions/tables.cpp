// The questions about tables: at most one row of a `unique` table fits, and a lookup has a value for every account.
#include <algorithm>
#include <fmt/format.h>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {
namespace {

/// Looks for an account that two rows fit. That another cell of the table may reject it is not asked: the rows would
/// still overlap once that is mended.
Question overlap(const Prover& prover, TableId id, std::uint32_t first, std::uint32_t second) {
  const Table& table = prover.model().tables[id];
  const bool lookup = !table.derived.empty();
  std::vector<Constraint> constraints{{Constraint::Kind::holds, table.rows[first].conditions},
                                      {Constraint::Kind::holds, table.rows[second].conditions}};
  if (!lookup) constraints.push_back({Constraint::Kind::concerned, {}, {EffectSite::Kind::row, id, first}});
  return {[&prover, &table, first, second, lookup](const Box& box, SplitHints& split_hints) {
            BoxEvaluator evaluator(prover.space(), box, split_hints);
            BoxVerdict all = BoxVerdict::always;
            for (const std::uint32_t row : {first, second}) {
              const BoxVerdict row_verdict = verdict(evaluator.evaluation().all_of(table.rows[row].conditions));
              if (row_verdict == BoxVerdict::never) return row_verdict;
              if (row_verdict == BoxVerdict::open) all = row_verdict;
            }
            if (lookup) return all;
            const BoxVerdict concerned = verdict(evaluator.concerns(table.scope, table.period));
            return all == BoxVerdict::always || concerned == BoxVerdict::never ? concerned : all;
          },
          [&prover, &table, first, second, lookup](const DatedAccount& account) {
            return prover.holds_all(account, table.rows[first].conditions) &&
                   prover.holds_all(account, table.rows[second].conditions) &&
                   (lookup || prover.concerns(table.scope, table.period, account, prover.evaluate(account)));
          },
          std::move(constraints)};
}

/// The same where cells ask for results: what these are, and whether two rows fit, only an evaluation knows. So an
/// account that a cell rejects before does not count.
Question overlap_by_results(const Prover& prover, TableId id, std::uint32_t first, std::uint32_t second) {
  const Table& table = prover.model().tables[id];
  return {[&prover, &table, first, second](const Box& box, SplitHints& split_hints) {
            BoxEvaluator evaluator(prover.space(), box, split_hints);
            if (!evaluator.run().accepted) return BoxVerdict::never;
            for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
              const Truths fits = evaluator.evaluation().all_of(table.rows[row].conditions);
              const bool rejects = fits.fault && fits.decided();
              if (rejects || (!fits.yes && (row == first || row == second))) return BoxVerdict::never;
            }
            return evaluator.concerns(table.scope, table.period).yes ? BoxVerdict::open : BoxVerdict::never;
          },
          [&prover, id](const DatedAccount& account) {
            const Outcome outcome = prover.evaluate(account);
            return std::any_of(outcome.rejections.begin(), outcome.rejections.end(), [id](const Rejection& rejection) {
              return rejection.cause == Rejection::Cause::several_rows && rejection.others.front().index == id;
            });
          }};
}

void overlaps(const Prover& prover, TableId id, std::uint32_t second, Findings& found) {
  const Table& table = prover.model().tables[id];
  for (std::uint32_t first = 0; first < second; ++first) {
    const Question question =
        table.uses_results ? overlap_by_results(prover, id, first, second) : overlap(prover, id, first, second);
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
