// How accounts are read from a table of typed cells: which columns hold numbers, and what their texts prove.
#pragma once

#include <vector>

#include "records/cells/number_evidence.hpp"
#include "records/csv/rows.hpp"
#include "records/tables/typed_table.hpp"

namespace spanne::records {

/// The reader of one table. `model` outlives it; it stays where it is.
class AccountTable {
 public:
  explicit AccountTable(const engine::Model& model);
  AccountTable(const AccountTable&) = delete;
  AccountTable& operator=(const AccountTable&) = delete;

  const TableReader& reader() const { return reader_; }
  /// After the table has been written down: how the texts in its columns of numbers are written.
  const NumberEvidence& evidence() const { return evidence_; }

 private:
  std::vector<bool> find_numbers(const std::vector<std::string>& heads);
  void look_at(std::size_t line, const std::vector<std::string>& cells);

  const engine::Model& model_;
  TableReader reader_;
  std::vector<bool> holds_numbers_;
  NumberEvidence evidence_;
};

/// The heads of a text that a table was written down as.
std::vector<std::string> heads_of_text(const TypedTable& table);

}  // namespace spanne::records
