// How accounts are read from a table of typed cells: which columns hold numbers, and which rows are no accounts.
#pragma once

#include <optional>

#include "records/csv/rows.hpp"
#include "records/tables/summary_rows.hpp"
#include "records/tables/table_options.hpp"
#include "records/tables/typed_table.hpp"

namespace spanne::records {

/// The reader of one table. `model` outlives it; it stays where it is.
class AccountTable {
 public:
  AccountTable(const engine::Model& model, const TableOptions& options);
  AccountTable(const AccountTable&) = delete;
  AccountTable& operator=(const AccountTable&) = delete;

  const TableReader& reader() const { return reader_; }
  /// After the table has been written down: the rows that are no accounts.
  SummaryRows summary_rows();

 private:
  std::vector<bool> take_heads(const std::vector<std::string>& heads);

  const engine::Model& model_;
  const bool keeps_totals_;
  const NumberStyleIn numbers_;
  TableReader reader_;
  Layout layout_;  // of the table's own columns
  std::optional<SummaryRowFinder> finder_;
};

/// The heads of a text that a table was written down as.
std::vector<std::string> heads_of_text(const TypedTable& table);

}  // namespace spanne::records
