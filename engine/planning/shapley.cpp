#include "engine/planning/shapley.hpp"

namespace spanne::engine {
namespace {

/// The elementary symmetric sums, of none of the numbers (1) to all of them (their product).
std::vector<Fraction> symmetric_sums(const std::vector<Fraction>& numbers) {
  std::vector<Fraction> sums{1};
  for (const Fraction& number : numbers) {
    sums.emplace_back(0);
    for (std::size_t count = sums.size() - 1; count > 0; --count) sums[count] += number * sums[count - 1];
  }
  return sums;
}

}  // namespace

std::vector<Fraction> shapley_weights(const std::vector<Fraction>& multipliers) {
  const auto count = static_cast<std::int64_t>(multipliers.size());
  const std::vector<Fraction> all = symmetric_sums(multipliers);
  std::vector<Fraction> weights;
  for (const Fraction& multiplier : multipliers) {
    // The sums of the others follow from those of all: all[k] = others[k] + multiplier · others[k − 1].
    Fraction others = 1, share = Fraction::ratio(1, count), weight = share;
    for (std::int64_t before = 1; before < count; ++before) {
      others = all[static_cast<std::size_t>(before)] - multiplier * others;
      share *= Fraction::ratio(before, count - before);
      weight += share * others;
    }
    weights.push_back(weight);
  }
  return weights;
}

}  // namespace spanne::engine
