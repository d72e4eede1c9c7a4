// Figures as digits.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/value/fraction.hpp"
#include "records/results/line.hpp"
#include "records/results/results.hpp"

namespace spanne::records {

/// Writes at most `max_digits` bytes, and may touch as many whatever the number. Returns the end of what was written.
char* write_whole(char* at, std::uint64_t number);
inline constexpr std::size_t max_digits = 20;

inline void put_whole(LineBuffer& line, std::uint64_t number) {
  line.wrote_to(write_whole(line.buffer(max_digits), number));
}

/// Counts of a unit as decimals: quickly where 64 bits suffice, and where exact figures need no rounding.
class FigureText {
 public:
  FigureText() = default;
  FigureText(const engine::Fraction& unit, const FigureStyle& style);
  void append(LineBuffer& line, std::int64_t count) const;
  /// Whether `write` can write the count.
  bool is_quick(std::int64_t count) const { return count <= max_ && count >= -max_; }
  /// Writes at most `max_capacity` bytes. Returns the end of what was written.
  char* write(char* at, std::int64_t count) const;
  static constexpr std::size_t max_capacity = 48;

 private:
  engine::Fraction unit_ = 1;
  FigureStyle style_;
  // factor ÷ divisor: units of the last decimal in one count
  std::int64_t factor_ = 0, divisor_ = 1;
  std::int64_t max_ = -1;    // counts up to here stay within 64 bits
  std::uint64_t scale_ = 1;  // 10 to the power of the decimals
};

}  // namespace spanne::records
