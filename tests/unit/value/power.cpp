// Powers: known values, and random ones against a hundred digits of floating point.
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/value/fraction.hpp"

using boost::multiprecision::cpp_dec_float_100;
using spanne::engine::Decimal;
using spanne::engine::Fraction;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t nothing = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t one = Decimal::one;

std::int64_t power_of(std::int64_t base, std::int64_t exponent) {
  const auto exact = spanne::engine::power(Fraction::ratio(base, one), Fraction::ratio(exponent, one));
  const auto result = exact ? spanne::engine::to_decimal(*exact) : std::nullopt;
  return result ? result->millionths : nothing;
}

/// Nullopt where a hundred digits do not show which way to round.
std::optional<std::int64_t> oracle(std::int64_t base, std::int64_t exponent) {
  const cpp_dec_float_100 scaled =
      pow(cpp_dec_float_100(base) / one, cpp_dec_float_100(exponent) / one) * one + cpp_dec_float_100(0.5);
  const cpp_dec_float_100 margin("1e-40");
  const cpp_dec_float_100 rounded = floor(scaled);
  if (floor(scaled - margin) != rounded || floor(scaled + margin) != rounded) return std::nullopt;
  return rounded > most ? nothing : rounded.convert_to<std::int64_t>();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(power)

BOOST_AUTO_TEST_CASE(known_values) {
  struct Row {
    std::int64_t base, exponent, expected;
  };
  const std::vector<Row> rows = {
      {32 * one, 800'000, 16 * one},
      {2 * one, -one, 500'000},
      {0, 0, one},
      {0, -one, nothing},
      {0, 500'000, 0},
      {0, -1, nothing},
      {5 * one, 0, one},
      {-5 * one, 0, one},
      {-2 * one, 3 * one, -8 * one},
      {-2 * one, 2 * one, 4 * one},
      {-2 * one, -3 * one, -125'000},
      {-2 * one, 500'000, nothing},
      {-one, 7 * one, -one},
      {-one, most - 775'807, one},
      {-one, most - 1'775'807, -one},
      {-one, 500'000, nothing},
      {one, most, one},
      {one, -most, one},
      {10 * one, 12 * one, 1'000'000'000'000 * one},
      {10 * one, 13 * one, nothing},
      {-10 * one, 13 * one, nothing},
      {10 * one, -6 * one, 1},
      {10 * one, -7 * one, 0},
      {2 * one, 500'000, 1'414'214},
      {9 * one, 500'000, 3 * one},
      {2'250'000, 500'000, 1'500'000},
      {2'250'000, -500'000, 666'667},
      {most, one, most},
      {-most, one, -most},
      {most, -one, 0},
      {most, most, nothing},
      {most, -most, 0},
      {1, most, 0},
      {1, -most, nothing},
      {1, one, 1},
      {1, -2 * one, 1'000'000'000'000 * one},
      {1, 1, 999'986},
      {most, 1, 1'000'030},
      {1'000'001, 1, one},
      {1'000'001, one * one, 2'718'280},
      {999'999, -one * one, 2'718'283},
      // Half way between two decimals, and just beside it.
      {500, 2 * one, 0},
      {1'000, 2 * one, 1},
      {1'500'000, 2 * one, 2'250'000},
      {500'000, 7 * one, 7'813},  // 0.0078125
      {-500'000, 7 * one, -7'813},
      {-1'500, 2 * one, 2},      // 0.00000225
      {12'500, 2 * one, 156},    // 0.00015625
      {50'500, 2 * one, 2'550},  // 0.00255025
      {2 * one, -7 * one, 7'813},
      {2 * one, -20 * one, 1},
      {2 * one, -21 * one, 0},
  };
  for (const Row& row : rows) {
    BOOST_TEST_CONTEXT(row.base << " to the " << row.exponent) {
      BOOST_TEST(power_of(row.base, row.exponent) == row.expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(short_whole_exponents_are_exact) {
  const auto exact = [](const Fraction& base, std::int64_t exponent) {
    const auto result = spanne::engine::power(base, exponent);
    return result ? result->to_exact_text() : "none";
  };
  BOOST_TEST(exact(Fraction::ratio(1, 3), 2) == "1/9");
  BOOST_TEST(exact(Fraction::ratio(-2, 3), -3) == "-3.375");
  BOOST_TEST(exact(10, 30) == "1" + std::string(30, '0'));
  BOOST_TEST(exact(2, -30) == "1/1073741824");
  BOOST_TEST(exact(2, 64) == "18446744073709551616");
  BOOST_TEST(exact(3, -65) == "0");  // beyond 64 rounded to six places
}

BOOST_AUTO_TEST_CASE(results_that_are_too_long_are_none) {
  const auto has = [](const Fraction& base, const Fraction& exponent) {
    return spanne::engine::power(base, exponent).has_value();
  };
  BOOST_TEST(has(2, 4'095));
  BOOST_TEST(!has(2, 4'097));
  BOOST_TEST(!has(Fraction(most) * most, 64));
  BOOST_TEST(!has(Fraction::ratio(1, most) / most, 64));
  BOOST_TEST(!has(10, Fraction(most)));
  BOOST_TEST(has(Fraction::ratio(1, 10), Fraction(most)));  // 0
}

BOOST_AUTO_TEST_CASE(powers_of_other_fractions_are_rounded_correctly) {
  const auto text = [](const Fraction& base, const Fraction& exponent) {
    const auto result = spanne::engine::power(base, exponent);
    return result ? result->to_exact_text() : "none";
  };
  BOOST_TEST(text(Fraction::ratio(1, 3), Fraction::ratio(1, 2)) == "0.57735");   // 0.577350269…
  BOOST_TEST(text(Fraction::ratio(4, 9), Fraction::ratio(3, 2)) == "0.296296");  // 8/27, rational
  // The exact powers would be longer than any number that is computed with, the rounded ones are not.
  const Fraction small = Fraction::ratio(one, 1'234'567'891'011) * Fraction::ratio(one, 987'654'321'013);
  BOOST_TEST(text(small * small, Fraction::ratio(63, 2)) == "0");
  BOOST_TEST(text(Fraction::ratio(one + 1, one) * Fraction::ratio(one + 1, one), Fraction::ratio(63, 2)) == "1.000063");
  BOOST_TEST(text(Fraction(most) * most, Fraction::ratio(63, 2)).size() == 1'195);
  BOOST_TEST(text(Fraction(most) * most * most * most, Fraction::ratio(63, 2)) == "none");
  BOOST_TEST(text(Fraction(10) * most, Fraction::ratio(1, 3)) == "4518177.01907");  // beyond 64 bits
  BOOST_TEST(text(2, Fraction::ratio(100'001, 1'000)) == "1268529573261360469286921708984.202424");
}

BOOST_AUTO_TEST_CASE(both_ends_of_the_range) {
  // The largest square, its neighbour beyond the range, and the same below zero.
  BOOST_TEST(power_of(3'037'000'499'976, 2 * one) != nothing);
  BOOST_TEST(power_of(3'037'000'499'977, 2 * one) == nothing);
  BOOST_TEST(power_of(-20'971 * one, 3 * one) == -20'971 * one * 20'971 * 20'971);
  BOOST_TEST(power_of(-20'972 * one, 3 * one) == nothing);
}

BOOST_AUTO_TEST_CASE(roots_of_squares_are_exact) {
  std::mt19937_64 random(7);
  for (int time = 0; time < 500; ++time) {
    const auto root = static_cast<std::int64_t>(random() % 3'000'000);
    BOOST_REQUIRE_EQUAL(power_of(root * root * one, 500'000), root * one);
  }
}

BOOST_AUTO_TEST_CASE(agrees_with_a_hundred_digits) {
  std::mt19937_64 random(20'260'101);
  int compared = 0;
  for (int time = 0; time < 600; ++time) {
    const auto base = static_cast<std::int64_t>(random() >> (1 + random() % 62)) + 1;
    const auto bound = static_cast<long double>(44) / std::abs(std::log2(static_cast<long double>(base) / one) + 1e-9L);
    const auto size = static_cast<std::int64_t>(std::min(bound, 1e12L) * one) + 1;
    const auto exponent = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(2 * size)) - size;
    const auto expected = oracle(base, exponent);
    if (!expected) continue;
    ++compared;
    BOOST_TEST_CONTEXT(base << " to the " << exponent) { BOOST_REQUIRE_EQUAL(power_of(base, exponent), *expected); }
  }
  BOOST_TEST(compared > 550);
}

BOOST_AUTO_TEST_CASE(never_falls_as_the_base_rises) {
  std::int64_t before = 0;
  for (std::int64_t sites = 0; sites <= 2'000; ++sites) {
    const std::int64_t result = power_of(sites * one, 800'000);
    BOOST_REQUIRE_GE(result, before);
    before = result;
  }
}

BOOST_AUTO_TEST_SUITE_END()
