#include "records/cells/digits.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/value/vectors.hpp"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "records/cells/digits.cpp"
#include <hwy/foreach_target.h>  // NOLINT: includes this file again for every target
//
#include <hwy/highway.h>

#ifndef SPANNE_DIGITS_ONCE
#define SPANNE_DIGITS_ONCE
namespace spanne::records {
namespace {

/// Read from place `size` on: where sixteen characters have to come from so that the first `size` of them stand at the
/// end, and nothing before them.
constexpr auto to_the_end = [] {
  std::array<std::uint8_t, 32> result{};
  for (std::size_t i = 0; i < 16; ++i) {
    result[i] = 0x80;
    result[16 + i] = static_cast<std::uint8_t>(i);
  }
  return result;
}();

constexpr std::uint64_t eight_zeros = 0x3030'3030'3030'3030U;  // "00000000"

/// So many cells are looked at one by one before vectors read them, since what was just written in pieces is slow to be
/// read as a whole.
constexpr std::size_t batch = 64;

/// Cells of a batch, their minus signs taken off; after the last row the last one again.
struct Digits {
  const char* at[batch];
  std::size_t size[batch];
  alignas(32) std::int64_t sign[batch];  // 0, or -1 for a minus

  void take(std::size_t i, const char* begin, std::size_t length) {
    const bool negative = *begin == '-' && length > 0;
    at[i] = begin + (negative ? 1 : 0);
    size[i] = length - (negative ? 1 : 0);
    sign[i] = negative ? -1 : 0;
  }
};

void take_digits(const DigitColumn& column, std::size_t from, std::size_t count, Digits& digits) {
  const Cells& cells = column.cells;
  const char* const text = column.text.data();
  const bool first = column.column == 0;
  if (cells.width > column.column) {
    std::size_t cell = from * cells.width + column.column;
    for (std::size_t i = 0; i < count; ++i, cell += cells.width) {
      const std::size_t begin = first ? cells.starts[from + i] : cells.ends[cell - 1] + 1;
      digits.take(i, text + begin, cells.ends[cell] - begin);
    }
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t cell = cells.first[from + i] + column.column;
      const bool there = cell < cells.first[from + i + 1];
      const std::size_t begin = !there ? 0 : first ? cells.starts[from + i] : cells.ends[cell - 1] + 1;
      digits.take(i, text + begin, there ? cells.ends[cell] - begin : 0);
    }
  }
  for (std::size_t i = count; i < batch; ++i) digits.take(i, digits.at[count - 1], 0);
}

}  // namespace
}  // namespace spanne::records
#endif

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
HWY_BEFORE_NAMESPACE();
namespace spanne::records {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::FixedTag<std::uint8_t, 32> bytes_tag;
constexpr hn::FixedTag<std::uint8_t, 16> half_tag;
constexpr hn::FixedTag<std::uint16_t, 16> pairs_tag;
constexpr hn::FixedTag<std::uint32_t, 8> fours_tag;
constexpr hn::FixedTag<std::uint64_t, 4> eights_tag;
constexpr hn::FixedTag<std::int64_t, 4> counts_tag;
using Bytes = hn::Vec<decltype(bytes_tag)>;
using Eights = hn::Vec<decltype(eights_tag)>;
using Counts = hn::Vec<decltype(counts_tag)>;
constexpr std::size_t group = 4;  // cells that are read at a time

Bytes two_of(const void* low, const void* high) {
  return hn::Combine(bytes_tag, hn::LoadU(half_tag, static_cast<const std::uint8_t*>(high)),
                     hn::LoadU(half_tag, static_cast<const std::uint8_t*>(low)));
}

std::uint32_t bits_of(hn::Mask<decltype(bytes_tag)> mask) {
  std::uint32_t bits = 0;
  hn::StoreMaskBits(bytes_tag, mask, reinterpret_cast<std::uint8_t*>(&bits));
  return bits;
}

std::uint32_t bits_of(hn::Mask<decltype(counts_tag)> mask) {
  std::uint8_t bits = 0;
  hn::StoreMaskBits(counts_tag, mask, &bits);
  return bits;
}

/// Of eight digits each, not characters: pairs first, then fours. What a product shifts out at the top is not needed.
Eights numbers_of(Bytes digits) {
  const auto pairs = hn::ShiftRight<8>(hn::Mul(hn::BitCast(pairs_tag, digits), hn::Set(pairs_tag, 10 * 256 + 1)));
  const auto fours = hn::ShiftRight<16>(hn::Mul(hn::BitCast(fours_tag, pairs), hn::Set(fours_tag, 100 * 65'536 + 1)));
  return hn::Add(hn::MulEven(fours, hn::Set(fours_tag, 10'000)), hn::ShiftRight<32>(hn::BitCast(eights_tag, fours)));
}

/// `factor` is below 2^32, and the product below 2^63.
Eights product(Eights number, Eights factor) {
  const auto part = hn::BitCast(fours_tag, factor);
  const auto low = hn::MulEven(hn::BitCast(fours_tag, number), part);
  const auto high = hn::MulEven(hn::BitCast(fours_tag, hn::ShiftRight<32>(number)), part);
  return hn::Add(low, hn::ShiftLeft<32>(high));
}

/// Two cells of sixteen digits with the point taken out, and where it stood.
class Pair {
 public:
  Pair(const Digits& cells, std::size_t low, std::size_t high, Bytes point) {
    const Bytes raw = hn::Xor(two_of(cells.at[low], cells.at[high]), hn::Set(bytes_tag, '0'));
    digits =
        hn::TableLookupBytesOr0(raw, two_of(to_the_end.data() + cells.size[low], to_the_end.data() + cells.size[high]));
    const Bytes points = hn::VecFromMask(bytes_tag, hn::Eq(digits, point));
    // Of all bytes up to the point, whether it is the point's place they end in.
    constexpr std::uint8_t none = 0x80;
    alignas(16) static constexpr std::uint8_t two[16] = {13, 13, 13, 13, 13, 13, 13,   13,
                                                         13, 13, 13, 13, 13, 13, none, none};
    alignas(16) static constexpr std::uint8_t one[16] = {14, 14, 14, 14, 14, 14, 14, 14,
                                                         14, 14, 14, 14, 14, 14, 14, none};
    two_decimals = hn::TableLookupBytesOr0(points, hn::LoadDup128(bytes_tag, two));
    one_decimal = hn::TableLookupBytesOr0(points, hn::LoadDup128(bytes_tag, one));
    digits = hn::IfVecThenElse(hn::Or(two_decimals, one_decimal), hn::ShiftLeftBytes<1>(bytes_tag, digits), digits);
  }
  std::uint32_t odd() const { return bits_of(hn::Gt(digits, hn::Set(bytes_tag, 9))); }

  Bytes digits, two_decimals, one_decimal;
};

/// What the vectors have of each cell's first eight bytes.
Eights firsts(Bytes even, Bytes odd) {
  return hn::InterleaveLower(eights_tag, hn::BitCast(eights_tag, even), hn::BitCast(eights_tag, odd));
}

Counts with_signs(Eights numbers, const std::int64_t* signs) {
  const auto sign = hn::Load(counts_tag, signs);
  return hn::Sub(hn::Xor(hn::BitCast(counts_tag, numbers), sign), sign);
}

/// Some numbers of a column, from bounds to bounds.
class DigitBounds {
 public:
  explicit DigitBounds(const DigitColumn& column)
      : low_(hn::Set(counts_tag, column.low)), high_(hn::Set(counts_tag, column.high)) {}
  std::uint32_t broken(Counts counts) const { return bits_of(hn::Or(hn::Lt(counts, low_), hn::Gt(counts, high_))); }

 private:
  Counts low_, high_;
};

/// Four cells of up to fifteen characters; which of them are left.
std::uint64_t millionths(const Digits& cells, std::size_t i, Bytes point, const DigitBounds& bounds,
                         std::int64_t* out) {
  const Pair even(cells, i, i + 2, point), odd(cells, i + 1, i + 3, point);
  const Eights a = numbers_of(even.digits), b = numbers_of(odd.digits);
  const Eights high = hn::InterleaveLower(eights_tag, a, b), low = hn::InterleaveUpper(eights_tag, a, b);
  const Eights whole = hn::Add(hn::MulEven(hn::BitCast(fours_tag, high), hn::Set(fours_tag, 100'000'000)), low);
  constexpr std::uint64_t million = 1'000'000;
  Eights scale = hn::Set(eights_tag, million);
  scale = hn::Xor(scale,
                  hn::And(firsts(even.two_decimals, odd.two_decimals), hn::Set(eights_tag, million ^ (million / 100))));
  scale =
      hn::Xor(scale, hn::And(firsts(even.one_decimal, odd.one_decimal), hn::Set(eights_tag, million ^ (million / 10))));
  const Counts counts = with_signs(product(whole, scale), cells.sign + i);
  hn::StoreU(counts, counts_tag, out);
  std::uint64_t left = bounds.broken(counts);
  const std::uint32_t first = even.odd(), second = odd.odd();
  if ((first | second) == 0) return left;
  const auto any = [](std::uint32_t bits, unsigned cell) { return static_cast<std::uint64_t>(bits != 0) << cell; };
  return left | any(first & 0xFFFFU, 0) | any(second & 0xFFFFU, 1) | any(first >> 16U, 2) | any(second >> 16U, 3);
}

/// Four cells of up to eight digits, moved to the end.
std::uint64_t whole_numbers(const std::uint64_t* words, const std::int64_t* signs, const DigitBounds& bounds,
                            std::int32_t* out) {
  const Bytes digits = hn::BitCast(bytes_tag, hn::Load(eights_tag, words));
  const Counts counts = with_signs(numbers_of(digits), signs);
  const auto halves = hn::BitCast(hn::FixedTag<std::int32_t, 8>(), counts);
  const hn::FixedTag<std::int32_t, group> narrow;
  hn::StoreU(hn::LowerHalf(narrow, hn::ConcatEven(hn::FixedTag<std::int32_t, 8>(), halves, halves)), narrow, out);
  std::uint64_t left = bounds.broken(counts);
  const std::uint32_t stray = bits_of(hn::Gt(digits, hn::Set(bytes_tag, 9)));
  if (stray != 0)
    for (std::size_t i = 0; i < group; ++i) left |= static_cast<std::uint64_t>(((stray >> (8 * i)) & 0xFFU) != 0) << i;
  return left;
}

/// `read` takes a batch of cells and its first row, and says which of them are left.
template <class Read>
void each_batch(const DigitColumn& column, engine::Mask& left, const Read& read) {
  Digits cells;
  const std::size_t rows = column.cells.rows();
  for (std::size_t row = 0; row < rows; row += batch) {
    take_digits(column, row, std::min(batch, rows - row), cells);
    left.words[row / batch] = read(cells, row);
  }
}

}  // namespace

void read_millionths(const DigitColumn& column, char point, std::int64_t* out, engine::Mask& left) {
  const Bytes place = hn::Set(bytes_tag, static_cast<std::uint8_t>(point ^ '0'));
  const DigitBounds bounds(column);
  each_batch(column, left, [&](Digits& cells, std::size_t row) {
    std::uint64_t odd = 0;
    for (std::size_t i = 0; i < batch; ++i) {
      if (cells.size[i] - 1 < 12) continue;
      if (cells.size[i] - 1 < 15 && cells.at[i][cells.size[i] - 3] == point) continue;
      odd |= std::uint64_t{1} << i;
      cells.size[i] = 0;
    }
    for (std::size_t i = 0; i < batch; i += group) odd |= millionths(cells, i, place, bounds, out + row + i) << i;
    return odd;
  });
}

void read_whole(const DigitColumn& column, std::int32_t* out, engine::Mask& left) {
  const DigitBounds bounds(column);
  each_batch(column, left, [&](Digits& cells, std::size_t row) {
    alignas(32) std::uint64_t words[batch];
    std::uint64_t odd = 0;
    for (std::size_t i = 0; i < batch; ++i) {
      const std::size_t size = cells.size[i];
      odd |= static_cast<std::uint64_t>(size - 1 >= 8) << i;
      std::uint64_t word = 0;
      std::memcpy(&word, cells.at[i], sizeof word);
      words[i] = (word ^ eight_zeros) << ((64 - 8 * size) & 63U);
    }
    for (std::size_t i = 0; i < batch; i += group)
      odd |= whole_numbers(words + i, cells.sign + i, bounds, out + row + i) << i;
    return odd;
  });
}

}  // namespace HWY_NAMESPACE
}  // namespace spanne::records
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
namespace spanne::records {

bool read_millionths(const DigitColumn& column, char point, std::int64_t* out, engine::Mask& left) {
  switch (engine::vectors()) {
#if HWY_TARGETS & HWY_AVX3
    case engine::Vectors::avx512: return N_AVX3::read_millionths(column, point, out, left), true;
#endif
#if HWY_TARGETS & HWY_AVX2
    case engine::Vectors::avx2: return N_AVX2::read_millionths(column, point, out, left), true;
#endif
    default: return false;
  }
}

bool read_whole(const DigitColumn& column, std::int32_t* out, engine::Mask& left) {
  switch (engine::vectors()) {
#if HWY_TARGETS & HWY_AVX3
    case engine::Vectors::avx512: return N_AVX3::read_whole(column, out, left), true;
#endif
#if HWY_TARGETS & HWY_AVX2
    case engine::Vectors::avx2: return N_AVX2::read_whole(column, out, left), true;
#endif
    default: return false;
  }
}

}  // namespace spanne::records
#endif
