#include "engine/portfolio/gap.hpp"

namespace spanne::engine {

PeopleGap people_gap_of(const Range& effort, const Fraction& capacity, const Model& model) {
  // Rounding up serves both: a lack of 4.2 people is 5 too few, a surplus of 4.2 is 4 too many.
  return {((effort.low - capacity * model.utilisation_high) / (model.capacity * model.utilisation_high)).ceil(),
          ((effort.high - capacity * model.utilisation_low) / (model.capacity * model.utilisation_low)).ceil()};
}

CapacityGap gap_of(const Subtotal& sum, const Fraction& capacity, const Model& model) {
  const auto figures = result_figures(sum);
  return {capacity, minus(figures[0], capacity * model.utilisation_high),
          minus(figures[2], capacity * model.utilisation_low),
          readings(sum, [&](const Range& total) { return people_gap_of(total, capacity, model); })};
}

CapacityGap gap_of(const Range& effort, const Fraction& capacity, const Model& model) {
  return gap_of(Subtotal{0, 0, effort, nullptr, nullptr}, capacity, model);
}

}  // namespace spanne::engine
