// Rows of results as text, straight from a block's columns and figures.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/columns/block_evaluator.hpp"
#include "records/cells/match_text.hpp"
#include "records/results/line.hpp"
#include "records/results/results.hpp"
#include "records/stream/columns.hpp"
#include "records/stream/text/effort_text.hpp"
#include "records/stream/text/text_memory.hpp"

namespace spanne::records {

class RowText {
 public:
  /// All outlive it. `plan` may be null: then every row is a slow one.
  RowText(const engine::Model& model, const engine::Plan* plan, std::vector<ResultColumn> columns, Format format,
          const NumberStyle& style, char separator);

  /// The same where the columns are only some of a row's: those of `frame` from `first` on.
  RowText(const engine::Model& model, const engine::Plan* plan, std::vector<ResultColumn> columns, Format format,
          const NumberStyle& style, char separator, RowFrame frame, std::size_t first);

  /// What a thread has written and may write again: one for each group of columns that say the same effort.
  using Memory = std::vector<TextMemory>;
  Memory memory() const;

  /// Appends a row that is neither slow nor plain.
  void append(LineBuffer& line, RowBatch& batch, std::size_t row, std::size_t number,
              const engine::BlockEvaluator& outcomes, Memory& memory) const;
  /// Only its cells and what stands before each.
  void append_cells(LineBuffer& line, RowBatch& batch, std::size_t row, std::size_t number,
                    const engine::BlockEvaluator& outcomes, Memory& memory) const;
  /// Appends any other.
  void append(LineBuffer& line, const AccountRow& row, const engine::Outcome& outcome) const;
  void append_cells(LineBuffer& line, const AccountRow& row, const engine::Outcome& outcome) const;

  /// What of the outcomes the columns ask for.
  static engine::Wanted wanted(const std::vector<ResultColumn>& columns);

 private:
  /// A short cell and what stands before it.
  struct Piece {
    std::array<char, 32> text{};
    std::size_t size = 0;
  };
  struct Shown {
    ResultColumn column;
    bool is_text = false;
    std::string before;              // what stands before the cell
    std::vector<std::string> codes;  // of a cluster, choice or boolean: its cell, ready
    std::vector<Piece> pieces;       // the same, unless one is too long
    const engine::Plan::Figure* from = nullptr;
  };
  /// Columns next to one another that are written at once. `other`: those that always take longer.
  struct Group {
    enum Kind { fixed, effort, figure, cluster, code, text, flags, rule_count, line, other } kind = other;
    std::size_t first = 0, end = 0;  // columns
    Piece before;                    // where it is one column
    std::string cells;               // fixed
    std::size_t effort_place = 0;
  };
  Shown shown(ResultColumn column, std::string before) const;
  std::vector<std::string> codes_of(const ResultColumn& column) const;
  const engine::Plan::Figure* effort_of(const ResultColumn& column) const;
  Group::Kind kind_of(const Shown& shown) const;
  void group_columns();
  static bool fits(std::string_view before) { return before.size() <= sizeof(Piece::text); }
  static std::vector<Piece> pieces_of(std::string_view before, const std::vector<std::string>& cells);
  char* write_cells(LineBuffer& line, RowBatch& batch, std::size_t row, std::size_t number,
                    const engine::BlockEvaluator& outcomes, Memory& memory) const;
  char* write_quickly(char* at, const Group& group, const RowBatch& batch, std::size_t row, std::size_t number,
                      const engine::BlockEvaluator& outcomes, Memory& memory) const;
  char* write_effort(char* at, std::size_t place, std::size_t row, const engine::BlockEvaluator& outcomes,
                     Memory& memory) const;
  void append_cell_of(LineBuffer& line, const Shown& shown, RowBatch& batch, std::size_t row, std::size_t number,
                      const engine::BlockEvaluator& outcomes) const;
  void append_attribute(LineBuffer& line, const Shown& shown, const RowBatch& batch, std::size_t row) const;
  void append_effort(LineBuffer& line, const Shown& shown, std::size_t row,
                     const engine::BlockEvaluator& outcomes) const;
  void append_rules(LineBuffer& line, std::size_t row, const engine::BlockEvaluator& outcomes) const;
  void append_flags(LineBuffer& line, std::size_t row, const engine::BlockEvaluator& outcomes) const;
  void put(LineBuffer& line, std::string_view cell, bool is_text) const;

  const engine::Model& model_;
  const engine::Plan* plan_;
  std::vector<Shown> columns_;
  std::vector<Group> groups_;
  std::vector<EffortText> efforts_;
  Format format_;
  NumberStyle style_;
  char separator_;
  RowFrame frame_;
  std::string_view end_;          // of a row in which something stands
  std::size_t quick_room_ = 0;    // of a row's cells that are written quickly, and of its end
  std::vector<std::string> ids_;  // of the plan's matches
  bool plain_ids_ = true;         // none of them has to be escaped
  MatchText matches_;             // where that is so
};

}  // namespace spanne::records
