// Rows of an accounts file as accounts or reasons, one at a time, whatever stands in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/cells/values.hpp"
#include "records/csv/accounts.hpp"
#include "records/csv/csv.hpp"

namespace spanne::records {

/// Which column each attribute is read from, and how reasons call the attribute.
struct Layout {
  std::vector<std::string> heads;
  std::vector<std::optional<std::size_t>> columns;  // one per attribute
  std::vector<std::string> labels;                  // one per attribute
  bool typed = false;  // the text of a TypedTable: rows begin with their line, under a head that is empty
  std::vector<std::uint8_t> magnitudes = {};  // one per attribute: the power of ten of a bare number
  /// Whether the attribute is counted over all rows instead of being read.
  bool counts(engine::AttributeId id, const engine::Model& model) const {
    return model.attributes[id].figure && !columns[id];
  }
};

/// The attributes that are counted over all rows of a file laid out like this.
std::vector<engine::AttributeId> counted_figures(const engine::Model& model, const Layout& layout);

/// Finds every attribute's column by the heads of `layout`.
std::optional<AccountsError> lay_out(const engine::Model& model, Layout& layout, AccountsHeader& header);

/// The line that a row of a typed table begins with.
std::size_t line_from_text(std::string_view digits);

class RowReader {
 public:
  /// All outlive the reader.
  RowReader(const engine::Model& model, const Layout& layout, const CellStyle& style);

  /// Everything but the search for repeated keys. What is noticed in cells is added to `counts`, if it is not null.
  AccountRow read(CsvRow&& csv, CellCounts* counts = nullptr);
  /// What tells a row from others; nullopt where a part of it could not be read.
  std::optional<std::string> key(const AccountRow& row) const;
  void refuse_repeated_key(AccountRow& row, std::size_t first_line) const;

  /// Whether some number contradicts the style that the file's evidence decided.
  bool contradicted() const { return contradicted_; }

 private:
  void refuse_extra_cells(AccountRow& row) const;
  void take_marks(AccountRow& row) const;
  void read_value(AccountRow& row, engine::AttributeId id);
  void take_missing(AccountRow& row, engine::AttributeId id, std::string_view marker);
  void count(const CellValue& value) const;

  const engine::Model& model_;
  const Layout& layout_;
  CellContext context_;
  std::vector<engine::AttributeId> keys_;
  std::string key_label_;
  CellCounts* counts_ = nullptr;  // of the row that is being read
  bool contradicted_ = false;
};

}  // namespace spanne::records
