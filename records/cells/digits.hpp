// Numbers as nearly all cells write them, eight digits at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/value/decimal.hpp"
#include "records/cells/word_table.hpp"

namespace spanne::records {

constexpr std::uint64_t eight_zeros = 0x3030'3030'3030'3030U;  // "00000000"

/// Of eight characters, the first in the lowest byte.
inline bool are_digits(std::uint64_t word) {
  constexpr std::uint64_t high = 0xF0F0'F0F0'F0F0'F0F0U, six = 0x0606'0606'0606'0606U;
  return ((word & high) ^ eight_zeros) == 0 && (((word + six) & high) ^ eight_zeros) == 0;
}

/// Of eight digits: pairs first, then fours.
inline std::uint64_t number_of(std::uint64_t word) {
  word -= eight_zeros;
  word = word * 10 + (word >> 8U);
  return (((word & 0x0000'00FF'0000'00FFU) * 0x000F'4240'0000'0064U) +
          (((word >> 16U) & 0x0000'00FF'0000'00FFU) * 0x0000'2710'0000'0001U)) >>
         32U;
}

/// The millionths of a number of up to twelve digits, or of up to twelve and one or two more after `point`; nullopt for
/// everything else, which has to be read by read_number. Sixteen bytes from `at` on can be read.
inline std::optional<std::int64_t> read_digits(const char* at, std::size_t size, char point) {
  __extension__ typedef unsigned __int128 Wide;
  const bool negative = size > 0 && *at == '-';
  at += negative ? 1 : 0;
  size -= negative ? 1 : 0;
  if (size - 1 >= 15) return std::nullopt;
  if (size < 8) {  // most whole numbers
    const std::uint64_t word = (load_eight(at) << (64 - 8 * size)) | (eight_zeros >> (8 * size));
    const std::int64_t sign = negative ? -engine::Decimal::one : engine::Decimal::one;
    if (are_digits(word)) return static_cast<std::int64_t>(number_of(word)) * sign;
  }
  // Moved to the end, zeros before them.
  const Wide text = load_eight(at) | (static_cast<Wide>(load_eight(at + 8)) << 64U);
  constexpr Wide zeros = eight_zeros | (static_cast<Wide>(eight_zeros) << 64U);
  Wide digits = (text << (128 - 8 * size)) | (zeros >> (8 * size));
  // The point is taken out of the digits.
  std::int64_t scale = engine::Decimal::one;
  if (size > 3 && at[size - 3] == point) {
    constexpr Wide last_two = static_cast<Wide>(0xFFFF) << 112U;
    digits = (digits & last_two) | ((digits << 8U) & ~last_two) | '0';
    scale /= 100;
  } else if (size > 2 && size <= 14 && at[size - 2] == point) {
    constexpr Wide last_one = static_cast<Wide>(0xFF) << 120U;
    digits = (digits & last_one) | ((digits << 8U) & ~last_one) | '0';
    scale /= 10;
  } else if (size > 12) {
    return std::nullopt;
  }
  const auto low = static_cast<std::uint64_t>(digits >> 64U), high = static_cast<std::uint64_t>(digits);
  if (!are_digits(low) || !are_digits(high)) return std::nullopt;
  const auto millionths = static_cast<std::int64_t>(number_of(high) * 100'000'000U + number_of(low)) * scale;
  return negative ? -millionths : millionths;
}

}  // namespace spanne::records
