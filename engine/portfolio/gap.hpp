// The gap is how much capacity an effort lacks: above 0 people are missing, below 0 there are more than it needs.
#pragma once

#include "engine/model/model.hpp"
#include "engine/portfolio/readings.hpp"
#include "engine/portfolio/subtotals.hpp"

namespace spanne::engine {

/// The gap in whole people with the rule set's capacity each. A lack is rounded up and a surplus down, so that nobody
/// plans with part of a person.
struct PeopleGap {
  Fraction low, high;
  bool operator==(const PeopleGap&) const = default;
};

/// The gap of an effort against a capacity. At the low end the effort is the least and everybody carries the most the
/// utilisation band allows, at the high end the reverse.
struct CapacityGap {
  Fraction capacity;    // FTE, of all people together
  Enclosure low, high;  // FTE: Σlow − u · capacity and Σhigh − l · capacity
  Readings<PeopleGap> people;
};

PeopleGap people_gap_of(const Range& effort, const Fraction& capacity, const Model& model);
CapacityGap gap_of(const Subtotal& sum, const Fraction& capacity, const Model& model);
/// The gap of an effort that is known exactly.
CapacityGap gap_of(const Range& effort, const Fraction& capacity, const Model& model);

}  // namespace spanne::engine
