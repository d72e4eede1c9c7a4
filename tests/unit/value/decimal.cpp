// Decimals: tables of what is easily got wrong, and random arithmetic against integers of any length.
#include "engine/value/decimal.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <random>
#include <vector>

#include "engine/value/fraction.hpp"

using boost::multiprecision::cpp_int;
using spanne::engine::Decimal;
using spanne::engine::Fraction;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t nothing = std::numeric_limits<std::int64_t>::min();

std::int64_t shown(std::optional<Decimal> number) { return number ? number->millionths : nothing; }

struct DatedAccount {
  std::int64_t a, b, expected;
};

using Binary = std::optional<Decimal> (*)(Decimal, Decimal);

void check_table(Binary operation, const std::vector<DatedAccount>& cases) {
  for (const DatedAccount& row : cases) {
    BOOST_TEST_CONTEXT(row.a << " and " << row.b) { BOOST_TEST(shown(operation({row.a}, {row.b})) == row.expected); }
  }
}

std::optional<Decimal> rounded(std::int64_t millionths, int places) {
  return to_decimal(spanne::engine::round(Fraction::of(Decimal{millionths}), places));
}

std::int64_t fitting(const cpp_int& number) { return abs(number) > most ? nothing : static_cast<std::int64_t>(number); }

/// Small, middling and huge numbers alike.
std::int64_t random_millionths(std::mt19937_64& random) {
  const auto bits = static_cast<int>(random() % 63);
  const auto size = static_cast<std::int64_t>(random() >> (63 - bits));
  return random() % 2 == 0 ? size : -size;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(decimal)

BOOST_AUTO_TEST_CASE(sums_are_exact_or_nothing) {
  check_table(
      spanne::engine::add,
      {{1, 2, 3}, {most, 0, most}, {most, 1, nothing}, {-most, 0, -most}, {-most, -1, nothing}, {-most, most, 0}});
  check_table(spanne::engine::subtract,
              {{1, 2, -1}, {-most, 1, nothing}, {most, -1, nothing}, {0, most, -most}, {most, most, 0}});
}

BOOST_AUTO_TEST_CASE(whole_numbers_around_a_number) {
  struct Row {
    std::int64_t number, floor, ceil;
  };
  const std::vector<Row> rows = {{1'500'000, 1'000'000, 2'000'000},
                                 {-1'500'000, -2'000'000, -1'000'000},
                                 {1, 0, 1'000'000},
                                 {-1, -1'000'000, 0},
                                 {3'000'000, 3'000'000, 3'000'000},
                                 {-3'000'000, -3'000'000, -3'000'000},
                                 {most, most - 775'807, nothing},
                                 {-most, nothing, -most + 775'807}};
  for (const Row& row : rows) {
    BOOST_TEST_CONTEXT(row.number) {
      BOOST_TEST(shown(spanne::engine::floor({row.number})) == row.floor);
      BOOST_TEST(shown(spanne::engine::ceil({row.number})) == row.ceil);
    }
  }
}

BOOST_AUTO_TEST_CASE(rounding_to_places) {
  struct Row {
    std::int64_t number;
    int places;
    std::int64_t expected;
  };
  const std::vector<Row> rows = {{2'500'000, 0, 3'000'000}, {-2'500'000, 0, -3'000'000},
                                 {2'499'999, 0, 2'000'000}, {-2'499'999, 0, -2'000'000},
                                 {1'005'000, 2, 1'010'000}, {-1'005'000, 2, -1'010'000},
                                 {1'234'565, 5, 1'234'570}, {1'234'564, 5, 1'234'560},
                                 {1'234'567, 6, 1'234'567}, {most, 6, most},
                                 {most, 0, nothing},        {-most, 0, nothing}};
  for (const Row& row : rows) {
    BOOST_TEST_CONTEXT(row.number << " to " << row.places) {
      BOOST_TEST(shown(rounded(row.number, row.places)) == row.expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(signs) {
  const auto fraction = [](std::int64_t millionths) { return Fraction::of(Decimal{millionths}); };
  BOOST_TEST(shown(to_decimal(-fraction(most))) == -most);
  BOOST_TEST(shown(to_decimal(-fraction(-5))) == 5);
  BOOST_TEST(shown(to_decimal(spanne::engine::absolute(fraction(-most)))) == most);
  BOOST_TEST(shown(to_decimal(spanne::engine::absolute(fraction(5)))) == 5);
}

BOOST_AUTO_TEST_CASE(text) {
  const std::vector<std::pair<std::int64_t, std::string>> rows = {{0, "0"},
                                                                  {1, "0.000001"},
                                                                  {-1, "-0.000001"},
                                                                  {1'500'000, "1.5"},
                                                                  {-1'234'500'000, "-1234.5"},
                                                                  {10'000'000, "10"},
                                                                  {100'000, "0.1"},
                                                                  {most, "9223372036854.775807"},
                                                                  {-most, "-9223372036854.775807"}};
  for (const auto& [number, expected] : rows) BOOST_TEST(to_text(Decimal{number}) == expected);
}

BOOST_AUTO_TEST_CASE(agrees_with_integers_of_any_length) {
  std::mt19937_64 random(20'260'101);
  for (int time = 0; time < 20'000; ++time) {
    const std::int64_t a = random_millionths(random);
    const std::int64_t b = random_millionths(random);
    BOOST_TEST_CONTEXT(a << " and " << b) {
      BOOST_REQUIRE_EQUAL(shown(spanne::engine::add({a}, {b})), fitting(cpp_int(a) + b));
      BOOST_REQUIRE_EQUAL(shown(spanne::engine::subtract({a}, {b})), fitting(cpp_int(a) - b));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
