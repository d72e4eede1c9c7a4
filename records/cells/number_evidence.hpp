// How a file writes numbers, from what its numbers prove.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "records/cells/numbers.hpp"

namespace spanne::records {

/// Is given the cells of columns of numeric attributes, in the order of the file, and remembers the first that proves a
/// decimal comma and the first that proves a decimal point. "1.234" and whole numbers prove nothing.
class NumberEvidence {
 public:
  /// `cell` is trimmed; `line` is where its row begins, from 1.
  void add(std::string_view cell, std::size_t line);
  /// Whether add() would remember the cell: for callers to whom its line is a cost.
  bool is_news(std::string_view cell) const;

  /// Whether `cell` proves another way than the one in which `style` reads.
  static bool contradicts(std::string_view cell, const CellStyle& style);

  bool decided() const { return comma_ || point_; }
  bool contradictory() const { return comma_ && point_; }
  /// `german` where a comma was proved, `swiss` where a point was: that says nothing of a comma, so that 1,234 keeps
  /// its two readings. `cautious` where nothing or both was proved.
  CellStyle style() const;
  /// A sentence without a capital and a full stop: "numbers are read the German way: line 5 has 1.234,5". Empty where
  /// nothing was proved.
  std::string description() const;

 private:
  enum class Mark { none, comma, point };
  struct ProvingCell {
    std::size_t line = 0;
    std::string cell;
  };
  static Mark proved_by(std::string_view cell);
  std::string contradiction() const;

  std::optional<ProvingCell> comma_, point_;
};

}  // namespace spanne::records
