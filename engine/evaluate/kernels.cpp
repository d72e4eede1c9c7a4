// One step, one loop. Compiled once for each sort of processor; the first call finds out which of them is there.
#include "engine/evaluate/kernels.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "engine/value/date.hpp"
#include "engine/value/decimal.hpp"
#include "engine/value/vectors.hpp"

// SSSE3 and older share the portable version.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/evaluate/kernels.cpp"
#include <hwy/foreach_target.h>  // NOLINT: includes this file again for every target
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace spanne::engine {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

struct Machine {
  const Program& program;
  const Block& block;
  Workspace& workspace;
  std::size_t words;  // of masks that have rows

  const std::uint64_t* mask(Literal literal) const { return workspace.masks[literal / 2].words.data(); }
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

std::uint64_t flip(Literal literal) { return (literal & 1U) != 0 ? ~std::uint64_t{0} : 0; }

// ---------------------------------------------------------------------------------------------- masks

/// One bit a row of whether `test` holds for its number.
template <class Integer, class Test>
void mask_of(const Integer* values, std::size_t words, std::uint64_t* out, const Test& test) {
  const hn::ScalableTag<Integer> tag;
  constexpr std::size_t lanes = hn::MaxLanes(hn::ScalableTag<Integer>());
  auto* bytes = reinterpret_cast<std::uint8_t*>(out);
  if constexpr (lanes >= 8) {
    for (std::size_t row = 0; row < words * 64; row += lanes) {
      const auto found = test(tag, hn::Load(tag, values + row));
      std::uint8_t bits[8];
      hn::StoreMaskBits(tag, found, bits);
      std::memcpy(bytes + row / 8, bits, lanes / 8);
    }
  } else {
    for (std::size_t row = 0; row < words * 64; row += 8) {
      unsigned byte = 0;
      for (std::size_t part = 0; part < 8; part += lanes) {
        std::uint8_t bits[8];
        hn::StoreMaskBits(tag, test(tag, hn::Load(tag, values + row + part)), bits);
        byte |= static_cast<unsigned>(bits[0]) << part;
      }
      bytes[row / 8] = static_cast<std::uint8_t>(byte);
    }
  }
}

/// The lanes whose rows, from row `at` of a word on, are set in it.
template <class Tag>
auto lanes_of(Tag tag, std::uint64_t word, std::size_t at) {
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

void both(const Machine& machine, const Instruction& one) {
  const hn::ScalableTag<std::uint64_t> tag;
  const std::uint64_t *a = machine.mask(one.a), *b = machine.mask(one.b);
  std::uint64_t* out = machine.mask_out(one.out);
  const auto flip_a = hn::Set(tag, flip(one.a)), flip_b = hn::Set(tag, flip(one.b));
  for (std::size_t word = 0; word < mask_words; word += hn::Lanes(tag))
    hn::Store(hn::And(hn::Xor(hn::Load(tag, a + word), flip_a), hn::Xor(hn::Load(tag, b + word), flip_b)), tag,
              out + word);
}

void refine(const Machine& machine, const Instruction& one) {
  const hn::ScalableTag<std::uint64_t> tag;
  const std::uint64_t *a = machine.mask(one.a), *b = machine.mask(one.b), *c = machine.mask(one.c);
  std::uint64_t* out = machine.mask_out(one.out);
  const auto flip_b = hn::Set(tag, flip(one.b));
  for (std::size_t word = 0; word < mask_words; word += hn::Lanes(tag)) {
    const auto same = hn::And(hn::Xor(hn::Load(tag, b + word), flip_b), hn::Load(tag, c + word));
    hn::Store(hn::Or(hn::Load(tag, a + word), same), tag, out + word);
  }
}

/// Sums of bits by levels, two vectors wide: level i counts 2^i. What is added comes eight at a time.
class Counter {
 public:
  using Tag = hn::ScalableTag<std::uint64_t>;
  using Vector = hn::Vec<Tag>;
  static constexpr std::size_t most_levels = 32;
  static constexpr std::size_t words = 2 * hn::MaxLanes(Tag());

  explicit Counter(std::size_t levels) : levels_(levels) { std::fill_n(sums_[0], levels * words, 0); }

  /// Where the next bits are to be put; `taken` once they are there.
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
  /// Bit by bit. Highway's own choice is by bits only where there is an instruction for it.
  static Vector chosen(Vector which, Vector yes, Vector no) {
    if constexpr (HWY_TARGET == HWY_AVX3)
      return hn::IfVecThenElse(which, yes, no);
    else
      return hn::Or(hn::And(which, yes), hn::AndNot(which, no));
  }

  /// sum + a + b: what remains in `sum`, what is carried is returned.
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

  alignas(64) std::uint64_t sums_[most_levels][words];
  alignas(64) std::uint64_t waiting_[8][words];
  std::size_t levels_, count_ = 0;
};

/// Rows for which all of `length` literals hold.
void conjunction(const Machine& machine, const Literal* literals, std::size_t length, std::size_t word,
                 std::uint64_t* out) {
  const Counter::Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto bits = [&](std::size_t i, std::size_t at) {
    return hn::Xor(hn::Load(tag, machine.mask(literals[i]) + word + at), hn::Set(tag, flip(literals[i])));
  };
  auto first = bits(0, 0), second = bits(0, lanes);
  for (std::size_t i = 1; i < length; ++i) {
    first = hn::And(first, bits(i, 0));
    second = hn::And(second, bits(i, lanes));
  }
  hn::Store(first, tag, out);
  hn::Store(second, tag, out + lanes);
}

template <std::size_t length>
const Literal* count_those_of(const Machine& machine, const Literal* literals, std::size_t conjunctions,
                              std::size_t word, Counter& counter) {
  for (std::size_t i = 0; i < conjunctions; ++i, literals += length) {
    conjunction(machine, literals, length, word, counter.next());
    counter.taken();
  }
  return literals;
}

const Literal* count_those_of(std::size_t length, const Machine& machine, const Literal* literals,
                              std::size_t conjunctions, std::size_t word, Counter& counter) {
  // Loops of a known length have no branches that are hard to foretell.
  if (length == 1) return count_those_of<1>(machine, literals, conjunctions, word, counter);
  if (length == 2) return count_those_of<2>(machine, literals, conjunctions, word, counter);
  if (length == 3) return count_those_of<3>(machine, literals, conjunctions, word, counter);
  for (std::size_t i = 0; i < conjunctions; ++i, literals += length) {
    conjunction(machine, literals, length, word, counter.next());
    counter.taken();
  }
  return literals;
}

void count(const Machine& machine, const Counting& counting) {
  const std::size_t levels = std::max<std::size_t>(3, counting.planes.size());
  for (std::size_t word = 0; word < mask_words; word += Counter::words) {
    Counter counter(levels);
    const Literal* literals = counting.literals.data();
    for (std::size_t i = 0; i < counting.of_length.size(); ++i)
      literals = count_those_of(i + 1, machine, literals, counting.of_length[i], word, counter);
    counter.finish();
    for (std::size_t level = 0; level < counting.planes.size(); ++level)
      std::copy_n(counter.level(level), Counter::words, machine.mask_out(counting.planes[level]) + word);
  }
}

// ---------------------------------------------------------------------------------------------- ranks

void saturate(const std::int32_t* values, std::size_t rows, std::int16_t* out) {
  for (std::size_t row = 0; row < rows; ++row)
    out[row] = static_cast<std::int16_t>(std::clamp<std::int32_t>(values[row], std::numeric_limits<std::int16_t>::min(),
                                                                  std::numeric_limits<std::int16_t>::max()));
}

void low_bits(const std::int16_t* places, std::int64_t bits, std::size_t rows, std::int16_t* out) {
  const auto kept = static_cast<std::int16_t>(bits);
  for (std::size_t row = 0; row < rows; ++row) out[row] = static_cast<std::int16_t>(places[row] & kept);
}

using Wide = hn::ScalableTag<std::int64_t>;

/// How many of the thresholds are at most each value: halving, without a branch.
hn::Vec<Wide> halved(hn::Vec<Wide> value, const CutTable& all) {
  const Wide tag;
  const std::int64_t* cuts = all.cuts.data();
  auto below = hn::Zero(tag);
  for (std::size_t half = (all.cuts.size() + 1) / 2; half > 0; half /= 2) {
    const auto cut = hn::GatherIndex(tag, cuts + half - 1, below);
    below = hn::IfThenElse(hn::Gt(cut, value), below, hn::Add(below, hn::Set(tag, static_cast<std::int64_t>(half))));
  }
  return below;
}

/// The same by a look into the value's bucket.
hn::Vec<Wide> looked_up(hn::Vec<Wide> value, const CutTable& all) {
  const Wide tag;
  const hn::RebindToUnsigned<Wide> bits;
  const auto origin = hn::Set(tag, all.origin), one = hn::Set(tag, std::int64_t{1});
  const auto near = hn::Min(hn::Max(value, origin), hn::Set(tag, all.last));
  const auto bucket = hn::BitCast(tag, hn::ShiftRightSame(hn::BitCast(bits, hn::Sub(near, origin)), all.shift));
  const auto beyond = [&](const std::vector<std::int64_t>& cuts) {
    return hn::IfThenElseZero(hn::Gt(hn::GatherIndex(tag, cuts.data(), bucket), near), one);
  };
  const auto through = hn::GatherIndex(tag, all.buckets.through.data(), bucket);
  return hn::Sub(hn::Sub(through, beyond(all.buckets.lower)), beyond(all.buckets.upper));
}

template <class Integer>
void rank(const Integer* values, const CutTable& all, std::size_t rows, std::int16_t* out) {
  const Wide tag;
  const hn::Rebind<Integer, Wide> narrow;
  const bool by_bucket = !all.buckets.through.empty();
  for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
    const auto loaded = hn::LoadU(narrow, values + row);
    const auto value = [&] {
      if constexpr (sizeof(Integer) == sizeof(std::int64_t))
        return loaded;
      else
        return hn::PromoteTo(tag, loaded);
    }();
    alignas(64) std::int64_t places[8];
    hn::Store(by_bucket ? looked_up(value, all) : halved(value, all), tag, places);
    for (std::size_t lane = 0; lane < hn::Lanes(tag); ++lane) out[row + lane] = static_cast<std::int16_t>(places[lane]);
  }
}

// ---------------------------------------------------------------------------------------------- series

template <class Combine>
void combine(const Machine& machine, const Instruction& one, const Combine& function) {
  const std::int64_t *a = machine.series(one.a), *b = machine.series(one.b);
  std::int64_t* out = machine.series_out(one.out);
  const std::size_t rows = machine.rows();
  for (std::size_t row = 0; row < rows; ++row) out[row] = function(a[row], b[row]);
}

/// `function` says whether its result can be relied upon; the least number there is never can, so that all others have
/// a negative.
template <class Combine>
void combine_checked(const Machine& machine, const Instruction& one, const Combine& function) {
  const std::int64_t *a = machine.series(one.a), *b = machine.series(one.b);
  std::int64_t* out = machine.series_out(one.out);
  scalar_mask(machine.rows(), machine.mask_out(one.doubt), [&](std::size_t row) {
    std::int64_t result = 0;
    const bool sure = function(a[row], b[row], result) && result != std::numeric_limits<std::int64_t>::min();
    out[row] = sure ? result : 0;
    return !sure;
  });
}

std::optional<Decimal> decimal_of(Op op, Decimal left, Decimal right) {
  switch (op) {
    case Op::add: return add(left, right);
    case Op::subtract: return subtract(left, right);
    case Op::multiply: return multiply(left, right);
    case Op::divide: return right.millionths == 0 ? std::nullopt : divide(left, right);
    case Op::negate: return negate(left);
    case Op::absolute: return absolute(left);
    case Op::floor: return floor(left);
    case Op::ceil: return ceil(left);
    case Op::round: return round(left, static_cast<int>(right.millionths / Decimal::one));
    default: break;
  }
  const bool undefined = (left.millionths < 0 && !right.is_whole()) || (left.millionths == 0 && right.millionths < 0);
  return undefined ? std::nullopt : power(left, right);
}

void decimals(const Machine& machine, const Instruction& one) {
  const auto op = static_cast<Op>(one.number);
  combine_checked(machine, one, [op](std::int64_t a, std::int64_t b, std::int64_t& result) {
    const auto found = decimal_of(op, {a}, {b});
    if (found) result = found->millionths;
    return found.has_value();
  });
}

void portions(const Machine& machine, const Instruction& one, bool started) {
  const std::int64_t* a = machine.series(one.a);
  std::int64_t* out = machine.series_out(one.out);
  for (std::size_t row = 0; row < machine.rows(); ++row) {
    const std::int64_t whole = a[row] / one.number, rest = a[row] % one.number;
    out[row] = whole + (started && rest > 0 ? 1 : !started && rest < 0 ? -1 : 0);
  }
}

/// offset + Σ 2^i · plane i: eight planes make a byte a row first, bytes then make the number.
void from_planes(const Machine& machine, const Instruction& one) {
  const hn::ScalableTag<std::uint8_t> tag;
  const hn::ScalableTag<std::int64_t> wide;
  const hn::Rebind<std::uint8_t, decltype(wide)> narrow;
  const std::size_t lanes = hn::Lanes(tag);
  std::int64_t* out = machine.series_out(one.out);
  alignas(64) std::uint8_t bytes[8][64];
  const Literal* planes = machine.program.planes.data() + one.a;
  for (std::size_t word = 0; word < machine.words; ++word) {
    const std::size_t used = (one.b + 7) / 8;
    for (std::size_t byte = 0; byte < used; ++byte) {
      const std::size_t count = std::min<std::size_t>(8, one.b - byte * 8);
      std::uint64_t bits[8];
      for (std::size_t i = 0; i < count; ++i) {
        const Literal plane = planes[byte * 8 + i];
        bits[i] = machine.mask(plane)[word] ^ flip(plane);
      }
      for (std::size_t at = 0; at < 64; at += lanes) {
        auto sum = hn::Zero(tag);
        for (std::size_t i = 0; i < count; ++i) {
          sum = hn::Or(
              sum, hn::IfThenElseZero(lanes_of(tag, bits[i], at), hn::Set(tag, static_cast<std::uint8_t>(1U << i))));
        }
        hn::Store(sum, tag, bytes[byte] + at);
      }
    }
    for (std::size_t at = 0; at < 64; at += hn::Lanes(wide)) {
      auto sum = hn::Set(wide, one.number);
      for (std::size_t byte = 0; byte < used; ++byte) {
        const auto part = hn::PromoteTo(
            hn::RebindToUnsigned<decltype(wide)>(),
            hn::PromoteTo(hn::Rebind<std::uint32_t, decltype(wide)>(), hn::Load(narrow, bytes[byte] + at)));
        sum = hn::Add(sum, hn::BitCast(wide, hn::ShiftLeftSame(part, static_cast<int>(8 * byte))));
      }
      hn::Store(sum, wide, out + word * 64 + at);
    }
  }
}

void select(const Machine& machine, const Instruction& one) {
  const hn::ScalableTag<std::int64_t> tag;
  const std::uint64_t* when = machine.mask(one.a);
  const std::int64_t *a = machine.series(one.b), *b = machine.series(one.c);
  std::int64_t* out = machine.series_out(one.out);
  for (std::size_t word = 0; word < machine.words; ++word) {
    const std::uint64_t bits = when[word] ^ flip(one.a);
    for (std::size_t at = 0; at < 64; at += hn::Lanes(tag)) {
      const auto chosen = lanes_of(tag, bits, at);
      const std::size_t row = word * 64 + at;
      hn::Store(hn::IfThenElse(chosen, hn::Load(tag, a + row), hn::Load(tag, b + row)), tag, out + row);
    }
  }
}

void from_mask(const Machine& machine, const Instruction& one) {
  const std::uint64_t* when = machine.mask(one.a);
  std::int64_t* out = machine.series_out(one.out);
  for (std::size_t row = 0; row < machine.rows(); ++row)
    out[row] = static_cast<std::int64_t>(((when[row / 64] ^ flip(one.a)) >> (row % 64)) & 1U);
}

template <class Integer>
void load(const Machine& machine, const Instruction& one, const Integer* values) {
  std::int64_t* out = machine.series_out(one.out);
  for (std::size_t row = 0; row < machine.rows(); ++row) out[row] = values[row];
}

std::int64_t wrapped_plus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t wrapped_minus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
std::int64_t wrapped_product(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
}

void add_days(const Machine& machine, const Instruction& one) {
  combine_checked(machine, one, [&](std::int64_t days, std::int64_t count, std::int64_t& result) {
    const auto moved = plus_days({static_cast<std::int32_t>(days)}, one.number * (count / Decimal::one));
    if (moved) result = moved->days;
    return moved.has_value();
  });
}

void text_step(const Machine& machine, const Instruction& one) {
  const std::string_view wanted = machine.program.texts[static_cast<std::size_t>(one.number)];
  const std::string_view* texts = machine.texts(one.a);
  std::uint64_t* out = machine.mask_out(one.out);
  if (one.step == Step::text_is)
    scalar_mask(machine.block.rows, out, [&](std::size_t row) { return texts[row] == wanted; });
  else
    scalar_mask(machine.block.rows, out, [&](std::size_t row) { return texts[row].starts_with(wanted); });
}

void same_texts(const Machine& machine, const Instruction& one) {
  const std::string_view *a = machine.texts(one.a), *b = machine.texts(one.b);
  scalar_mask(machine.block.rows, machine.mask_out(one.out), [&](std::size_t row) { return a[row] == b[row]; });
}

void rank_texts(const Machine& machine, const Instruction& one) {
  const TextTable& table = machine.program.text_tables[one.b];
  const std::string_view* texts = machine.texts(one.a);
  std::int16_t* out = machine.ranks_out(one.out);
  for (std::size_t row = 0; row < machine.block.rows; ++row) out[row] = table.find(texts[row]);
}

template <class Test>
void compare(const Machine& machine, const Instruction& one, const Test& test) {
  const std::int64_t *a = machine.series(one.a), *b = machine.series(one.b);
  scalar_mask(machine.rows(), machine.mask_out(one.out), [&](std::size_t row) { return test(a[row], b[row]); });
}

void step(const Machine& machine, const Instruction& one) {
  const auto at_least_number = [&](const auto* values) {
    at_least(values, one.number, machine.words, machine.mask_out(one.out));
  };
  const auto is_code = [&](const std::int16_t* values) {
    code_is(values, one.number, machine.words, machine.mask_out(one.out));
  };
  const auto rank_among = [&](const auto* values) {
    rank(values, machine.program.cuts[one.b], machine.rows(), machine.ranks_out(one.out));
  };
  switch (one.step) {
    case Step::wide_at_least: return at_least_number(machine.wide(one.a));
    case Step::narrow_at_least: return at_least_number(machine.narrow(one.a));
    case Step::code_at_least: return at_least_number(machine.codes(one.a));
    case Step::code_is: return is_code(machine.codes(one.a));
    case Step::is_known:
      std::copy_n(machine.column(one.a).known.words.data(), machine.words, machine.mask_out(one.out));
      return;
    case Step::text_is:
    case Step::text_starts: return text_step(machine, one);
    case Step::text_same: return same_texts(machine, one);
    case Step::rank_wide: return rank_among(machine.wide(one.a));
    case Step::rank_narrow: return rank_among(machine.narrow(one.a));
    case Step::saturate_narrow: return saturate(machine.narrow(one.a), machine.rows(), machine.ranks_out(one.out));
    case Step::low_bits: return low_bits(machine.ranks(one.a), one.number, machine.rows(), machine.ranks_out(one.out));
    case Step::rank_text: return rank_texts(machine, one);
    case Step::rank_at_least: return at_least_number(machine.ranks(one.a));
    case Step::rank_is: return is_code(machine.ranks(one.a));
    case Step::both: return both(machine, one);
    case Step::refine: return refine(machine, one);
    case Step::count: return count(machine, machine.program.counts[one.a]);
    case Step::series_at_least: return at_least_number(machine.series(one.a));
    case Step::series_less: return compare(machine, one, [](std::int64_t a, std::int64_t b) { return a < b; });
    case Step::series_equal: return compare(machine, one, [](std::int64_t a, std::int64_t b) { return a == b; });
    case Step::load_wide: return load(machine, one, machine.wide(one.a));
    case Step::load_narrow: return load(machine, one, machine.narrow(one.a));
    case Step::load_code: return load(machine, one, machine.codes(one.a));
    case Step::from_mask: return from_mask(machine, one);
    case Step::from_planes: return from_planes(machine, one);
    case Step::plus: return combine(machine, one, wrapped_plus);
    case Step::minus: return combine(machine, one, wrapped_minus);
    case Step::multiply: return combine(machine, one, wrapped_product);
    case Step::select: return select(machine, one);
    case Step::greatest: return combine(machine, one, [](std::int64_t a, std::int64_t b) { return a > b ? a : b; });
    case Step::least: return combine(machine, one, [](std::int64_t a, std::int64_t b) { return a < b ? a : b; });
    case Step::checked_plus:
      return combine_checked(machine, one, [](std::int64_t a, std::int64_t b, std::int64_t& result) {
        return !__builtin_add_overflow(a, b, &result);
      });
    case Step::checked_minus:
      return combine_checked(machine, one, [](std::int64_t a, std::int64_t b, std::int64_t& result) {
        return !__builtin_sub_overflow(a, b, &result);
      });
    case Step::checked_multiply:
      return combine_checked(machine, one, [](std::int64_t a, std::int64_t b, std::int64_t& result) {
        return !__builtin_mul_overflow(a, b, &result);
      });
    case Step::decimal: return decimals(machine, one);
    case Step::started_portions: return portions(machine, one, true);
    case Step::full_portions: return portions(machine, one, false);
    case Step::add_days: return add_days(machine, one);
  }
}

}  // namespace

void run_steps(const Program& program, const Block& block, Workspace& workspace) {
  const Machine machine{program, block, workspace, (block.rows + 63) / 64};
  for (const Instruction& one : program.code) step(machine, one);
}

}  // namespace HWY_NAMESPACE
}  // namespace spanne::engine
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spanne::engine {

Workspace::Workspace(const Program& program)
    : masks(program.mask_places), series(program.series_places), ranks(program.rank_places) {
  for (const auto& [place, number] : program.constants) series[place].of.fill(number);
}

void run(const Program& program, const Block& block, Workspace& workspace) {
  switch (vectors()) {
#if HWY_TARGETS & HWY_AVX3
    case Vectors::avx512: return N_AVX3::run_steps(program, block, workspace);
#endif
#if HWY_TARGETS & HWY_AVX2
    case Vectors::avx2: return N_AVX2::run_steps(program, block, workspace);
#endif
    default: return HWY_STATIC_DISPATCH(run_steps)(program, block, workspace);
  }
}

}  // namespace spanne::engine
#endif
