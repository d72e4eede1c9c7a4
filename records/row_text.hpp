// Rows of results as text, straight from a block's columns and figures.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluate/fast.hpp"
#include "records/columns.hpp"
#include "records/figure_text.hpp"
#include "records/line.hpp"
#include "records/match_text.hpp"
#include "records/results.hpp"

namespace spanne::records {

class RowText {
 public:
  /// All outlive it. `plan` may be null: then every row is a slow one.
  RowText(const engine::Model& model, const engine::Plan* plan, std::vector<ResultColumn> columns, Format format,
          const NumberStyle& style, char separator);

  /// The same where the columns are only some of a row's: those of `frame` from `first` on.
  RowText(const engine::Model& model, const engine::Plan* plan, std::vector<ResultColumn> columns, Format format,
          const NumberStyle& style, char separator, RowFrame frame, std::size_t first);

  /// Appends a row that is neither slow nor plain.
  void append(Line& line, Sheaf& sheaf, std::size_t row, std::size_t number,
              const engine::BlockEvaluator& outcomes) const;
  /// Only its cells and what stands before each.
  void append_cells(Line& line, Sheaf& sheaf, std::size_t row, std::size_t number,
                    const engine::BlockEvaluator& outcomes) const;
  /// Appends any other.
  void append(Line& line, const AccountRow& row, const engine::Outcome& outcome) const;
  void append_cells(Line& line, const AccountRow& row, const engine::Outcome& outcome) const;

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
    FigureText figure;
    const engine::Plan::Figure* from = nullptr;
  };
  static std::vector<Piece> pieces_of(std::string_view before, const std::vector<std::string>& cells);
  char* write_quickly(char* at, const Shown& shown, const Sheaf& sheaf, std::size_t row,
                      const engine::BlockEvaluator& outcomes) const;
  void append_cell_of(Line& line, const Shown& shown, Sheaf& sheaf, std::size_t row, std::size_t number,
                      const engine::BlockEvaluator& outcomes) const;
  void append_attribute(Line& line, const Shown& shown, const Sheaf& sheaf, std::size_t row) const;
  std::optional<std::int64_t> count_of(const Shown& shown, std::size_t row,
                                       const engine::BlockEvaluator& outcomes) const;
  void append_figure(Line& line, const Shown& shown, std::size_t row, const engine::BlockEvaluator& outcomes) const;
  void append_rules(Line& line, std::size_t row, const engine::BlockEvaluator& outcomes) const;
  void append_span(Line& line, ResultColumn::From which, std::size_t row, const engine::BlockEvaluator& outcomes) const;
  void put(Line& line, std::string_view cell, bool is_text) const;
  std::string ready(std::string_view cell, bool is_text) const;

  const engine::Model& model_;
  const engine::Plan* plan_;
  std::vector<Shown> columns_;
  Format format_;
  NumberStyle style_;
  char separator_;
  RowFrame frame_;
  std::size_t quick_room_ = 0;    // of a row's cells that are written quickly
  std::vector<std::string> ids_;  // of the plan's matches
  bool plain_ids_ = true;         // none of them has to be escaped
  MatchText matches_;             // where that is so
  // capacity × utilisation in the unit of totals, low and high, as fractions
  std::optional<std::pair<std::int64_t, std::int64_t>> low_load_, high_load_;
};

}  // namespace spanne::records
