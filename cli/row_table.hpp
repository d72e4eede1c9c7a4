// RowTable shows all rows of an accounts file in the terminal; it keeps them in memory.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/portfolio/portfolio.hpp"
#include "engine/semantics/evaluate.hpp"
#include "records/csv/figure_rows.hpp"
#include "records/results/results.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/stream.hpp"
#include "report/views.hpp"

namespace spanne::cli {

class RowTable {
 public:
  /// `evaluator` must outlive the object.
  explicit RowTable(const engine::Evaluator& evaluator);

  /// Reads all rows and evaluates them. `on_header` is called before the first.
  std::optional<records::StreamError> read(const std::string& path, const records::TableOptions& options,
                                           const std::function<void(const records::AccountsHeader&)>& on_header);

  /// The summary of all rows; the tally is by owner if the rule set has owners, and counts accounts.
  const records::StreamSummary& summary() const { return summary_; }
  const std::vector<engine::GroupBy>& by() const { return by_; }
  std::optional<records::UnknownOwner> unknown_owner(const std::unordered_set<std::string>& known) const;

  /// The table with the requested columns.
  std::string text(const std::vector<records::ResultColumn>& columns, const records::FigureStyle& style,
                   const report::Screen& screen) const;
  /// Collects what is shown of every row, and the load of each owner.
  std::string text(const engine::Portfolio& portfolio, const report::Screen& screen) const;

 private:
  struct Row {
    records::AccountRow read;  // without its reasons, which are in the outcome
    engine::Outcome outcome;
  };
  void evaluate(const records::FigureRows& figures);

  const engine::Evaluator& evaluator_;
  const engine::Model& model_;
  std::vector<engine::GroupBy> by_;
  std::vector<Row> rows_;
  records::StreamSummary summary_;
};

}  // namespace spanne::cli
