// What a guideline makes of the accounts that are loaded for it, statement by statement: worked out in slices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/planning/account_shares.hpp"
#include "engine/planning/result_table.hpp"
#include "library/portfolio_arguments.hpp"

namespace spanne::service {

/// What one cluster, rule or row of a table has to do with the accounts.
struct StatementFigures {
  std::size_t accounts = 0;    // of a cluster those in it, else those that it matches
  engine::TotalSum low, high;  // FTE: of a cluster their whole effort, else what it adds to them; the ends may cross
  engine::Fraction middle() const;
};

/// One text's accounts, on one day. The figures are those of `eval --by rule`, in the order of the file.
class PortfolioWork {
 public:
  explicit PortfolioWork(library::PortfolioArguments portfolio);
  PortfolioWork(const PortfolioWork&) = delete;
  PortfolioWork& operator=(const PortfolioWork&) = delete;

  const engine::Model& model() const { return portfolio_.model(); }
  const library::PortfolioArguments& portfolio() const { return portfolio_; }

  bool done() const { return rows_ != nullptr && next_ == rows_->size(); }
  /// Goes on for about `steps` steps; returns how many it took.
  std::uint64_t go_on(std::uint64_t steps);

  // Once it is done:
  std::size_t accepted() const { return accepted_; }
  std::size_t rejected() const { return rows_->size() - accepted_; }
  const StatementFigures& all() const { return all_; }
  /// Of a cluster, a rule, or a row of an effect table; null for anything else.
  const StatementFigures* of(const engine::StatementRef& statement) const;

 private:
  void add_row(std::size_t index);

  library::PortfolioArguments portfolio_;
  engine::ContributionSources sources_;
  std::unique_ptr<engine::RowEvaluation> rows_;  // made with the first step
  std::size_t next_ = 0, accepted_ = 0;
  StatementFigures all_;
  std::vector<StatementFigures> figures_;  // by SourceId
};

/// "37 of 412 accounts, +2.1 FTE"; of a cluster "120 of 412 accounts, 45.2 FTE".
std::string words_of(const StatementFigures& figures, const engine::StatementRef& statement, const PortfolioWork& work);
/// "accounts.csv: 412 accounts, 3 rejected, 45.2 FTE as of 2026-07-01".
std::string words_of_all(const PortfolioWork& work, const std::string& accounts_name);

}  // namespace spanne::service
