// Fractions: what promises exactness is tried against boost's rationals, beyond 64 bits as well.
#include "engine/value/fraction.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <random>
#include <vector>

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using spanne::engine::Decimal;
using spanne::engine::Fraction;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

/// A fraction and what it should be.
struct Pair {
  Fraction fraction;
  cpp_rational rational;
};

std::string exact_text(const cpp_rational& number) {
  const cpp_int scaled = numerator(number) * Decimal::one;
  if (scaled % denominator(number) == 0) return {};
  return numerator(number).str() + "/" + denominator(number).str();
}

/// Rounded half away from zero to `places` decimals, by the longest way.
std::string rounded_text(const cpp_rational& number, int places) {
  const cpp_int scale = pow(cpp_int(10), static_cast<unsigned>(places));
  const cpp_int size = abs(numerator(number)) * scale;
  const cpp_int rounded = (2 * size + denominator(number)) / (2 * denominator(number));
  std::string part = cpp_int(rounded % scale).str();
  part.insert(0, static_cast<std::size_t>(places) - std::min(static_cast<std::size_t>(places), part.size()), '0');
  while (!part.empty() && part.back() == '0') part.pop_back();
  const std::string whole = cpp_int(rounded / scale).str() + (part.empty() || places == 0 ? "" : "." + part);
  return number < 0 && whole != "0" ? "-" + whole : whole;
}

std::int64_t random_number(std::mt19937_64& random) {
  const auto bits = static_cast<int>(random() % 63);
  const auto size = static_cast<std::int64_t>(random() >> (63 - bits));
  return random() % 2 == 0 ? size : -size;
}

Pair random_pair(std::mt19937_64& random) {
  const std::int64_t numerator = random_number(random);
  std::int64_t denominator = random() % 3 == 0 ? Decimal::one : random_number(random);
  if (denominator == 0) denominator = 1;
  return {Fraction::ratio(numerator, denominator), cpp_rational(numerator) / denominator};
}

Pair combined(const Pair& a, const Pair& b, std::uint64_t choice) {
  switch (choice % 4) {
    case 0: return {a.fraction + b.fraction, a.rational + b.rational};
    case 1: return {a.fraction - b.fraction, a.rational - b.rational};
    case 2: return {a.fraction * b.fraction, a.rational * b.rational};
    default: break;
  }
  if (b.rational == 0) return a;
  return {a.fraction / b.fraction, a.rational / b.rational};
}

void require_same(const Pair& pair) {
  const std::string exact = exact_text(pair.rational);
  BOOST_REQUIRE_EQUAL(pair.fraction.to_exact_text(), exact.empty() ? rounded_text(pair.rational, 6) : exact);
  BOOST_REQUIRE_EQUAL(pair.fraction.sign(), pair.rational.sign());
  for (const int places : {0, 1, 6, 18}) {
    BOOST_REQUIRE_EQUAL(pair.fraction.to_text(places), rounded_text(pair.rational, places));
  }
}

void require_same_order(const Pair& a, const Pair& b) {
  BOOST_REQUIRE_EQUAL(a.fraction < b.fraction, a.rational < b.rational);
  BOOST_REQUIRE_EQUAL(a.fraction > b.fraction, a.rational > b.rational);
  BOOST_REQUIRE_EQUAL(a.fraction == b.fraction, a.rational == b.rational);
}

void require_same_ends(const Pair& pair) {
  const Fraction floor = pair.fraction.floor();
  BOOST_REQUIRE(floor.is_whole());
  BOOST_REQUIRE(floor <= pair.fraction && pair.fraction < floor + 1);
  BOOST_REQUIRE(pair.fraction.ceil() == (pair.fraction.is_whole() ? floor : floor + 1));
  BOOST_REQUIRE_EQUAL(pair.fraction.is_whole(), denominator(pair.rational) == 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fraction)

BOOST_AUTO_TEST_CASE(sixty_sixtieths_are_one) {
  Fraction sum;
  for (int time = 0; time < 60; ++time) sum += Fraction::ratio(24, 1'440);
  BOOST_TEST((sum == Fraction(1)));
  BOOST_TEST(sum.to_exact_text() == "1");
}

BOOST_AUTO_TEST_CASE(text_is_rounded_once_half_away_from_zero) {
  struct Row {
    Fraction number;
    int places;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {0, 6, "0"},
      {Fraction::ratio(0, -7), 6, "0"},
      {Fraction::ratio(1, 60), 6, "0.016667"},
      {Fraction::ratio(-1, 60), 6, "-0.016667"},
      {Fraction::ratio(1, 60), 18, "0.016666666666666667"},
      {Fraction::ratio(1, 8), 2, "0.13"},
      {Fraction::ratio(-1, 8), 2, "-0.13"},
      {Fraction::ratio(1, 2), 0, "1"},
      {Fraction::ratio(-1, 2), 0, "-1"},
      {Fraction::ratio(-1, 3), 0, "0"},
      {Fraction::ratio(1, 2'000'000), 6, "0.000001"},
      {Fraction::ratio(-1, 2'000'000), 6, "-0.000001"},
      {Fraction::ratio(-1, 2'000'001), 6, "0"},
      {Fraction::ratio(9'999'995, 10'000'000), 6, "1"},
      {Fraction::ratio(-19'999'995, 10'000'000), 6, "-2"},
      {Fraction::ratio(25, 10), 6, "2.5"},
      {100, 6, "100"},
      {most, 18, "9223372036854775807"},
      {least, 18, "-9223372036854775808"},
      {Fraction::ratio(1, most), 18, "0"},
      {Fraction::ratio(most - 1, most), 18, "1"},
      {Fraction(most) * most, 6, "85070591730234615847396907784232501249"},
      {Fraction(most) * most / -10, 6, "-8507059173023461584739690778423250124.9"},
      {Fraction(1) / (Fraction(most) * most), 18, "0"},
  };
  for (const Row& row : rows) BOOST_TEST(row.number.to_text(row.places) == row.expected);
}

BOOST_AUTO_TEST_CASE(exact_text) {
  const std::vector<std::pair<Fraction, std::string>> rows = {
      {3, "3"},
      {Fraction::ratio(2, 8), "0.25"},
      {Fraction::ratio(-24, 1'440), "-1/60"},
      {Fraction::ratio(1, 10'000'000), "1/10000000"},
      {Fraction::ratio(1, 1'000'000), "0.000001"},
      {Fraction::ratio(5, -3), "-5/3"},
      {Fraction::ratio(1, least), "-1/9223372036854775808"},
      {Fraction::ratio(least, least), "1"},
      {Fraction::ratio(least, -1), "9223372036854775808"},
      {-Fraction(least), "9223372036854775808"},
      {Fraction(least) / -1, "9223372036854775808"},
      {-Fraction(least) - most, "1"},
  };
  for (const auto& [number, expected] : rows) BOOST_TEST(number.to_exact_text() == expected);
}

BOOST_AUTO_TEST_CASE(equal_by_value) {
  BOOST_TEST((Fraction::ratio(2, 4) == Fraction::ratio(1, 2)));
  BOOST_TEST((Fraction::of(Decimal{500'000}) == Fraction::ratio(1, 2)));
  BOOST_TEST((Fraction::ratio(most, most - 1) > Fraction::ratio(most - 1, most - 2) - 1));
  BOOST_TEST((Fraction::ratio(most, most - 1) < Fraction::ratio(most - 1, most - 2)));
  const Fraction wide = Fraction(most) * most;
  BOOST_TEST((wide / most == Fraction(most)));
  BOOST_TEST((wide - wide + 1 == Fraction(1)));
  BOOST_TEST((wide > Fraction(most)));
  BOOST_TEST((-wide < Fraction(least)));
}

BOOST_AUTO_TEST_CASE(a_long_product_stays_exact) {
  Pair product{1, 1};
  for (int time = 0; time < 200; ++time) {
    product = combined(product, {Fraction::of(Decimal{1'000'001}), cpp_rational(1'000'001, 1'000'000)}, 2);
    require_same(product);
  }
  for (int time = 0; time < 200; ++time) product.fraction = product.fraction / Fraction::of(Decimal{1'000'001});
  BOOST_TEST((product.fraction == Fraction(1)));
}

BOOST_AUTO_TEST_CASE(agrees_with_rationals_of_any_length) {
  std::mt19937_64 random(20'260'101);
  for (int time = 0; time < 400; ++time) {
    Pair value = random_pair(random);
    for (int step = 0; step < 12; ++step) {
      const Pair next = random_pair(random);
      BOOST_TEST_CONTEXT(value.rational << " and " << next.rational) {
        require_same_order(value, next);
        value = combined(value, next, random());
        require_same(value);
        require_same_ends(value);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_middle_of_a_range) {
  const spanne::engine::Range range{Fraction::ratio(1, 5), Fraction::ratio(1, 2)};
  BOOST_TEST(range.middle().to_text() == "0.35");
}

BOOST_AUTO_TEST_SUITE_END()
