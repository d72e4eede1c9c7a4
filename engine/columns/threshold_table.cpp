#include "engine/columns/threshold_table.hpp"

#include <limits>
#include <utility>

namespace spanne::engine {
namespace {

constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t max_buckets = 4'096;  // so that the tables stay in the processor's cache

std::size_t bucket_of(const ThresholdTable& table, std::int64_t number) {
  return static_cast<std::size_t>((number - table.origin) >> table.shift);
}

/// Returns an empty Bucket if more than two thresholds fall into one.
ThresholdTable::Bucket fill(const ThresholdTable& table, const std::vector<std::int64_t>& ascending) {
  const std::size_t count = bucket_of(table, table.last) + 1;
  ThresholdTable::Bucket buckets;
  buckets.lower.assign(count, greatest);
  buckets.upper.assign(count, greatest);
  for (const std::int64_t number : ascending) {
    const std::size_t at = bucket_of(table, number);
    if (buckets.upper[at] != greatest) return {};
    (buckets.lower[at] == greatest ? buckets.lower : buckets.upper)[at] = number;
  }
  std::int64_t before = 0;
  for (std::size_t at = 0; at < count; ++at) {
    buckets.through.push_back(before + 2);
    before += (buckets.lower[at] != greatest ? 1 : 0) + (buckets.upper[at] != greatest ? 1 : 0);
  }
  return buckets;
}

}  // namespace

ThresholdTable::ThresholdTable(std::vector<std::int64_t> ascending)
    : origin(ascending.front()), last(ascending.back()) {
  std::int64_t width = 0;
  const bool wide = __builtin_sub_overflow(last, origin, &width) || width == greatest || last == greatest ||
                    origin == std::numeric_limits<std::int64_t>::min();
  if (!wide) {
    --origin;
    ++width;
    for (shift = 62; shift >= 0 && static_cast<std::size_t>(width >> shift) < max_buckets; --shift) {
      buckets = fill(*this, ascending);
      if (!buckets.through.empty()) break;
    }
  }
  std::size_t size = 1;
  while (size < ascending.size()) size = 2 * size + 1;
  thresholds = std::move(ascending);
  thresholds.resize(size, greatest);
}

}  // namespace spanne::engine
