// One loop for each instruction. Compiled once for each target processor; the first call chooses the version to run.
#include "engine/columns/kernels/kernels.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "engine/model/date_steps.hpp"
#include "engine/value/decimal.hpp"
#include "engine/value/vectors.hpp"

// Processors with SSSE3 or less use the portable version.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/columns/kernels/kernels.cpp"
#include <hwy/foreach_target.h>  // NOLINT: includes this file again for every target
//
#include <hwy/highway.h>

#include "engine/columns/kernels/kernels_count-inl.hpp"
#include "engine/columns/kernels/kernels_masks-inl.hpp"
#include "engine/columns/kernels/kernels_ranks-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace spanne::engine {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class Combine>
void combine(const Machine& machine, const Instruction& instruction, const Combine& function) {
  const std::int64_t *a = machine.series(instruction.a), *b = machine.series(instruction.b);
  std::int64_t* out = machine.series_out(instruction.out);
  const std::size_t rows = machine.rows();
  for (std::size_t row = 0; row < rows; ++row) out[row] = function(a[row], b[row]);
}

/// `function` returns whether its result is exact; the least integer never is, so every other one can be negated.
template <class Combine>
void combine_checked(const Machine& machine, const Instruction& instruction, const Combine& function) {
  const std::int64_t *a = machine.series(instruction.a), *b = machine.series(instruction.b);
  std::int64_t* out = machine.series_out(instruction.out);
  scalar_mask(machine.rows(), machine.mask_out(instruction.fallback), [&](std::size_t row) {
    std::int64_t result = 0;
    const bool sure = function(a[row], b[row], result) && result != std::numeric_limits<std::int64_t>::min();
    out[row] = sure ? result : 0;
    return !sure;
  });
}

void powers(const Machine& machine, const Instruction& instruction) {
  const Program::Power& by = machine.program.powers[static_cast<std::size_t>(instruction.number)];
  combine_checked(machine, instruction, [&](std::int64_t a, std::int64_t, std::int64_t& result) {
    const auto exact = power(Fraction(a) * by.unit, by.exponent);
    const auto found = exact ? to_decimal(*exact) : std::nullopt;
    if (found) result = found->millionths;
    return found.has_value();
  });
}

/// Only rows that fall back have a divisor that is not above 0.
template <class Round>
void quotients(const Machine& machine, const Instruction& instruction, const Round& round) {
  combine(machine, instruction, [&](std::int64_t a, std::int64_t b) {
    if (b <= 0) return std::int64_t{0};
    const std::int64_t quotient = a / b, rest = a % b;
    return quotient + round(rest, b);
  });
}

std::int64_t floored(std::int64_t rest, std::int64_t) { return rest < 0 ? -1 : 0; }
std::int64_t ceiled(std::int64_t rest, std::int64_t) { return rest > 0 ? 1 : 0; }
std::int64_t rounded(std::int64_t rest, std::int64_t divisor) {
  const std::int64_t size = rest < 0 ? -rest : rest;
  if (size < divisor - size) return 0;
  return rest < 0 ? -1 : 1;
}

/// offset + Σ 2^i · plane i: eight planes are first combined into one byte per row, and bytes then into the number.
void from_planes(const Machine& machine, const Instruction& instruction) {
  const hn::ScalableTag<std::uint8_t> tag;
  const hn::ScalableTag<std::int64_t> wide;
  const hn::Rebind<std::uint8_t, decltype(wide)> narrow;
  const std::size_t column_kinds = hn::Lanes(tag);
  std::int64_t* out = machine.series_out(instruction.out);
  alignas(64) std::uint8_t bytes[8][64];
  const MaskRef* planes = machine.program.planes.data() + instruction.a;
  for (std::size_t word = 0; word < machine.words; ++word) {
    const std::size_t used = (instruction.b + 7) / 8;
    for (std::size_t byte = 0; byte < used; ++byte) {
      const std::size_t count = std::min<std::size_t>(8, instruction.b - byte * 8);
      std::uint64_t bits[8];
      for (std::size_t i = 0; i < count; ++i) {
        const MaskRef plane = planes[byte * 8 + i];
        bits[i] = machine.mask(plane)[word] ^ flip(plane);
      }
      for (std::size_t at = 0; at < 64; at += column_kinds) {
        auto sum = hn::Zero(tag);
        for (std::size_t i = 0; i < count; ++i) {
          sum = hn::Or(sum, hn::IfThenElseZero(column_kinds_of(tag, bits[i], at),
                                               hn::Set(tag, static_cast<std::uint8_t>(1U << i))));
        }
        hn::Store(sum, tag, bytes[byte] + at);
      }
    }
    for (std::size_t at = 0; at < 64; at += hn::Lanes(wide)) {
      auto sum = hn::Set(wide, instruction.number);
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

void select(const Machine& machine, const Instruction& instruction) {
  const hn::ScalableTag<std::int64_t> tag;
  const std::uint64_t* when = machine.mask(instruction.a);
  const std::int64_t *a = machine.series(instruction.b), *b = machine.series(instruction.c);
  std::int64_t* out = machine.series_out(instruction.out);
  for (std::size_t word = 0; word < machine.words; ++word) {
    const std::uint64_t bits = when[word] ^ flip(instruction.a);
    for (std::size_t at = 0; at < 64; at += hn::Lanes(tag)) {
      const auto chosen = column_kinds_of(tag, bits, at);
      const std::size_t row = word * 64 + at;
      hn::Store(hn::IfThenElse(chosen, hn::Load(tag, a + row), hn::Load(tag, b + row)), tag, out + row);
    }
  }
}

void from_mask(const Machine& machine, const Instruction& instruction) {
  const std::uint64_t* when = machine.mask(instruction.a);
  std::int64_t* out = machine.series_out(instruction.out);
  for (std::size_t row = 0; row < machine.rows(); ++row)
    out[row] = static_cast<std::int64_t>(((when[row / 64] ^ flip(instruction.a)) >> (row % 64)) & 1U);
}

template <class Integer>
void load(const Machine& machine, const Instruction& instruction, const Integer* values) {
  std::int64_t* out = machine.series_out(instruction.out);
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

void move_dates(const Machine& machine, const Instruction& instruction) {
  const DateStep step{instruction.step == OpCode::add_months, instruction.number};
  combine_checked(machine, instruction, [&](std::int64_t days, std::int64_t count, std::int64_t& result) {
    const auto moved = stepped({static_cast<std::int32_t>(days)}, step, count);
    if (moved) result = moved->days;
    return moved.has_value();
  });
}

void count_months(const Machine& machine, const Instruction& instruction) {
  const auto day = [](std::int64_t days) { return Date{static_cast<std::int32_t>(days)}; };
  combine(machine, instruction,
          [&](std::int64_t from, std::int64_t to) { return completed_units(day(from), day(to), instruction.number); });
}

void text_step(const Machine& machine, const Instruction& instruction) {
  const std::string_view wanted = machine.program.texts[static_cast<std::size_t>(instruction.number)];
  const std::string_view* texts = machine.texts(instruction.a);
  std::uint64_t* out = machine.mask_out(instruction.out);
  const auto test = [&](const auto& holds) {
    scalar_mask(machine.block.rows, out, [&](std::size_t row) { return holds(texts[row]); });
  };
  switch (instruction.step) {
    case OpCode::text_is: return test([&](std::string_view text) { return text == wanted; });
    case OpCode::text_starts: return test([&](std::string_view text) { return text.starts_with(wanted); });
    case OpCode::text_ends: return test([&](std::string_view text) { return text.ends_with(wanted); });
    default: return test([&](std::string_view text) { return text.find(wanted) != std::string_view::npos; });
  }
}

void same_texts(const Machine& machine, const Instruction& instruction) {
  const std::string_view *a = machine.texts(instruction.a), *b = machine.texts(instruction.b);
  scalar_mask(machine.block.rows, machine.mask_out(instruction.out), [&](std::size_t row) { return a[row] == b[row]; });
}

void rank_texts(const Machine& machine, const Instruction& instruction) {
  const TextTable& table = machine.program.text_tables[instruction.b];
  const std::string_view* texts = machine.texts(instruction.a);
  std::int16_t* out = machine.ranks_out(instruction.out);
  for (std::size_t row = 0; row < machine.block.rows; ++row) out[row] = table.find(texts[row]);
}

template <class Test>
void compare(const Machine& machine, const Instruction& instruction, const Test& test) {
  const std::int64_t *a = machine.series(instruction.a), *b = machine.series(instruction.b);
  scalar_mask(machine.rows(), machine.mask_out(instruction.out), [&](std::size_t row) { return test(a[row], b[row]); });
}

void step(const Machine& machine, const Instruction& instruction) {
  const auto at_least_number = [&](const auto* values) {
    at_least(values, instruction.number, machine.words, machine.mask_out(instruction.out));
  };
  const auto is_code = [&](const std::int16_t* values) {
    code_is(values, instruction.number, machine.words, machine.mask_out(instruction.out));
  };
  const auto rank_among = [&](const auto* values) {
    rank(values, machine.program.threshold_tables[instruction.b], machine.rows(), machine.ranks_out(instruction.out));
  };
  switch (instruction.step) {
    case OpCode::wide_at_least: return at_least_number(machine.wide(instruction.a));
    case OpCode::narrow_at_least: return at_least_number(machine.narrow(instruction.a));
    case OpCode::code_at_least: return at_least_number(machine.codes(instruction.a));
    case OpCode::code_is: return is_code(machine.codes(instruction.a));
    case OpCode::is_known:
      std::copy_n(machine.column(instruction.a).known.words.data(), machine.words, machine.mask_out(instruction.out));
      return;
    case OpCode::text_is:
    case OpCode::text_starts:
    case OpCode::text_contains:
    case OpCode::text_ends: return text_step(machine, instruction);
    case OpCode::text_same: return same_texts(machine, instruction);
    case OpCode::rank_wide: return rank_among(machine.wide(instruction.a));
    case OpCode::rank_narrow: return rank_among(machine.narrow(instruction.a));
    case OpCode::saturate_narrow:
      return saturate(machine.narrow(instruction.a), machine.rows(), machine.ranks_out(instruction.out));
    case OpCode::low_bits:
      return low_bits(machine.ranks(instruction.a), instruction.number, machine.rows(),
                      machine.ranks_out(instruction.out));
    case OpCode::rank_text: return rank_texts(machine, instruction);
    case OpCode::rank_at_least: return at_least_number(machine.ranks(instruction.a));
    case OpCode::rank_is: return is_code(machine.ranks(instruction.a));
    case OpCode::both: return both(machine, instruction);
    case OpCode::refine: return refine(machine, instruction);
    case OpCode::count: return count(machine, machine.program.counts[instruction.a]);
    case OpCode::series_at_least: return at_least_number(machine.series(instruction.a));
    case OpCode::series_less:
      return compare(machine, instruction, [](std::int64_t a, std::int64_t b) { return a < b; });
    case OpCode::series_equal:
      return compare(machine, instruction, [](std::int64_t a, std::int64_t b) { return a == b; });
    case OpCode::load_wide: return load(machine, instruction, machine.wide(instruction.a));
    case OpCode::load_narrow: return load(machine, instruction, machine.narrow(instruction.a));
    case OpCode::load_code: return load(machine, instruction, machine.codes(instruction.a));
    case OpCode::from_mask: return from_mask(machine, instruction);
    case OpCode::from_planes: return from_planes(machine, instruction);
    case OpCode::plus: return combine(machine, instruction, wrapped_plus);
    case OpCode::minus: return combine(machine, instruction, wrapped_minus);
    case OpCode::multiply: return combine(machine, instruction, wrapped_product);
    case OpCode::select: return select(machine, instruction);
    case OpCode::greatest:
      return combine(machine, instruction, [](std::int64_t a, std::int64_t b) { return a > b ? a : b; });
    case OpCode::least:
      return combine(machine, instruction, [](std::int64_t a, std::int64_t b) { return a < b ? a : b; });
    case OpCode::checked_plus:
      return combine_checked(machine, instruction, [](std::int64_t a, std::int64_t b, std::int64_t& result) {
        return !__builtin_add_overflow(a, b, &result);
      });
    case OpCode::checked_minus:
      return combine_checked(machine, instruction, [](std::int64_t a, std::int64_t b, std::int64_t& result) {
        return !__builtin_sub_overflow(a, b, &result);
      });
    case OpCode::checked_multiply:
      return combine_checked(machine, instruction, [](std::int64_t a, std::int64_t b, std::int64_t& result) {
        return !__builtin_mul_overflow(a, b, &result);
      });
    case OpCode::power: return powers(machine, instruction);
    case OpCode::floor_quotient: return quotients(machine, instruction, floored);
    case OpCode::ceil_quotient: return quotients(machine, instruction, ceiled);
    case OpCode::round_quotient: return quotients(machine, instruction, rounded);
    case OpCode::add_days:
    case OpCode::add_months: return move_dates(machine, instruction);
    case OpCode::months_between: return count_months(machine, instruction);
  }
}

}  // namespace

void run_steps(const Program& program, const Block& block, Workspace& workspace) {
  const Machine machine{program, block, workspace, (block.rows + 63) / 64};
  for (const Instruction& instruction : program.code) step(machine, instruction);
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
