// A chunk of an accounts file as columns: what is written plainly is read without copying, the rest cell by cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/columns/block.hpp"
#include "records/cells/word_table.hpp"
#include "records/csv/rows.hpp"
#include "records/csv/scan.hpp"

namespace spanne::records {

/// Rows of a chunk in a block, and where each came from. Row i of the block is row i of the cells.
struct RowBatch {
  explicit RowBatch(const std::vector<engine::ColumnKind>& column_kinds) : block(column_kinds) {}

  engine::Block block;
  Cells cells;
  std::string_view text;
  bool line_breaks = false;          // some row may have a line end inside quotes
  bool regular = true;               // as in WholeRows
  std::vector<std::uint32_t> lines;  // of each row, counted from the chunk's first
  engine::Mask fallback;             // rows that have to be read again by RowReader, which knows what to say of them
  engine::Mask blank;                // of these, rows in which nothing stands: they are passed over
  /// What was noticed in a cell: an attribute's default was taken, or (from the number of attributes on) a word for
  /// nothing was read.
  struct Noticed {
    std::uint32_t row, what;
  };
  std::vector<Noticed> noticed;    // of rows that are not in `fallback`, and some that are; in no order
  bool needed_style = false;       // as in CellCounts
  std::deque<std::string> copies;  // texts that do not stand in the chunk as they are meant

  /// A cell with its quotation marks resolved; empty where the row is too short.
  std::string_view cell(std::size_t row, std::size_t column, char separator);
};

class ColumnReader {
 public:
  /// All outlive the reader. `column_kinds`: which attributes are kept; all are read, so
  /// that faults are found.
  ColumnReader(const engine::Model& model, const Layout& layout, const CellStyle& style, char separator,
               const std::vector<engine::ColumnKind>& column_kinds);

  /// Reads all rows of `batch.cells`, of which there are at most as many as a block holds.
  void read(RowBatch& batch) const;
  /// What tells a row from others, in an order of bytes; nullopt where a part is missing. Only for rows that are
  /// not in `fallback`. `buffer` holds the key if it has to be joined.
  std::optional<std::string_view> key(const RowBatch& batch, std::size_t row, std::string& buffer) const;
  bool has_keys() const { return !keys_.empty(); }

 private:
  struct Field {
    const engine::Attribute* attribute = nullptr;
    engine::AttributeId id = 0;
    std::optional<std::size_t> column;
    engine::ColumnKind column_kind = engine::ColumnKind::none;
    std::int64_t low = -std::numeric_limits<std::int64_t>::max();  // in millionths, both included
    std::int64_t high = std::numeric_limits<std::int64_t>::max();
    std::uint8_t magnitude = 0;  // of a bare number, and ten to the power of it
    std::int64_t scale = 1;
    WordTable words;                  // of a choice or boolean
    std::vector<std::int16_t> codes;  // of the words
  };

  void read_column(RowBatch& batch, const Field& field) const;
  template <class Read>
  void each_cell(RowBatch& batch, const Field& field, const Read& read) const;
  template <class Read>
  void one_cell(RowBatch& batch, const Field& field, std::size_t row, const Read& read) const;
  void read_texts(RowBatch& batch, const Field& field) const;
  void read_words(RowBatch& batch, const Field& field) const;
  void read_numbers(RowBatch& batch, const Field& field) const;
  void read_closely(RowBatch& batch, const Field& field, std::size_t row) const;
  bool read_field(RowBatch& batch, const Field& field, std::size_t row, std::string_view cell) const;
  bool take_missing(RowBatch& batch, const Field& field, std::size_t row) const;
  void note(RowBatch& batch, std::size_t row, std::size_t what) const;
  static void count_lines(RowBatch& batch);
  bool is_blank(const RowBatch& batch, std::size_t row) const;
  void find_blank_rows(RowBatch& batch) const;
  bool has_stray_text(const RowBatch& batch, std::size_t row) const;

  const engine::Model& model_;
  const Layout& layout_;
  CellContext context_;
  char separator_, point_;
  bool quick_numbers_;  // no word for nothing looks like a number
  std::vector<Field> fields_;
  std::vector<engine::AttributeId> keys_;
  bool needs_nothing_ = true;  // a row in which nothing stands could be read
};

}  // namespace spanne::records
