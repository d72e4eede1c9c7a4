// Kernels that compute the ranks of a column's values among the thresholds they are compared with.
//
// The file is included once for each target processor: the guard is toggled so that the next inclusion passes.
#if defined(SPANNE_KERNELS_RANKS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SPANNE_KERNELS_RANKS_INL
#undef SPANNE_KERNELS_RANKS_INL
#else
#define SPANNE_KERNELS_RANKS_INL
#endif

#include <algorithm>
#include <hwy/highway.h>
#include <limits>
#include <vector>

#include "engine/columns/threshold_table.hpp"

HWY_BEFORE_NAMESPACE();
namespace spanne::engine {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

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

/// The number of thresholds that are at most each value, by branch-free binary search.
hn::Vec<Wide> halved(hn::Vec<Wide> value, const ThresholdTable& all) {
  const Wide tag;
  const std::int64_t* thresholds = all.thresholds.data();
  auto below = hn::Zero(tag);
  for (std::size_t half = (all.thresholds.size() + 1) / 2; half > 0; half /= 2) {
    const auto threshold = hn::GatherIndex(tag, thresholds + half - 1, below);
    below =
        hn::IfThenElse(hn::Gt(threshold, value), below, hn::Add(below, hn::Set(tag, static_cast<std::int64_t>(half))));
  }
  return below;
}

/// The same, by a lookup in the value's bucket.
hn::Vec<Wide> looked_up(hn::Vec<Wide> value, const ThresholdTable& all) {
  const Wide tag;
  const hn::RebindToUnsigned<Wide> bits;
  const auto origin = hn::Set(tag, all.origin), one = hn::Set(tag, std::int64_t{1});
  const auto near = hn::Min(hn::Max(value, origin), hn::Set(tag, all.last));
  const auto bucket = hn::BitCast(tag, hn::ShiftRightSame(hn::BitCast(bits, hn::Sub(near, origin)), all.shift));
  const auto beyond = [&](const std::vector<std::int64_t>& thresholds) {
    return hn::IfThenElseZero(hn::Gt(hn::GatherIndex(tag, thresholds.data(), bucket), near), one);
  };
  const auto through = hn::GatherIndex(tag, all.buckets.through.data(), bucket);
  return hn::Sub(hn::Sub(through, beyond(all.buckets.lower)), beyond(all.buckets.upper));
}

template <class Integer>
void rank(const Integer* values, const ThresholdTable& all, std::size_t rows, std::int16_t* out) {
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
    for (std::size_t column_kind = 0; column_kind < hn::Lanes(tag); ++column_kind)
      out[row + column_kind] = static_cast<std::int16_t>(places[column_kind]);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace spanne::engine
HWY_AFTER_NAMESPACE();

#endif
