// Counts the figures of groups over the rows of a table in memory, and remembers which rows made them.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "engine/groups/figure_tables.hpp"
#include "records/csv/accounts.hpp"

namespace spanne::records {

/// The figure of a row's group, and the rows it was counted from.
struct CountedFigure {
  std::string name;
  std::string value;               // as results show it; empty where it is missing
  std::string words;               // as explanations show it
  std::size_t rows = 0;            // that count
  std::vector<std::size_t> lines;  // of the first of them, ascending
  static constexpr std::size_t max_lines = 100;
};

/// "national_kams 3: counted from 3 rows, lines 2, 5 and 9".
std::string counted_words(const CountedFigure& figure);

/// Rows are added as they were read, before their evaluation; those with faults do not count.
class FigureRows {
 public:
  /// `evaluator` outlives it. `figures`: see AccountsHeader::counted.
  FigureRows(const engine::Evaluator& evaluator, std::vector<engine::AttributeId> figures)
      : evaluator_(evaluator), tables_(evaluator, std::move(figures)) {}

  void add(const AccountRow& row);
  bool any() const { return !tables_.figures().empty(); }
  const engine::FigureTables& tables() const { return tables_; }
  std::vector<std::string> notes() const { return tables_.notes(); }

  /// From now on the lines of rows are remembered, four bytes a row and figure.
  void keep_lines() { keeps_lines_ = true; }
  /// What an account that has been given its figures owes them to.
  std::vector<CountedFigure> counted_for(const engine::Account& account) const;

 private:
  void note_lines(std::size_t line, const engine::Account& account);

  const engine::Evaluator& evaluator_;
  engine::FigureTables tables_;
  bool keeps_lines_ = false;
  std::map<engine::AttributeId, std::map<std::string, std::vector<std::uint32_t>>> lines_;  // by figure and group
};

}  // namespace spanne::records
