// What a row says of one effort: its low end, middle and high end, and of the total how many accounts and KAMs that is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/columns/plan.hpp"
#include "records/results/figure_text.hpp"
#include "records/results/results.hpp"

namespace spanne::records {

/// How many accounts fill one KAM and how many KAMs an account needs, where 64 bits suffice.
class SpanText {
 public:
  SpanText() = default;
  /// `unit`: of the counts it is told.
  SpanText(const engine::Model& model, const engine::Fraction& unit, Format format);
  bool is_quick() const { return low_load_ && high_load_; }
  /// At most `most_room` bytes; after what it wrote. `which`: one of the four columns.
  char* write(char* at, ResultColumn::From which, std::int64_t low, std::int64_t high) const;
  static constexpr std::size_t max_capacity = max_digits;

 private:
  // capacity × utilisation in the unit, low and high, as fractions
  std::optional<std::pair<std::int64_t, std::int64_t>> low_load_, high_load_;
  std::string unlimited_, none_;
};

/// Some columns next to one another which all say the same effort.
class EffortText {
 public:
  EffortText(const engine::Plan::Figure& figure, const NumberStyle& style, const SpanText& span);
  /// `before`: what stands before its cells.
  void add(const ResultColumn& column, std::string before);

  const engine::Plan::Figure& figure() const { return *figure_; }
  /// How many bytes may be written, and how many mostly suffice.
  std::size_t max_capacity() const { return max_capacity_; }
  std::size_t usual_room() const { return usual_room_; }
  /// After what it wrote; nullopt where 64 bits do not suffice.
  char* write(char* at, std::int64_t low, std::int64_t high) const;
  /// Whether it is one figure alone, which is as quickly written as looked for.
  bool is_figure() const { return cells_.size() == 1 && cells_.front().from == ResultColumn::From::figure; }
  /// That figure, without what stands before it.
  char* write_figure(char* at, std::int64_t low, std::int64_t high) const {
    return write_end(at, cells_.front().end, low, high);
  }

 private:
  struct Cell {
    ResultColumn::From from;
    std::size_t end;  // 0: low, 1: middle, 2: high
    std::string before;
  };
  char* write_end(char* at, std::size_t end, std::int64_t low, std::int64_t high) const;

  const engine::Plan::Figure* figure_;
  FigureText whole_, half_;  // counts of the unit and, for the middle, of halves of it
  SpanText span_;
  std::vector<Cell> cells_;
  std::size_t max_capacity_ = 0, usual_room_ = 0;
};

inline char* EffortText::write_end(char* at, std::size_t end, std::int64_t low, std::int64_t high) const {
  if (end == 1 && low != high) {
    std::int64_t middle = 0;
    if (__builtin_add_overflow(low, high, &middle) || !half_.is_quick(middle)) return nullptr;
    return half_.write(at, middle);
  }
  const std::int64_t count = end == 0 ? low : high;
  return whole_.is_quick(count) ? whole_.write(at, count) : nullptr;
}

}  // namespace spanne::records
