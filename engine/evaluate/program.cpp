// Steps are made once each; what nobody needs is dropped; what is done with makes room for the next.
#include "engine/evaluate/program.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace spanne::engine {
namespace {

constexpr Wide128 largest = std::numeric_limits<std::int64_t>::max();

bool fits(const Reach& reach) { return reach.low >= -largest && reach.high <= largest; }

Reach whole_reach() { return {-largest, largest}; }

Reach product(const Reach& a, const Reach& b) {
  // Both are within 64 bits, so that the corners are within 128.
  const auto corners = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  return {std::min(corners), std::max(corners)};
}

Reach hull(const Reach& a, const Reach& b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

}  // namespace

Shape shape_of(Step step) {
  using enum Sort;
  switch (step) {
    case Step::wide_at_least:
    case Step::narrow_at_least:
    case Step::code_at_least:
    case Step::code_is:
    case Step::is_known:
    case Step::text_is:
    case Step::text_starts: return {mask, nothing, column, nothing, nothing};
    case Step::text_same: return {mask, nothing, column, column, nothing};
    case Step::rank_wide:
    case Step::rank_narrow:
    case Step::saturate_narrow:
    case Step::rank_text: return {rank, nothing, column, nothing, nothing};
    case Step::low_bits: return {rank, nothing, rank, nothing, nothing};
    case Step::rank_is:
    case Step::rank_at_least: return {mask, nothing, rank, nothing, nothing};
    case Step::both: return {mask, nothing, mask, mask, nothing};
    case Step::refine: return {mask, nothing, mask, mask, mask};
    case Step::count: return {nothing, nothing, nothing, nothing, nothing};  // all of it is elsewhere
    case Step::series_at_least: return {mask, nothing, series, nothing, nothing};
    case Step::series_less:
    case Step::series_equal: return {mask, nothing, series, series, nothing};
    case Step::load_wide:
    case Step::load_narrow:
    case Step::load_code: return {series, nothing, column, nothing, nothing};
    case Step::from_mask: return {series, nothing, mask, nothing, nothing};
    case Step::from_planes: return {series, nothing, nothing, nothing, nothing};
    case Step::plus:
    case Step::minus:
    case Step::multiply:
    case Step::greatest:
    case Step::least: return {series, nothing, series, series, nothing};
    case Step::select: return {series, nothing, mask, series, series};
    case Step::started_portions:
    case Step::full_portions: return {series, nothing, series, nothing, nothing};
    case Step::checked_plus:
    case Step::checked_minus:
    case Step::checked_multiply:
    case Step::decimal:
    case Step::add_days: break;
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

/// Both ends of a text and its length.
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

Literal Program::mask(Instruction instruction) {
  const Key key{instruction.step, instruction.a, instruction.b, instruction.c, instruction.number};
  const auto [place, fresh] = known_.try_emplace(key, masks_);
  if (fresh) {
    instruction.out = new_mask();
    code.push_back(instruction);
  }
  return place->second * 2;
}

Literal Program::at_least(AttributeId column, Lane lane, std::int64_t number) {
  if (lane == Lane::wide && number <= -largest) return always;
  if (lane == Lane::wide) return mask({Step::wide_at_least, 0, 0, column, 0, 0, number});
  const bool narrow = lane == Lane::narrow;
  const std::int64_t high =
      narrow ? std::numeric_limits<std::int32_t>::max() : std::numeric_limits<std::int16_t>::max();
  if (number > high) return never;
  if (number <= (narrow ? std::numeric_limits<std::int32_t>::min() : 0)) return always;
  return mask({narrow ? Step::narrow_at_least : Step::code_at_least, 0, 0, column, 0, 0, number});
}

Literal Program::code_is(AttributeId column, std::int64_t code_wanted) {
  return mask({Step::code_is, 0, 0, column, 0, 0, code_wanted});
}

Literal Program::known(AttributeId column) { return mask({Step::is_known, 0, 0, column, 0, 0, 0}); }

Literal Program::text(Step step, AttributeId column, const std::string& text) {
  const auto [place, fresh] = text_ids_.try_emplace(text, static_cast<std::uint32_t>(texts.size()));
  if (fresh) texts.push_back(text);
  return mask({step, 0, 0, column, 0, 0, place->second});
}

Literal Program::same_text(AttributeId a, AttributeId b) {
  return a == b ? always : mask({Step::text_same, 0, 0, std::min(a, b), std::max(a, b), 0, 0});
}

Literal Program::both(Literal a, Literal b) {
  if (a > b) std::swap(a, b);
  if (a == never || a == negation(b)) return never;
  if (a == always || a == b) return b;
  return mask({Step::both, 0, 0, a, b, 0, 0});
}

// ---------------------------------------------------------------------------------------------- series

SeriesId Program::series(Instruction instruction, Reach reach, Literal doubt) {
  const Key key{instruction.step, instruction.a, instruction.b, instruction.c, instruction.number};
  const auto [place, fresh] = known_.try_emplace(key, static_cast<std::uint32_t>(reaches_.size()));
  const SeriesId id = place->second;  // others may be made before this one is done
  if (fresh) {
    instruction.out = id;
    if (shape_of(instruction.step).doubt == Sort::mask) instruction.doubt = new_mask();
    code.push_back(instruction);
    if (instruction.doubt != 0) doubt = either(doubt, instruction.doubt * 2);
    reaches_.push_back(reach);
    doubts_.push_back(doubt);
  }
  return id;
}

SeriesId Program::constant(std::int64_t number) {
  const auto [place, fresh] = constant_ids_.try_emplace(number, static_cast<SeriesId>(reaches_.size()));
  if (fresh) {
    constants.emplace_back(place->second, number);
    reaches_.push_back({number, number});
    doubts_.push_back(never);
  }
  return place->second;
}

SeriesId Program::load(AttributeId column, Lane lane, Reach reach) {
  const Step step = lane == Lane::wide ? Step::load_wide : lane == Lane::narrow ? Step::load_narrow : Step::load_code;
  return series({step, 0, 0, column, 0, 0, 0}, reach, never);
}

SeriesId Program::from_mask(Literal mask) {
  if (mask <= always) return constant(mask);
  return series({Step::from_mask, 0, 0, mask, 0, 0, 0}, {0, 1}, never);
}

/// `step` where the reach proves that 64 bits suffice, else its checked sister.
SeriesId Program::checked(Step step, SeriesId a, SeriesId b, Reach reach) {
  if (reach.low == reach.high && fits(reach)) return constant(static_cast<std::int64_t>(reach.low));
  const Literal doubt = either(doubts_[a], doubts_[b]);
  if (fits(reach)) return series({step, 0, 0, a, b, 0, 0}, reach, doubt);
  const Step sister = step == Step::plus    ? Step::checked_plus
                      : step == Step::minus ? Step::checked_minus
                                            : Step::checked_multiply;
  return series({sister, 0, 0, a, b, 0, 0}, {std::max(reach.low, -largest), std::min(reach.high, largest)}, doubt);
}

SeriesId Program::plus(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (x.low == 0 && x.high == 0) return b;
  if (y.low == 0 && y.high == 0) return a;
  return checked(Step::plus, std::min(a, b), std::max(a, b), {x.low + y.low, x.high + y.high});
}

SeriesId Program::minus(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (y.low == 0 && y.high == 0) return a;
  if (a == b) return constant(0);
  return checked(Step::minus, a, b, {x.low - y.high, x.high - y.low});
}

SeriesId Program::multiply(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (x.low == 1 && x.high == 1) return b;
  if (y.low == 1 && y.high == 1) return a;
  return checked(Step::multiply, std::min(a, b), std::max(a, b), product(x, y));
}

SeriesId Program::select(Literal when, SeriesId a, SeriesId b) {
  if (a == b || when == always) return a;
  if (when == never) return b;
  return series({Step::select, 0, 0, when, a, b, 0}, hull(reaches_[a], reaches_[b]),
                choose(when, doubts_[a], doubts_[b]));
}

SeriesId Program::greatest(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (a == b || x.low >= y.high) return a;
  if (y.low >= x.high) return b;
  return series({Step::greatest, 0, 0, std::min(a, b), std::max(a, b), 0, 0},
                {std::max(x.low, y.low), std::max(x.high, y.high)}, either(doubts_[a], doubts_[b]));
}

SeriesId Program::least(SeriesId a, SeriesId b) {
  const Reach x = reaches_[a], y = reaches_[b];
  if (a == b || x.high <= y.low) return a;
  if (y.high <= x.low) return b;
  return series({Step::least, 0, 0, std::min(a, b), std::max(a, b), 0, 0},
                {std::min(x.low, y.low), std::min(x.high, y.high)}, either(doubts_[a], doubts_[b]));
}

SeriesId Program::decimal(Op op, SeriesId a, SeriesId b) {
  return series({Step::decimal, 0, 0, a, b, 0, static_cast<std::int64_t>(op)}, whole_reach(),
                either(doubts_[a], doubts_[b]));
}

SeriesId Program::portions(SeriesId a, std::int64_t size, bool started) {
  const Reach reach = reaches_[a];
  return series({started ? Step::started_portions : Step::full_portions, 0, 0, a, 0, 0, size},
                {reach.low / size - 1, reach.high / size + 1}, doubts_[a]);
}

SeriesId Program::add_days(SeriesId days, SeriesId count, bool forward) {
  return series({Step::add_days, 0, 0, days, count, 0, forward ? 1 : -1}, {-1'000'000, 4'000'000},
                either(doubts_[days], doubts_[count]));
}

Literal Program::series_at_least(SeriesId a, std::int64_t number) {
  if (reaches_[a].low >= number) return always;
  if (reaches_[a].high < number) return never;
  return mask({Step::series_at_least, 0, 0, a, 0, 0, number});
}

Literal Program::less(SeriesId a, SeriesId b) {
  if (a == b || reaches_[a].low >= reaches_[b].high) return never;
  if (reaches_[a].high < reaches_[b].low) return always;
  return mask({Step::series_less, 0, 0, a, b, 0, 0});
}

Literal Program::equal(SeriesId a, SeriesId b) {
  if (a == b) return always;
  if (reaches_[a].high < reaches_[b].low || reaches_[b].high < reaches_[a].low) return never;
  return mask({Step::series_equal, 0, 0, std::min(a, b), std::max(a, b), 0, 0});
}

// ---------------------------------------------------------------------------------------------- sums of masks

void Program::add(Planes& sum, std::size_t level, Literal mask_added) {
  if (mask_added == never) return;
  if (sum.size() <= level) sum.resize(level + 1);
  sum[level].push_back(mask_added);
}

void Program::settle(Planes& sum) {
  for (std::size_t level = 0; level < sum.size(); ++level) {
    const std::size_t size = sum[level].size();
    if (size < 2) continue;
    code.push_back({Step::count, 0, 0, static_cast<std::uint32_t>(counts.size()), 0, 0, 0});
    Counting counting{std::move(sum[level]), {size}, {}};
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
  // Steps are known by their operands; this one's are elsewhere, so that it is always a new one.
  return series({Step::from_planes, 0, 0, begin, static_cast<std::uint32_t>(sum.size()), 0, offset}, reach, never);
}

}  // namespace spanne::engine
