// SecondTable holds the rows of a further table by their key, so that accounts find what they lack themselves.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "records/cells/values.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// Where the attributes that are read from a table stand in it; in the order of Model::attributes.
using AttributeColumns = std::vector<std::optional<std::size_t>>;
AttributeColumns attribute_columns(const engine::Model& model, const std::vector<std::string>& heads);

/// The values of some attributes in a row, as one text that no other values have; nullopt if one of them is missing or
/// cannot be read.
std::optional<std::string> joined_key(const SourceRow& row, const std::vector<engine::AttributeId>& attributes,
                                      const AttributeColumns& columns, const CellContext& context);

/// What a second table may take in memory, in bytes.
inline constexpr std::size_t largest_second_table = 400'000'000;

class SecondTable {
 public:
  /// The table has `width` columns; `keys` and `taken` are attributes that `columns` has. All outlive it.
  SecondTable(std::size_t width, const AttributeColumns& columns, std::vector<engine::AttributeId> keys,
              std::vector<engine::AttributeId> taken, const CellContext& context)
      : width_(width), columns_(columns), keys_(std::move(keys)), taken_(std::move(taken)), context_(context) {}

  /// Reads all rows. Cells that are texts become values here, in the way this table writes them: `context` says it, or,
  /// if it is cautious, the first line with a number that has one reading only, unless others contradict it.
  std::optional<AccountsError> read(RowSource& rows);

  struct Row {
    std::size_t line = 0;
    std::optional<std::size_t> other_line;  // of a second row with the same key
    bool used = false;
    std::vector<SourceCell> cells;  // of the attributes taken, in their order
  };
  /// The row with a key, which counts as used from now on; null if there is none.
  const Row* find(const std::string& key);

  /// Lines whose key is missing or cannot be read.
  const std::vector<std::size_t>& lines_without_key() const { return lines_without_key_; }
  /// How many rows no account has asked for.
  std::size_t unused() const;
  /// How its numbers are read, if one of them has decided it; else empty.
  const std::string& numbers_note() const { return numbers_note_; }

 private:
  bool add(const SourceRow& row);
  SourceCell cell_of(const SourceRow& row, engine::AttributeId id) const;
  /// The first line with a number that can have been written in this way only; nullopt if there is none.
  std::optional<std::size_t> first_line_written(NumberStyle style) const;
  NumberStyle proved_style();

  std::size_t width_;
  const AttributeColumns& columns_;
  std::vector<engine::AttributeId> keys_, taken_;
  const CellContext& context_;
  std::unordered_map<std::string, Row> rows_;
  std::vector<std::size_t> lines_without_key_;
  std::size_t size_ = 0;
  std::string numbers_note_;
};

}  // namespace spanne::records
