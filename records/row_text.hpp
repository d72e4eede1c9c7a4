// Rows of results as text, straight from a block's columns and figures.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/evaluate/fast.hpp"
#include "records/columns.hpp"
#include "records/results.hpp"

namespace spanne::records {

/// Behind the copy. Nearly all pieces are short: two words that overlap take less time than the call of a function.
inline char* copy_short(char* to, std::string_view piece) {
  const auto ends = [&]<std::size_t half>(std::integral_constant<std::size_t, half>) {
    char first[half], last[half];
    std::memcpy(first, piece.data(), half);
    std::memcpy(last, piece.data() + piece.size() - half, half);
    std::memcpy(to, first, half);
    std::memcpy(to + piece.size() - half, last, half);
  };
  if (piece.size() > 16)
    std::memcpy(to, piece.data(), piece.size());
  else if (piece.size() >= 8)
    ends(std::integral_constant<std::size_t, 8>());
  else if (piece.size() >= 4)
    ends(std::integral_constant<std::size_t, 4>());
  else
    for (std::size_t i = 0; i < piece.size(); ++i) to[i] = piece[i];
  return to + piece.size();
}

/// Text that grows at its end; room is made for several pieces at once.
class Line {
 public:
  explicit Line(std::string& text) : Line(text, text.size()) {}
  /// Writes over what stands behind the first `used` bytes, which is quicker than to clear them first.
  Line(std::string& text, std::size_t used) : text_(text), used_(used) {}
  ~Line() { text_.resize(used_); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  /// Where up to `size` bytes may be written; `wrote_to` says where they end.
  char* room(std::size_t size) {
    // By steps, since every byte that is added is written twice; the string itself doubles its room.
    if (used_ + size > text_.size()) text_.resize(used_ + used_ / 8 + size);
    return text_.data() + used_;
  }
  void wrote_to(const char* end) { used_ = static_cast<std::size_t>(end - text_.data()); }
  void put(std::string_view piece) {
    copy_short(room(piece.size()), piece);
    used_ += piece.size();
  }
  void put(char c) {
    *room(1) = c;
    ++used_;
  }
  std::size_t used() const { return used_; }

 private:
  std::string& text_;
  std::size_t used_;
};

/// Counts of a unit as decimals: quickly where 64 bits suffice, and where exact figures need no rounding.
class FigureText {
 public:
  FigureText() = default;
  FigureText(const engine::Fraction& unit, const NumberStyle& style);
  void append(Line& line, std::int64_t count) const;
  /// Whether `write` can write the count.
  bool is_quick(std::int64_t count) const { return count <= most_ && count >= -most_; }
  /// At most `most_room` bytes; behind what it wrote.
  char* write(char* at, std::int64_t count) const;
  static constexpr std::size_t most_room = 48;

 private:
  engine::Fraction unit_ = 1;
  NumberStyle style_;
  // factor ÷ divisor: units of the last decimal in one count
  std::int64_t factor_ = 0, divisor_ = 1;
  std::int64_t most_ = -1;   // counts up to here stay within 64 bits
  std::uint64_t scale_ = 1;  // 10 to the power of the decimals
};

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
  std::vector<Piece> id_pieces_;  // a semicolon and the id, where all are short and need no escaping
  // capacity × utilisation in the unit of totals, low and high, as fractions
  std::optional<std::pair<std::int64_t, std::int64_t>> low_load_, high_load_;
};

}  // namespace spanne::records
