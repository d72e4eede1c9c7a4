// The state kernels work on, and the kernels that compute masks.
//
// The file is included once for each target processor: the guard is toggled so that the next inclusion passes.
#if defined(SPANNE_KERNELS_MASKS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SPANNE_KERNELS_MASKS_INL
#undef SPANNE_KERNELS_MASKS_INL
#else
#define SPANNE_KERNELS_MASKS_INL
#endif

#include <algorithm>
#include <cstring>
#include <hwy/highway.h>

#include "engine/columns/kernels/kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace spanne::engine {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

struct Machine {
  const Program& program;
  const Block& block;
  Workspace& workspace;
  std::size_t words;  // words of a mask that contain rows

  const std::uint64_t* mask(MaskRef ref) const { return workspace.masks[ref / 2].words.data(); }
  std::uint64_t* mask_out(std::uint32_t place) const { return workspace.masks[place].words.data(); }
  const std::int64_t* series(std::uint32_t place) const { return workspace.series[place].of.data(); }
  std::int64_t* series_out(std::uint32_t place) const { return workspace.series[place].of.data(); }
  const std::int16_t* ranks(std::uint32_t place) const { return workspace.ranks[place].of.data(); }
  std::int16_t* ranks_out(std::uint32_t place) const { return workspace.ranks[place].of.data(); }
  const Column& column(AttributeId id) const { return block.columns[id]; }
  const std::int64_t* wide(AttributeId id) const { return column(id).wide->of.data(); }
  const std::int32_t* narrow(AttributeId id) const { return column(id).narrow->of.data(); }
  const std::int16_t* codes(AttributeId id) const { return column(id).code->of.data(); }
  const std::string_view* texts(AttributeId id) const { return column(id).text->data(); }
  std::size_t rows() const { return words * 64; }
};

std::uint64_t flip(MaskRef ref) { return (ref & 1U) != 0 ? ~std::uint64_t{0} : 0; }

/// Stores one bit per row: whether `test` holds for its number.
template <class Integer, class Test>
void mask_of(const Integer* values, std::size_t words, std::uint64_t* out, const Test& test) {
  const hn::ScalableTag<Integer> tag;
  constexpr std::size_t column_kinds = hn::MaxLanes(hn::ScalableTag<Integer>());
  auto* bytes = reinterpret_cast<std::uint8_t*>(out);
  if constexpr (column_kinds >= 8) {
    for (std::size_t row = 0; row < words * 64; row += column_kinds) {
      const auto found = test(tag, hn::Load(tag, values + row));
      std::uint8_t bits[8];
      hn::StoreMaskBits(tag, found, bits);
      std::memcpy(bytes + row / 8, bits, column_kinds / 8);
    }
  } else {
    for (std::size_t row = 0; row < words * 64; row += 8) {
      unsigned byte = 0;
      for (std::size_t part = 0; part < 8; part += column_kinds) {
        std::uint8_t bits[8];
        hn::StoreMaskBits(tag, test(tag, hn::Load(tag, values + row + part)), bits);
        byte |= static_cast<unsigned>(bits[0]) << part;
      }
      bytes[row / 8] = static_cast<std::uint8_t>(byte);
    }
  }
}

/// The vector column_kinds whose rows, from row `at` of a word on, are set in it.
template <class Tag>
auto column_kinds_of(Tag tag, std::uint64_t word, std::size_t at) {
  const std::uint64_t here = word >> at;
  return hn::LoadMaskBits(tag, reinterpret_cast<const std::uint8_t*>(&here));
}

template <class Integer>
void at_least(const Integer* values, std::int64_t number, std::size_t words, std::uint64_t* out) {
  const auto below = static_cast<Integer>(number - 1);
  mask_of(values, words, out, [&](auto tag, auto found) { return hn::Gt(found, hn::Set(tag, below)); });
}

void code_is(const std::int16_t* values, std::int64_t number, std::size_t words, std::uint64_t* out) {
  const auto code = static_cast<std::int16_t>(number);
  mask_of(values, words, out, [&](auto tag, auto found) { return hn::Eq(found, hn::Set(tag, code)); });
}

template <class Test>
void scalar_mask(std::size_t rows, std::uint64_t* out, const Test& test) {
  for (std::size_t word = 0; word * 64 < rows; ++word) {
    std::uint64_t bits = 0;
    const std::size_t end = std::min<std::size_t>(64, rows - word * 64);
    for (std::size_t bit = 0; bit < end; ++bit) bits |= std::uint64_t{test(word * 64 + bit)} << bit;
    out[word] = bits;
  }
}

void both(const Machine& machine, const Instruction& instruction) {
  const hn::ScalableTag<std::uint64_t> tag;
  const std::uint64_t *a = machine.mask(instruction.a), *b = machine.mask(instruction.b);
  std::uint64_t* out = machine.mask_out(instruction.out);
  const auto flip_a = hn::Set(tag, flip(instruction.a)), flip_b = hn::Set(tag, flip(instruction.b));
  for (std::size_t word = 0; word < mask_words; word += hn::Lanes(tag))
    hn::Store(hn::And(hn::Xor(hn::Load(tag, a + word), flip_a), hn::Xor(hn::Load(tag, b + word), flip_b)), tag,
              out + word);
}

void refine(const Machine& machine, const Instruction& instruction) {
  const hn::ScalableTag<std::uint64_t> tag;
  const std::uint64_t *a = machine.mask(instruction.a), *b = machine.mask(instruction.b),
                      *c = machine.mask(instruction.c);
  std::uint64_t* out = machine.mask_out(instruction.out);
  const auto flip_b = hn::Set(tag, flip(instruction.b));
  for (std::size_t word = 0; word < mask_words; word += hn::Lanes(tag)) {
    const auto same = hn::And(hn::Xor(hn::Load(tag, b + word), flip_b), hn::Load(tag, c + word));
    hn::Store(hn::Or(hn::Load(tag, a + word), same), tag, out + word);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace spanne::engine
HWY_AFTER_NAMESPACE();

#endif
