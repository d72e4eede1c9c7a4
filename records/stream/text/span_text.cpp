#include "records/stream/text/span_text.hpp"

#include <limits>

namespace spanne::records {

using engine::Fraction;
using From = ResultColumn::From;

namespace {

__extension__ typedef unsigned __int128 Wide;

/// Numerator and denominator.
using Ratio = std::pair<std::int64_t, std::int64_t>;

/// Divides in 64 bits where they suffice, which takes a fraction of the time.
std::uint64_t quotient(Wide over, Wide under) {
  constexpr Wide most = std::numeric_limits<std::uint64_t>::max();
  if (over <= most && under <= most) return static_cast<std::uint64_t>(over) / static_cast<std::uint64_t>(under);
  return static_cast<std::uint64_t>(over / under);
}

/// An effort, in counts of the unit, as a multiple of the load's own.
Wide scaled(const Ratio& load, std::int64_t effort) {
  return static_cast<Wide>(load.second) * static_cast<Wide>(effort);
}

/// How often an effort goes into a load.
std::uint64_t whole_times(const Ratio& load, std::int64_t effort) {
  return quotient(static_cast<Wide>(load.first), scaled(load, effort));
}

/// How many loads an effort needs.
std::uint64_t started_times(const Ratio& load, std::int64_t effort) {
  const auto under = static_cast<Wide>(load.first);
  return quotient(scaled(load, effort) + under - 1, under);
}

}  // namespace

SpanText::SpanText(const engine::Model& model, const Fraction& unit, Format format)
    : low_load_((model.capacity * model.utilisation_low / unit).in_lowest_terms()),
      high_load_((model.capacity * model.utilisation_high / unit).in_lowest_terms()),
      unlimited_(ready_cell(format, "unlimited", false)),
      none_(ready_cell(format, "", false)) {}

void SpanText::append(LineBuffer& line, From which, std::int64_t low, std::int64_t high) const {
  const bool by_high = which == From::accounts_low || which == From::kams_high;
  const std::int64_t effort = by_high ? high : low;
  const Ratio& load = by_high ? *low_load_ : *high_load_;
  if (which == From::accounts_low || which == From::accounts_high)
    return effort == 0 ? line.put(unlimited_) : put_whole(line, whole_times(load, effort));
  // One who is too few for the low end.
  const bool team = low > 0 && scaled(*high_load_, low) > static_cast<Wide>(high_load_->first);
  return team ? put_whole(line, started_times(load, effort)) : line.put(none_);
}

}  // namespace spanne::records
