// Emits instructions, each only once.
#include "engine/columns/program.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace spanne::engine {
namespace {

constexpr Wide128 largest = std::numeric_limits<std::int64_t>::max();

bool fits(const Reach& reach) { return reach.low >= -largest && reach.high <= largest; }

Reach whole_reach() { return {-largest, largest}; }

Reach product(const Reach& a, const Reach& b) {
  // Both operands are within 64 bits, so the corners are within 128.
  const auto corners = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  return {std::min(corners), std::max(corners)};
}

Reach hull(const Reach& a, const Reach& b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

}  // namespace

OperandKinds operands_of(OpCode step) {
  using enum OperandKind;
  switch (step) {
    case OpCode::wide_at_least:
    case OpCode::narrow_at_least:
    case OpCode::code_at_least:
    case OpCode::code_is:
    case OpCode::is_known:
    case OpCode::text_is:
    case OpCode::text_starts:
    case OpCode::text_contains:
    case OpCode::text_ends: return {mask, nothing, column, nothing, nothing};
    case OpCode::text_same: return {mask, nothing, column, column, nothing};
    case OpCode::rank_wide:
    case OpCode::rank_narrow:
    case OpCode::saturate_narrow:
    case OpCode::rank_text: return {rank, nothing, column, nothing, nothing};
    case OpCode::low_bits: return {rank, nothing, rank, nothing, nothing};
    case OpCode::rank_is:
    case OpCode::rank_at_least: return {mask, nothing, rank, nothing, nothing};
    case OpCode::both: return {mask, nothing, mask, mask, nothing};
    case OpCode::refine: return {mask, nothing, mask, mask, mask};
    case OpCode::count: return {nothing, nothing, nothing, nothing, nothing};  // its operands are in Program::counts
    case OpCode::series_at_least: return {mask, nothing, series, nothing, nothing};
    case OpCode::series_less:
    case OpCode::series_equal: return {mask, nothing, series, series, nothing};
    case OpCode::load_wide:
    case OpCode::load_narrow:
    case OpCode::load_code: return {series, nothing, column, nothing, nothing};
    case OpCode::from_mask: return {series, nothing, mask, nothing, nothing};
    case OpCode::from_planes: return {series, nothing, nothing, nothing, nothing};
    case OpCode::plus:
    case OpCode::minus:
    case OpCode::multiply:
    case OpCode::greatest:
    case OpCode::least:
    case OpCode::floor_quotient:
    case OpCode::ceil_quotient:
    case OpCode::round_quotient:
    case OpCode::months_between: return {series, nothing, series, series, nothing};
    case OpCode::select: return {series, nothing, mask, series, series};
    case OpCode::checked_plus:
    case OpCode::checked_minus:
    case OpCode::checked_multiply:
    case OpCode::power:
    case OpCode::add_days:
    case OpCode::add_months: break;
  }
  return {series, mask, series, series, nothing};
}

TextTable::TextTable(std::vector<std::string> texts) : texts_(std::move(texts)) {
  std::size_t size = 16;
  while (size < texts_.size() * 4) size *= 2;
  slots_.assign(size, 0);
  mask_ = size - 1;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    std::size_t slot = hash(texts_[i]) & mask_;
    while (slots_[slot] != 0) slot = (slot + 1) & mask_;
    slots_[slot] = static_cast<std::int16_t>(i + 1);
  }
}

/// Hashes both ends of a text and its length.
std::size_t TextTable::hash(std::string_view text) {
  std::uint64_t first = 0, last = 0;
  const std::size_t size = std::min<std::size_t>(text.size(), 8);
  if (size == 8) {
    std::memcpy(&first, text.data(), 8);
    std::memcpy(&last, text.data() + text.size() - 8, 8);
  } else if (size > 0) {
    std::memcpy(&first, text.data(), size);
  }
  std::uint64_t mixed = (first ^ text.size()) * 0x9E37'79B9'7F4A'7C15U;
  mixed = (mixed ^ (mixed >> 32U) ^ last) * 0xD6E8'FEB8'6659'FD93U;
  return mixed ^ (mixed >> 32U);
}

// ---------------------------------------------------------------------------------------------- conditions

std::size_t Program::KeyHash::operator()(const Key& key) const {
  std::uint64_t mixed = static_cast<std::uint64_t>(key.step);
  for (const std::uint64_t part : {std::uint64_t{key.a} << 32U | key.b, static_cast<std::uint64_t>(key.number) ^ key.c})
    mixed = (mixed ^ mixed >> 29U ^ part) * 0x9E37'79B9'7F4A'7C15U;
  return mixed ^ mixed >> 32U;
}

MaskRef Program::mask(Instruction instruction) {
  const Key key{instruction.step, instruction.a, instruction.b, instruction.c, instruction.number};
  const auto [place, fresh] = known_.try_emplace(key, masks_);
  if (fresh) {
    instruction.out = new_mask();
    code.push_back(instruction);
  }
  return place->second * 2;
}

MaskRef Program::at_least(AttributeId column, ColumnKind column_kind, std::int64_t number) {
  if (column_kind == ColumnKind::wide && number <= -largest) return always;
  if (column_kind == ColumnKind::wide) return mask({OpCode::wide_at_least, 0, 0, column, 0, 0, number});
  const bool narrow = column_kind == ColumnKind::narrow;
  const std::int64_t high =
      narrow ? std::numeric_limits<std::int32_t>::max() : std::numeric_limits<std::int16_t>::max();
  if (number > high) return never;
  if (number <= (narrow ? std::numeric_limits<std::int32_t>::min() : 0)) return always;
  return mask({narrow ? OpCode::narrow_at_least : OpCode::code_at_least, 0, 0, column, 0, 0, number});
}

MaskRef Program::code_is(AttributeId column, std::int64_t code_wanted) {
  return mask({OpCode::code_is, 0, 0, column, 0, 0, code_wanted});
}

MaskRef Program::known(AttributeId column) { return mask({OpCode::is_known, 0, 0, column, 0, 0, 0}); }

MaskRef Program::text(OpCode step, AttributeId column, const std::string& text) {
  const auto [place, fresh] = text_ids_.try_emplace(text, static_cast<std::uint32_t>(texts.size()));
  if (fresh) texts.push_back(text);
  return mask({step, 0, 0, column, 0, 0, place->second});
}

MaskRef Program::same_text(AttributeId a, AttributeId b) {
  return a == b ? always : mask({OpCode::text_same, 0, 0, std::min(a, b), std::max(a, b), 0, 0});
}

MaskRef Program::both(MaskRef a, MaskRef b) {
  if (a > b) std::swap(a, b);
  if (a == never || a == negation(b)) return never;
  if (a == always || a == b) return b;
  return mask({OpCode::both, 0, 0, a, b, 0, 0});
}

// ---------------------------------------------------------------------------------------------- series

SeriesId Program::series(Instruction instruction, Reach reach, MaskRef fallback) {
  const Key key{instruction.step, instruction.a, instruction.b, instruction.c, instruction.number};
  const auto [place, fresh] = known_.try_emplace(key, static_cast<std::uint32_t>(reaches_.size()));
  const SeriesId id = place->second;  // others may be emitted before this one is complete
  if (fresh) {
    instruction.out = id;
    if (operands_of(instruction.step).fallback == OperandKind::mask) instruction.fallback = new_mask();
    code.push_back(instruction);
    if (instruction.fallback != 0) fallback = either(fallback, instruction.fallback * 2);
    reaches_.push_back(reach);
    fallbacks_.push_back(fallback);
  }
  return id;
}

SeriesId Program::constant(std::int64_t number) {
  const auto [place, fresh] = constant_ids_.try_emplace(number, static_cast<SeriesId>(reaches_.size()));
  if (fresh) {
    constants.emplace_back(place->second, number);
    reaches_.push_back({number, number});
    fallbacks_.push_back(never);
  }
  return place->second;
}

SeriesId Program::load(AttributeId column, ColumnKind column_kind, Reach reach) {
  const OpCode step = column_kind == ColumnKind::wide     ? OpCode::load_wide
                      : column_kind == ColumnKind::narrow ? OpCode::load_narrow
                                                          : OpCode::load_code;
  return series({step, 0, 0, column, 0, 0, 0}, reach, never);
}

SeriesId Program::from_mask(MaskRef mask) {
  if (mask <= always) return constant(mask);
  return series({OpCode::from_mask, 0, 0, mask, 0, 0, 0}, {0, 1}, never);
}

/// Emits `step` if the bounds prove that 64 bits suffice, otherwise its checked variant.
SeriesId Program::checked(OpCode step, SeriesId a, SeriesId b, Reach reach) {
  if (reach.low == reach.high && fits(reach)) return constant(static_cast<std::int64_t>(reach.low));
  const MaskRef fallback = either(fallbacks_[a], fallbacks_[b]);
  if (fits(reach)) return series({step, 0, 0, a, b, 0, 0}, reach, fallback);
  const OpCode sister = step == OpCode::plus    ? OpCode::checked_plus
                        : step == OpCode::minus ? OpCode::checked_minus
                                                : OpCode::checked_multiply;
  return series({sister, 0, 0, a, b, 0, 0}, {std::max(reach.low, -largest), std::min(reach.high, largest)}, fallback);
}

SeriesId Program::plus(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (x.low == 0 && x.high == 0) return b;
  if (y.low == 0 && y.high == 0) return a;
  return checked(OpCode::plus, std::min(a, b), std::max(a, b), {x.low + y.low, x.high + y.high});
}

SeriesId Program::minus(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (y.low == 0 && y.high == 0) return a;
  if (a == b) return constant(0);
  return checked(OpCode::minus, a, b, {x.low - y.high, x.high - y.low});
}

SeriesId Program::multiply(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (x.low == 1 && x.high == 1) return b;
  if (y.low == 1 && y.high == 1) return a;
  return checked(OpCode::multiply, std::min(a, b), std::max(a, b), product(x, y));
}

SeriesId Program::select(MaskRef when, SeriesId a, SeriesId b) {
  if (a == b || when == always) return a;
  if (when == never) return b;
  return series({OpCode::select, 0, 0, when, a, b, 0}, hull(reaches_[a], reaches_[b]),
                choose(when, fallbacks_[a], fallbacks_[b]));
}

SeriesId Program::greatest(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (a == b || x.low >= y.high) return a;
  if (y.low >= x.high) return b;
  return series({OpCode::greatest, 0, 0, std::min(a, b), std::max(a, b), 0, 0},
                {std::max(x.low, y.low), std::max(x.high, y.high)}, either(fallbacks_[a], fallbacks_[b]));
}

SeriesId Program::least(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (a == b || x.high <= y.low) return a;
  if (y.high <= x.low) return b;
  return series({OpCode::least, 0, 0, std::min(a, b), std::max(a, b), 0, 0},
                {std::min(x.low, y.low), std::min(x.high, y.high)}, either(fallbacks_[a], fallbacks_[b]));
}

SeriesId Program::power(SeriesId a, const Fraction& unit, const Fraction& exponent) {
  powers.push_back({unit, exponent});
  return series({OpCode::power, 0, 0, a, a, 0, static_cast<std::int64_t>(powers.size()) - 1}, whole_reach(),
                fallbacks_[a]);
}

SeriesId Program::whole_quotient(OpCode step, SeriesId a, SeriesId b) {
  if (reaches_[b].low == 1 && reaches_[b].high == 1) return a;
  const Wide128 farthest = std::max(reaches_[a].high, -reaches_[a].low);
  const Wide128 size = farthest / std::max<Wide128>(reaches_[b].low, 1) + 1;
  return series({step, 0, 0, a, b, 0, 0}, {reaches_[a].low < 0 ? -size : 0, reaches_[a].high > 0 ? size : 0},
                either(fallbacks_[a], fallbacks_[b]));
}

SeriesId Program::moved(SeriesId days, SeriesId count, const DateStep& step) {
  return series({step.months ? OpCode::add_months : OpCode::add_days, 0, 0, days, count, 0, step.unit},
                {-1'000'000, 4'000'000}, either(fallbacks_[days], fallbacks_[count]));
}

SeriesId Program::months_between(SeriesId from, SeriesId to, std::int64_t unit) {
  return series({OpCode::months_between, 0, 0, from, to, 0, unit}, {-120'000, 120'000},
                either(fallbacks_[from], fallbacks_[to]));
}

MaskRef Program::series_at_least(SeriesId a, std::int64_t number) {
  if (reaches_[a].low >= number) return always;
  if (reaches_[a].high < number) return never;
  return mask({OpCode::series_at_least, 0, 0, a, 0, 0, number});
}

MaskRef Program::less(SeriesId a, SeriesId b) {
  if (a == b || reaches_[a].low >= reaches_[b].high) return never;
  if (reaches_[a].high < reaches_[b].low) return always;
  return mask({OpCode::series_less, 0, 0, a, b, 0, 0});
}

MaskRef Program::equal(SeriesId a, SeriesId b) {
  if (a == b) return always;
  if (reaches_[a].high < reaches_[b].low || reaches_[b].high < reaches_[a].low) return never;
  return mask({OpCode::series_equal, 0, 0, std::min(a, b), std::max(a, b), 0, 0});
}

// ---------------------------------------------------------------------------------------------- sums of masks

void Program::add(Planes& sum, std::size_t level, MaskRef mask_added) {
  if (mask_added == never) return;
  if (sum.size() <= level) sum.resize(level + 1);
  sum[level].push_back(mask_added);
}

void Program::settle(Planes& sum) {
  for (std::size_t level = 0; level < sum.size(); ++level) {
    const std::size_t size = sum[level].size();
    if (size < 2) continue;
    code.push_back({OpCode::count, 0, 0, static_cast<std::uint32_t>(counts.size()), 0, 0, 0});
    ConjunctionCount counting{std::move(sum[level]), {size}, {}};
    sum[level].clear();
    for (std::size_t bit = 0; (size >> bit) != 0; ++bit) {
      counting.planes.push_back(new_mask());
      add(sum, level + bit, counting.planes.back() * 2);
    }
    counts.push_back(std::move(counting));
  }
}

SeriesId Program::total(Planes& sum, std::int64_t offset, Reach reach) {
  settle(sum);
  if (sum.size() > 62) throw Unplannable("a sum is beyond 64 bits");
  if (reach.low == reach.high) return constant(static_cast<std::int64_t>(reach.low));
  const auto begin = static_cast<std::uint32_t>(planes.size());
  for (const auto& level : sum) planes.push_back(level.empty() ? never : level.front());
  // Instructions are deduplicated by their operands; the operands of this one are elsewhere, so it is always new.
  return series({OpCode::from_planes, 0, 0, begin, static_cast<std::uint32_t>(sum.size()), 0, offset}, reach, never);
}

}  // namespace spanne::engine
