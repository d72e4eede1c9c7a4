// A chunk of an accounts file as columns: what is written plainly is read without copying, the rest cell by cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluate/block.hpp"
#include "records/rows.hpp"
#include "records/scan.hpp"

namespace spanne::records {

/// Rows of a chunk in a block, and where each came from.
struct Sheaf {
  explicit Sheaf(const std::vector<engine::Lane>& lanes) : block(lanes) {}

  engine::Block block;
  Cells cells;
  std::string_view text;
  bool line_breaks = false;          // some row may have a line end inside quotes
  std::vector<std::uint32_t> rows;   // of each of the block's rows, its place in `cells`
  std::vector<std::uint32_t> lines;  // of each of the block's rows, counted from the chunk's first
  engine::Mask slow;                 // rows that have to be read again by RowReader, which knows what to say of them
  std::size_t rounded = 0;           // numbers with more than six decimals, in rows that are not slow
  std::deque<std::string> copies;    // texts that do not stand in the chunk as they are meant

  /// A cell of a row of the block with its quotation marks resolved; empty where the row is too short.
  std::string_view cell(std::size_t row, std::size_t column, char separator);
};

class ColumnReader {
 public:
  /// All outlive the reader. `lanes`: which attributes are kept; all are read, so that faults come to light.
  ColumnReader(const engine::Model& model, const Layout& layout, NumberStyleIn numbers, char separator,
               const std::vector<engine::Lane>& lanes);

  /// All rows of `sheaf.cells` that are not blank.
  void read(Sheaf& sheaf) const;
  /// What tells a row from others, in an order of bytes; nothing where a part is missing. Only for rows that are not
  /// slow.
  bool key(const Sheaf& sheaf, std::size_t row, std::string& key) const;
  bool has_keys() const { return !keys_.empty(); }

 private:
  struct Field {
    const engine::Attribute* attribute = nullptr;
    engine::AttributeId id = 0;
    std::optional<std::size_t> column;
    engine::Lane lane = engine::Lane::none, own_lane = engine::Lane::none;
    std::int64_t low = 0, high = 0;  // in the lane's unit, both included
    std::vector<std::string> values;  // of a choice
    int shift = 0;                    // of a percentage
    bool whole_bounds = false;        // of whole numbers
  };

  bool read_row(Sheaf& sheaf, std::size_t row, std::size_t place) const;
  bool read_field(Sheaf& sheaf, const Field& field, std::size_t row, std::string_view cell) const;
  bool read_plainly(const Field& field, std::string_view cell, std::int64_t& count) const;
  bool read_cell_by_cell(Sheaf& sheaf, const Field& field, std::size_t row, std::string_view cell) const;
  bool plain_number(std::string_view cell, int shift, std::int64_t& millionths) const;
  bool blank(const Sheaf& sheaf, std::size_t place) const;
  static std::uint32_t lines_of(const Sheaf& sheaf, std::size_t place);

  const engine::Model& model_;
  const Layout& layout_;
  CellContext context_;
  char separator_, point_;
  std::vector<Field> fields_;
  std::vector<engine::AttributeId> keys_;
};

}  // namespace spanne::records
