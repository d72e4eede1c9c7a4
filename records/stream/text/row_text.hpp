// Rows of results as text, straight from a block's columns and figures.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/columns/block_evaluator.hpp"
#include "records/results/figure_text.hpp"
#include "records/results/results.hpp"
#include "records/stream/columns.hpp"
#include "records/stream/text/span_text.hpp"

namespace spanne::records {

class RowText {
 public:
  /// All outlive it. `plan` may be null: then every row is a fallback row.
  RowText(const engine::Model& model, const engine::Plan* plan, std::vector<ResultColumn> columns, Format format,
          const FigureStyle& style, char separator);

  /// Appends a row whose outcome a block has.
  void append(LineBuffer& line, RowBatch& batch, std::size_t row, std::size_t number,
              const engine::BlockEvaluator& outcomes) const;
  /// Appends any other.
  void append(LineBuffer& line, const AccountRow& row, const engine::Outcome& outcome) const;

  /// What of the outcomes the columns ask for.
  static engine::Wanted wanted(const std::vector<ResultColumn>& columns);

 private:
  struct Shown {
    ResultColumn column;
    bool is_text = false;
    std::string before;              // what stands before the cell
    std::vector<std::string> codes;  // all cells there can be and what stands before them, where they are few
    const engine::Plan::Figure* effort = nullptr;
    FigureText whole, half;  // of the effort's unit, and of half of it for the middle
  };
  /// The name of a rule after a semicolon, in a text of at least `stride` bytes, so that so many can be copied at once.
  struct RuleName {
    std::string text;
    std::size_t size;
  };
  static constexpr std::size_t stride = 32;
  Shown shown(ResultColumn column, std::string before) const;
  std::vector<std::string> codes_of(const ResultColumn& column, const std::string& before) const;
  const engine::Plan::Figure* effort_of(const ResultColumn& column) const;
  const std::string* code(const Shown& shown, const RowBatch& batch, std::size_t row,
                          const engine::BlockEvaluator& outcomes) const;
  void append_cell(LineBuffer& line, const Shown& shown, RowBatch& batch, std::size_t row, std::size_t number,
                   const engine::BlockEvaluator& outcomes) const;
  void append_attribute(LineBuffer& line, const Shown& shown, const RowBatch& batch, std::size_t row) const;
  void append_figure(LineBuffer& line, const Shown& shown, std::size_t row,
                     const engine::BlockEvaluator& outcomes) const;
  void append_span(LineBuffer& line, const Shown& shown, std::size_t row, const engine::BlockEvaluator& outcomes) const;
  void append_rules(LineBuffer& line, std::size_t row, const engine::BlockEvaluator& outcomes) const;
  void append_flags(LineBuffer& line, std::size_t row, const engine::BlockEvaluator& outcomes) const;
  void put(LineBuffer& line, std::string_view cell, bool is_text) const;

  const engine::Model& model_;
  const engine::Plan* plan_;
  std::vector<Shown> columns_;
  Format format_;
  FigureStyle style_;
  char separator_;
  RowFrame frame_;
  std::optional<SpanText> spans_;
  std::vector<RuleName> names_;          // of the plan's matches
  std::size_t names_capacity_ = stride;  // bytes that may be written where all match
  bool plain_names_ = true;              // none of them has to be escaped
};

}  // namespace spanne::records
