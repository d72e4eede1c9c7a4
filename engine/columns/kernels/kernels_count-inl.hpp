// Kernels that count how many conjunctions of masks hold, bit by bit.
//
// The file is included once for each target processor: the guard is toggled so that the next inclusion passes.
#if defined(SPANNE_KERNELS_COUNT_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SPANNE_KERNELS_COUNT_INL
#undef SPANNE_KERNELS_COUNT_INL
#else
#define SPANNE_KERNELS_COUNT_INL
#endif

#include <cstring>
#include <iterator>

#include "engine/columns/kernels/kernels_masks-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace spanne::engine {
namespace HWY_NAMESPACE {
namespace {

/// A carry-save counter for 1,024 rows: level i counts 2^i, and inputs arrive eight at a time, so that dispatch is paid
/// once for several vectors.
class Counter {
 public:
  using Tag = hn::ScalableTag<std::uint64_t>;
  using Vector = hn::Vec<Tag>;
  static constexpr std::size_t max_levels = 32;
  static constexpr std::size_t words = 16;

  explicit Counter(std::size_t levels) : levels_(levels) { std::fill_n(sums_[0], levels * words, 0); }

  /// The place for the next input; call `taken` once it is filled.
  std::uint64_t* next() { return waiting_[count_]; }
  void taken() {
    if (++count_ == 8) add_all();
  }
  void finish() {
    if (count_ == 0) return;
    std::fill_n(waiting_[count_], (8 - count_) * words, 0);
    add_all();
  }
  const std::uint64_t* level(std::size_t i) const { return sums_[i]; }

 private:
  /// Selects bit by bit. Highway's own function does so only if there is an instruction for it.
  static Vector chosen(Vector which, Vector yes, Vector no) {
    if constexpr (HWY_TARGET == HWY_AVX3)
      return hn::IfVecThenElse(which, yes, no);
    else
      return hn::Or(hn::And(which, yes), hn::AndNot(which, no));
  }

  /// sum + a + b: stores the sum bits in `sum` and returns the carry.
  static Vector add(Vector& sum, Vector a, Vector b) {
    const auto differ = hn::Xor(a, b);
    const auto carry = chosen(differ, sum, a);
    sum = hn::Xor(sum, differ);
    return carry;
  }

  void add_all() {
    for (std::size_t word = 0; word < words; word += hn::Lanes(Tag())) add_eight(word);
    count_ = 0;
  }

  void add_eight(std::size_t word) {
    const Tag tag;
    const auto bits = [&](std::size_t i) { return hn::Load(tag, waiting_[i] + word); };
    auto ones = hn::Load(tag, sums_[0] + word), twos = hn::Load(tag, sums_[1] + word),
         fours = hn::Load(tag, sums_[2] + word);
    const auto two_a = add(ones, bits(0), bits(1)), two_b = add(ones, bits(2), bits(3));
    const auto four_a = add(twos, two_a, two_b);
    const auto two_c = add(ones, bits(4), bits(5)), two_d = add(ones, bits(6), bits(7));
    const auto four_b = add(twos, two_c, two_d);
    auto carry = add(fours, four_a, four_b);
    hn::Store(ones, tag, sums_[0] + word);
    hn::Store(twos, tag, sums_[1] + word);
    hn::Store(fours, tag, sums_[2] + word);
    for (std::size_t level = 3; level < levels_; ++level) {
      const auto sum = hn::Load(tag, sums_[level] + word);
      hn::Store(hn::Xor(sum, carry), tag, sums_[level] + word);
      carry = hn::And(sum, carry);
    }
  }

  alignas(64) std::uint64_t sums_[max_levels][words];
  alignas(64) std::uint64_t waiting_[8][words];
  std::size_t levels_, count_ = 0;
};

/// The rows for which all of `length` masks hold.
void conjunction(const Machine& machine, const MaskRef* masks, std::size_t length, std::size_t word,
                 std::uint64_t* out) {
  const Counter::Tag tag;
  constexpr std::size_t column_kinds = hn::MaxLanes(Counter::Tag());
  Counter::Vector all[Counter::words / column_kinds];
  for (std::size_t i = 0; i < length; ++i) {
    const std::uint64_t* mask = machine.mask(masks[i]) + word;
    const auto flipped = hn::Set(tag, flip(masks[i]));
    for (std::size_t part = 0; part < std::size(all); ++part) {
      const auto bits = hn::Xor(hn::Load(tag, mask + part * column_kinds), flipped);
      all[part] = i == 0 ? bits : hn::And(all[part], bits);
    }
  }
  for (std::size_t part = 0; part < std::size(all); ++part) hn::Store(all[part], tag, out + part * column_kinds);
}

template <std::size_t length>
const MaskRef* count_those_of(const Machine& machine, const MaskRef* masks, std::size_t conjunctions, std::size_t word,
                              Counter& counter) {
  for (std::size_t i = 0; i < conjunctions; ++i, masks += length) {
    conjunction(machine, masks, length, word, counter.next());
    counter.taken();
  }
  return masks;
}

const MaskRef* count_those_of(std::size_t length, const Machine& machine, const MaskRef* masks,
                              std::size_t conjunctions, std::size_t word, Counter& counter) {
  // Loops of a known length have no branches that are hard to predict.
  if (length == 1) return count_those_of<1>(machine, masks, conjunctions, word, counter);
  if (length == 2) return count_those_of<2>(machine, masks, conjunctions, word, counter);
  if (length == 3) return count_those_of<3>(machine, masks, conjunctions, word, counter);
  for (std::size_t i = 0; i < conjunctions; ++i, masks += length) {
    conjunction(machine, masks, length, word, counter.next());
    counter.taken();
  }
  return masks;
}

void count(const Machine& machine, const ConjunctionCount& counting) {
  const std::size_t levels = std::max<std::size_t>(3, counting.planes.size());
  for (std::size_t word = 0; word < mask_words; word += Counter::words) {
    Counter counter(levels);
    const MaskRef* masks = counting.masks.data();
    for (std::size_t i = 0; i < counting.of_length.size(); ++i)
      masks = count_those_of(i + 1, machine, masks, counting.of_length[i], word, counter);
    counter.finish();
    for (std::size_t level = 0; level < counting.planes.size(); ++level)
      std::memcpy(machine.mask_out(counting.planes[level]) + word, counter.level(level),
                  Counter::words * sizeof(std::uint64_t));
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace spanne::engine
HWY_AFTER_NAMESPACE();

#endif
