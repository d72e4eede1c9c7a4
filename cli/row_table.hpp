// What a terminal shows of a file of accounts: all its rows, kept in memory, one below the other.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/portfolio/portfolio.hpp"
#include "engine/semantics/evaluate.hpp"
#include "records/io/account_files.hpp"
#include "records/results/results.hpp"
#include "records/stream/stream.hpp"
#include "report/views.hpp"

namespace spanne::cli {

class RowTable {
 public:
  /// `evaluator` outlives it.
  explicit RowTable(const engine::Evaluator& evaluator);

  /// Reads all rows and evaluates them. `on_header` is called before the first.
  std::optional<records::StreamError> read(const std::string& path, records::Locale locale,
                                           const std::function<void(const records::AccountsHeader&)>& on_header);

  /// What is said about all rows; the tally is by owner, where the rule set knows owners, with accounts counted.
  const records::StreamSummary& summary() const { return summary_; }
  const std::vector<engine::GroupBy>& by() const { return by_; }
  std::optional<records::UnknownOwner> unknown_owner(const std::unordered_set<std::string>& known) const;

  /// The columns asked for.
  std::string text(const std::vector<records::ResultColumn>& columns, const records::NumberStyle& style,
                   const report::Screen& screen) const;
  /// What matters of every row, and what each owner has to carry.
  std::string text(const engine::Portfolio& portfolio, const report::Screen& screen) const;

 private:
  struct Row {
    records::AccountRow read;  // without its reasons, which the outcome has
    engine::Outcome outcome;
  };
  void add(records::AccountRow&& read);

  const engine::Evaluator& evaluator_;
  const engine::Model& model_;
  std::vector<engine::GroupBy> by_;
  std::vector<Row> rows_;
  records::StreamSummary summary_;
};

}  // namespace spanne::cli
