// Rows of results as text, straight from a block's columns and figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluate/fast.hpp"
#include "records/columns.hpp"
#include "records/results.hpp"

namespace spanne::records {

/// Counts of a unit as decimals: quickly where the unit comes out even in the decimals shown.
class FigureText {
 public:
  FigureText() = default;
  FigureText(const engine::Fraction& unit, const NumberStyle& style);
  void append(std::string& line, std::int64_t count) const;

 private:
  engine::Fraction unit_ = 1;
  NumberStyle style_;
  std::int64_t factor_ = 0;  // units of the last decimal in one count; 0: none, or too many
  std::int64_t most_ = 0;    // counts up to here stay within 64 bits
  std::uint64_t scale_ = 1;  // 10 to the power of the decimals
};

class RowText {
 public:
  /// All outlive it. `plan` may be null: then every row is a slow one.
  RowText(const engine::Model& model, const engine::Plan* plan, std::vector<ResultColumn> columns, Format format,
          const NumberStyle& style, char separator);

  /// Appends a row that is neither slow nor plain.
  void append(std::string& text, Sheaf& sheaf, std::size_t row, std::size_t line,
              const engine::BlockEvaluator& outcomes) const;
  /// Appends any other.
  void append(std::string& text, const AccountRow& row, const engine::Outcome& outcome) const;

  /// What of the outcomes the columns ask for.
  static engine::Wanted wanted(const std::vector<ResultColumn>& columns);

 private:
  struct Shown {
    ResultColumn column;
    bool is_text = false;
    std::vector<std::string> codes;  // of a cluster, choice or boolean: its cell, ready
    FigureText figure;
    const engine::Plan::Figure* from = nullptr;
  };
  void append_cell_of(std::string& text, const Shown& shown, Sheaf& sheaf, std::size_t row, std::size_t line,
                      const engine::BlockEvaluator& outcomes) const;
  void append_attribute(std::string& text, const Shown& shown, const Sheaf& sheaf, std::size_t row) const;
  void append_figure(std::string& text, const Shown& shown, std::size_t row,
                     const engine::BlockEvaluator& outcomes) const;
  void append_span(std::string& text, ResultColumn::From which, std::size_t row,
                   const engine::BlockEvaluator& outcomes) const;
  std::string ready(std::string_view cell, bool is_text) const;

  const engine::Model& model_;
  const engine::Plan* plan_;
  std::vector<Shown> columns_;
  Format format_;
  NumberStyle style_;
  char separator_;
  RowFrame frame_;
  // capacity × utilisation in the unit of totals, low and high, as fractions
  std::optional<std::pair<std::int64_t, std::int64_t>> low_load_, high_load_;
};

}  // namespace spanne::records
