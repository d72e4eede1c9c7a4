#include "records/results/figure_text.hpp"

#include <array>
#include <bit>
#include <limits>

#include "records/results/figures.hpp"

namespace spanne::records {

using engine::Fraction;

namespace {

/// All pairs of digits, "00" to "99".
constexpr auto pairs = [] {
  std::array<char, 200> result{};
  for (std::size_t i = 0; i < 100; ++i) {
    result[2 * i] = static_cast<char>('0' + i / 10);
    result[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return result;
}();

void put_pair(char* at, std::uint64_t number) { std::memcpy(at, pairs.data() + 2 * number, 2); }

std::uint64_t pair_of(std::uint64_t number) {
  std::uint16_t pair = 0;
  std::memcpy(&pair, pairs.data() + 2 * number, sizeof pair);
  return pair;
}

/// A decimal mark and six decimals without zeros at their end; nullopt where all of them are 0. Eight bytes may be
/// written.
char* write_millionths(char* at, std::uint64_t part, char mark) {
  constexpr std::uint64_t noughts = 0x3030'3030'3030'3030U;
  static_assert(std::endian::native == std::endian::little);
  // In one word, since what was written in pieces is slow to be read as a whole.
  const std::uint64_t digits =
      pair_of(part / 10'000) << 8U | pair_of(part / 100 % 100) << 24U | pair_of(part % 100) << 40U;
  const std::uint64_t word = digits | static_cast<unsigned char>(mark) | static_cast<std::uint64_t>('0') << 56U;
  std::memcpy(at, &word, sizeof word);
  const auto size = static_cast<std::size_t>(71 - std::countl_zero(word ^ noughts)) / 8;
  return at + (size > 1 ? size : 0);
}

std::uint64_t magnitude(std::int64_t number) {
  return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}

}  // namespace

char* write_whole(char* at, std::uint64_t number) {
  if (number < 10) {
    *at = static_cast<char>('0' + number);
    return at + 1;
  }
  if (number < 100) {
    put_pair(at, number);
    return at + 2;
  }
  char digits[2 * max_digits];
  char* const end = digits + max_digits;
  char* begin = end;
  for (; number >= 10; number /= 100) {
    begin -= 2;
    put_pair(begin, number % 100);
  }
  if (number > 0) *--begin = static_cast<char>('0' + number);
  std::memcpy(at, begin, max_digits);
  return at + (end - begin);
}

FigureText::FigureText(const Fraction& unit, const FigureStyle& style) : unit_(unit), style_(style) {
  for (int place = 0; place < style.decimals; ++place) scale_ *= 10;
  const auto ratio = (unit * Fraction(static_cast<std::int64_t>(scale_))).in_lowest_terms();
  if (!ratio || ratio->first <= 0 || style.decimals > 17) return;
  // Exact figures are not rounded, and have six decimals where those are enough.
  if (style.exact && (style.decimals != 6 || ratio->second != 1)) return;
  factor_ = ratio->first;
  divisor_ = ratio->second;
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  if (factor_ <= highest / 2 && divisor_ <= highest / 4) max_ = (highest - divisor_) / (2 * factor_);
}

void FigureText::append(LineBuffer& line, std::int64_t count) const {
  if (!is_quick(count)) return line.put(text_of(Fraction(count) * unit_, style_));
  line.wrote_to(write(line.buffer(max_capacity), count));
}

char* FigureText::write(char* at, std::int64_t count) const {
  std::uint64_t last = magnitude(count) * static_cast<std::uint64_t>(factor_);
  // Half away from zero.
  if (divisor_ > 1)
    last = (2 * last + static_cast<std::uint64_t>(divisor_)) / (2 * static_cast<std::uint64_t>(divisor_));
  if (count < 0 && last > 0) *at++ = '-';
  if (style_.decimals == 6) {
    constexpr std::uint64_t million = 1'000'000;
    at = write_whole(at, last / million);
    return write_millionths(at, last % million, style_.decimal_mark());
  }
  at = write_whole(at, last / scale_);
  std::uint64_t part = last % scale_;
  if (part == 0) return at;
  int places = style_.decimals;
  for (int place = places; place > 0; --place, part /= 10) at[place] = static_cast<char>('0' + part % 10);
  at[0] = style_.decimal_mark();
  while (at[places] == '0') --places;
  return at + places + 1;
}

}  // namespace spanne::records
