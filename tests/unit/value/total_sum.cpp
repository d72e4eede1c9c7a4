// Sums of any size: against boost's rationals, in any order and parted among any number of sums.
#include "engine/value/total_sum.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <random>
#include <vector>

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using namespace spanne::engine;

namespace {

struct Pair {
  Fraction fraction;
  cpp_rational rational;
};

Pair quotient(std::int64_t numerator, std::int64_t denominator) {
  return {Fraction::ratio(numerator, denominator), cpp_rational(numerator) / denominator};
}

cpp_rational rational_of(const Fraction& number) {
  const std::string text = (number * Decimal::one).is_whole() ? (number * Decimal::one).floor().to_text() + "/1000000"
                                                              : number.to_exact_text();
  return cpp_rational(text);
}

TotalSum added(const std::vector<Pair>& all, std::size_t max_terms = 32) {
  TotalSum sum(max_terms);
  for (const Pair& one : all) sum.add(one.fraction);
  return sum;
}

cpp_rational exact_sum(const std::vector<Pair>& all) {
  cpp_rational sum = 0;
  for (const Pair& one : all) sum += one.rational;
  return sum;
}

bool same(const Enclosure& a, const Enclosure& b) { return a.low == b.low && a.high == b.high; }

const cpp_rational close_bounds = cpp_rational(1) / pow(cpp_int(10), 30);

/// Numbers with many denominators: those of usual efforts, small and large ones, of both signs.
std::vector<Pair> mixture(std::mt19937_64& random, std::size_t count) {
  std::vector<Pair> all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto numerator = static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000;
    const std::int64_t denominators[] = {1'600'000'000, 60, 37, static_cast<std::int64_t>(random() % 1'000'000) + 1,
                                         static_cast<std::int64_t>(random() >> 2U) + 1};
    all.push_back(quotient(numerator, denominators[random() % 5]));
    if (random() % 16 == 0) {  // beyond 64 bits
      all.back().fraction *= Fraction::ratio(1, denominators[4]);
      all.back().rational /= denominators[4];
    }
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(total_sum)

BOOST_AUTO_TEST_CASE(few_denominators_stay_exact) {
  std::vector<Pair> all;
  for (std::int64_t i = 1; i <= 500; ++i) all.push_back(quotient(i % 2 == 0 ? i : -i, 1 + i % 40));
  const Enclosure value = added(all).value();
  BOOST_TEST(value.is_exact());
  BOOST_TEST((rational_of(value.low) == exact_sum(all)));
  BOOST_TEST(TotalSum().value().low.sign() == 0);
  BOOST_TEST((added({quotient(1, 37)}).value().low == Fraction::ratio(1, 37)));
  BOOST_TEST((added({quotient(1, 37), quotient(1, 2)}).settled() == Fraction::ratio(39, 74)));
}

BOOST_AUTO_TEST_CASE(sums_beyond_128_bits_are_exact) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const std::vector<Pair> all(200, quotient(most, 1)), none(200, quotient(-most, 1));
  TotalSum sum = added(all);
  BOOST_TEST((rational_of(sum.value().low) == cpp_rational(most) * 200));
  sum.add(added(none));
  BOOST_TEST(sum.value().is_exact());
  BOOST_TEST(sum.value().low.sign() == 0);
}

BOOST_AUTO_TEST_CASE(unlike_denominators_lie_within_close_bounds) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 8; ++round) {
    const std::vector<Pair> all = mixture(random, 300);
    const Enclosure value = added(all).value();
    const cpp_rational exact = exact_sum(all);
    BOOST_TEST(!value.is_exact());
    BOOST_TEST((rational_of(value.low) <= exact && exact <= rational_of(value.high)));
    BOOST_TEST((rational_of(value.high) - rational_of(value.low) < close_bounds));
  }
}

BOOST_AUTO_TEST_CASE(no_order_and_no_parting_changes_anything) {
  std::mt19937_64 random(8);
  for (const std::size_t count : {20U, 80U, 160U, 1'000U}) {
    std::vector<Pair> all = mixture(random, count);
    const Enclosure value = added(all).value();
    std::shuffle(all.begin(), all.end(), random);
    BOOST_TEST(same(value, added(all).value()));
    std::vector<TotalSum> parts(3);
    for (const Pair& one : all) parts[static_cast<std::size_t>(random() % 3)].add(one.fraction);
    parts[2].add(parts[0]);
    parts[2].add(parts[1]);
    BOOST_TEST(same(value, parts[2].value()));
  }
}

/// Terms that cancel do not make a sum exact again: whether it is one must not depend on their order.
BOOST_AUTO_TEST_CASE(the_limit_is_that_of_all_denominators) {
  std::vector<Pair> all;
  std::mt19937_64 random(9);
  for (int i = 0; i < 100; ++i) {
    const auto denominator = static_cast<std::int64_t>(random() >> 2U) | 1;
    all.push_back(quotient(1, denominator));
    all.push_back(quotient(denominator - 1, denominator));
  }
  const auto by_size = [](const Pair& a, const Pair& b) { return a.fraction < b.fraction; };
  const TotalSum paired = added(all), kept = added(all, 100);
  BOOST_TEST((paired.value().low < Fraction(100) && Fraction(100) <= paired.value().high));
  BOOST_TEST(same(paired.value(), kept.value()));
  BOOST_TEST(!paired.settled());
  BOOST_TEST((kept.settled() == Fraction(100)));
  BOOST_TEST(!added(all, 99).settled());
  std::stable_sort(all.begin(), all.end(), by_size);
  BOOST_TEST(same(paired.value(), added(all).value()));
  BOOST_TEST(!added(all).settled());
  BOOST_TEST((added(all, 100).settled() == Fraction(100)));
}

/// The terms of two sums may be too many together.
BOOST_AUTO_TEST_CASE(settled_or_not_however_it_was_parted) {
  std::mt19937_64 random(10);
  for (const std::size_t count : {60U, 110U, 300U}) {
    const std::vector<Pair> all = mixture(random, count);
    const bool settled = added(all, 64).settled().has_value();
    for (int round = 0; round < 5; ++round) {
      std::vector<TotalSum> parts;
      for (int part = 0; part < 3; ++part) parts.emplace_back(64);
      for (const Pair& one : all) parts[static_cast<std::size_t>(random() % 3)].add(one.fraction);
      parts[2].add(parts[1]);
      parts[2].add(parts[0]);
      BOOST_TEST(parts[2].settled().has_value() == settled);
      if (settled) BOOST_TEST((rational_of(*parts[2].settled()) == exact_sum(all)));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
