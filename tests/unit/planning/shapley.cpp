// Shapley weights against the average over all orders, worked out one by one.
#include "engine/planning/shapley.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>

namespace {

using spanne::engine::Fraction;
using spanne::engine::shapley_weights;

/// What each multiplier does on average over all orders, of a value of 1.
std::vector<Fraction> averages(const std::vector<Fraction>& multipliers) {
  std::vector<std::size_t> order(multipliers.size());
  std::iota(order.begin(), order.end(), 0U);
  std::vector<Fraction> sums(multipliers.size());
  std::int64_t orders = 0;
  do {
    Fraction value = 1;
    for (const std::size_t place : order) {
      sums[place] += value * (multipliers[place] - 1);
      value *= multipliers[place];
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (Fraction& sum : sums) sum = sum / orders;
  return sums;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shapley)

BOOST_AUTO_TEST_CASE(is_the_average_over_all_orders) {
  const std::vector<Fraction> some{Fraction::ratio(7, 5), Fraction::ratio(6, 5), 0, Fraction::ratio(1, 3), 1, 2};
  for (std::size_t count = 0; count <= some.size(); ++count) {
    const std::vector<Fraction> multipliers(some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
    const auto weights = shapley_weights(multipliers);
    const auto expected = averages(multipliers);
    BOOST_REQUIRE_EQUAL(weights.size(), count);
    Fraction sum, product = 1;
    for (std::size_t place = 0; place < count; ++place) {
      const Fraction value = (multipliers[place] - 1) * weights[place];
      BOOST_TEST((value == expected[place]));
      sum += value;
      product *= multipliers[place];
    }
    BOOST_TEST((sum == product - 1));
  }
}

BOOST_AUTO_TEST_CASE(adds_up_for_many_multipliers) {
  std::vector<Fraction> multipliers;
  for (int place = 0; place < 60; ++place) multipliers.push_back(Fraction::ratio(100 + place, 100));
  const auto weights = shapley_weights(multipliers);
  Fraction sum, product = 1;
  for (std::size_t place = 0; place < multipliers.size(); ++place) {
    sum += (multipliers[place] - 1) * weights[place];
    product *= multipliers[place];
  }
  BOOST_TEST((sum == product - 1));
}

BOOST_AUTO_TEST_SUITE_END()
