#include "engine/planning/portfolio_rows.hpp"

#include <utility>

namespace spanne::engine {

RowEvaluation::RowEvaluation(const Model& model, Date as_of, const PortfolioRows& rows)
    : rows_(rows), evaluator_(model, as_of), figures_(evaluator_, rows.counted) {
  if (!rows.counted.empty())
    for (const PortfolioRow& row : rows.rows) {
      if (!row.faults.empty()) continue;
      Account account = row.account;
      if (evaluator_.assign(account).empty()) figures_.add(account);
    }
  evaluator_.use_figures(figures_);
}

RowResult RowEvaluation::evaluate(std::size_t index, Trace* trace) const {
  RowResult result{row(index).account, {}};
  result.outcome = judge(result.account, row(index).faults, evaluator_, trace);
  return result;
}

std::vector<RowResult> evaluate_all(const RowEvaluation& rows, const Executor& executor) {
  std::vector<RowResult> results(rows.size());
  map_rows(rows.size(), executor, 0, [&](int&, std::size_t index) { results[index] = rows.evaluate(index); });
  return results;
}

Tally tally_of(const RowEvaluation& rows, const std::vector<RowResult>& results, const std::vector<GroupBy>& by) {
  Subtotals sums(rows.model(), nullptr, by);
  sums.break_down();
  sums.count_accounts();
  for (std::size_t index = 0; index < results.size(); ++index) {
    const auto& [account, outcome] = results[index];
    sums.add({&account, &outcome, outcome.rejected(), &rows.row(index).unreadable}, rows.row(index).line);
  }
  return sums.tally();
}

}  // namespace spanne::engine
