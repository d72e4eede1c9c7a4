// SummaryRowFinder finds the rows of a table that are no accounts: totals, subtotals, and small print under the table.
//
// A row is a total only if the arithmetic says so. It is left out if all of these hold: each of its number columns that
// is filled is the sum of that column above (back to the beginning, or to some subtotal), one of them is not zero, at
// least two rows stand above, a key or the owner is blank or has a word for a total, it could not be an account all the
// same, and it is the last row with data or has a word for a total. It could be one if no key is blank, nothing that
// has to be there is missing, and it has a value of a choice or a yes or no, or a key without such a word; unless a key
// or the owner says nothing but "Total". So no effort is dropped because of a coincidence of numbers. Small print is
// what follows the last account with one cell of at least three, unless accounts of this table are written so.
// Everything else is an account; what merely looks like a total is pointed out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/csv/rows.hpp"

namespace spanne::records {

/// What of a table is no account.
struct SummaryRows {
  std::vector<std::size_t> lines;  // ascending
  std::vector<std::string> notes;  // sentences
};

/// The columns in which a row would be called a total: those of keys and of the owner; the first where there are none.
std::vector<std::size_t> naming_columns(const engine::Model& model, const Layout& layout);

class SummaryRowFinder {
 public:
  /// All outlive it. `keeps_totals`: only small print is looked for.
  SummaryRowFinder(const engine::Model& model, const Layout& layout, const CellContext& context, bool keeps_totals);

  /// The next row that is not blank, in the order of the table.
  void add(const CsvRow& row);
  /// After all rows.
  SummaryRows finish();

  /// Whether a table that ends in the rows added so far may end in a total or small print. They need not begin where
  /// the table does: a total of more rows is at least the sum of fewer, unless some are negative.
  bool may_end_in_summary() const;

 private:
  struct NumberColumn {
    std::size_t column;
    const engine::Attribute* attribute;  // null: nobody reads it
    std::uint8_t magnitude = 0;          // of its bare numbers
    bool is_broken = false;              // some cell is no number, or the sum is too large
  };
  using Numbers = std::vector<std::optional<std::int64_t>>;  // one a number column, in millionths
  /// A column that an attribute is read from.
  struct ReadColumn {
    std::size_t column;
    const engine::Attribute* attribute;
  };
  /// A row that may yet turn out to be the last one.
  struct Row {
    std::size_t line = 0;
    bool is_candidate = false;    // a key or the owner is blank or has a word for a total, and it can be no account
    bool has_total_word = false;  // in any cell
    bool is_only_total = false;   // a cell that tells accounts apart says nothing but "Total"
    Numbers numbers;
  };
  /// The sums of all accounts before some row.
  struct Sums {
    std::size_t rows = 0;
    std::vector<std::int64_t> of;
  };

  void add(std::size_t line, const std::vector<std::string>& cells);
  void add_row(const Row& row);
  void add_account(const Row& row);
  Row examine(std::size_t line, const std::vector<std::string>& cells);
  bool is_blank_in(const ReadColumn& read, const std::vector<std::string>& cells) const;
  bool can_be_account(const std::vector<std::string>& cells, bool is_named_total) const;
  std::optional<std::int64_t> number_in(NumberColumn& column, const std::vector<std::string>& cells);
  bool is_sum_since(const Row& row, const Sums& start) const;
  bool is_total(const Row& row) const;
  void take_small_print_as_rows();
  void point_out(SummaryRows& found);

  const CellContext context_;
  const bool keeps_totals_;
  const bool typed_;  // each row begins with its line, which is no cell of the table
  std::size_t width_;
  std::vector<std::size_t> naming_columns_;
  std::vector<NumberColumn> number_columns_;
  std::vector<ReadColumn> read_columns_;
  bool has_key_ = false;
  Sums sums_;
  std::vector<Sums> starts_;  // where a total may begin: at the top, after each subtotal
  std::optional<Row> last_;   // the last row that is not small print
  std::vector<Row> small_print_;
  bool accounts_have_one_cell_ = false;
  std::vector<std::size_t> totals_, called_totals_;
  std::vector<std::size_t> doubtful_;  // have the sums of rows above, but were taken as accounts
};

}  // namespace spanne::records
