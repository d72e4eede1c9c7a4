// Sums with so many denominators that they are known within bounds only, and what follows from them.
#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/portfolio/portfolio.hpp"
#include "tests/support/rules.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

const Account nobody;

/// Efforts of which two add up to 1 FTE each, in an order without a pattern.
std::vector<Fraction> pairs(std::size_t count) {
  std::mt19937_64 random(21);
  std::vector<Fraction> all;
  for (std::size_t pair = 0; pair < count; ++pair) {
    const auto denominator = static_cast<std::int64_t>(random() >> 2U) | 1;
    all.push_back(Fraction::ratio(1, denominator));
    all.push_back(Fraction::ratio(denominator - 1, denominator));
  }
  std::shuffle(all.begin(), all.end(), random);
  return all;
}

struct Sums {
  explicit Sums(const std::string& header)
      : model(std::move(*tests::read("ruleset \"S\" version 1.0.0\n" + header +
                                     "attributes\n  kam text owner optional\n"
                                     "cluster all: otherwise -> 0 FTE\n")
                             .checked.model)) {}

  Subtotals added(const std::vector<Fraction>& efforts, std::size_t first = 0, std::size_t step = 1) const {
    Subtotals sums(model, nullptr, {});
    sums.break_down();
    for (std::size_t i = first; i < efforts.size(); i += step) {
      Outcome outcome;
      outcome.cluster = 0;
      outcome.total = {efforts[i], efforts[i]};
      outcome.kinds = {outcome.total};
      sums.add({&nobody, &outcome, false}, i);
    }
    return sums;
  }
  Subtotal total(const std::vector<Fraction>& efforts) const { return added(efforts).tally().total; }

  Model model;
};

bool same(const Subtotal& a, const Subtotal& b) {
  return a.effort == b.effort && a.inexact->effort == b.inexact->effort && a.parts->kinds == b.parts->kinds &&
         a.inexact->kinds == b.inexact->kinds;
}

std::string words(const Readings<Headcount>& readings) {
  return both_readings(readings,
                       [](const Headcount& count) { return count.low->to_text() + "–" + count.high->to_text(); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(inexact_sums)

BOOST_AUTO_TEST_CASE(no_thread_and_no_order_changes_a_sum) {
  const Sums all("");
  std::vector<Fraction> efforts = pairs(700);
  const Subtotal one = all.total(efforts);
  BOOST_REQUIRE(one.inexact);
  Subtotals three = all.added(efforts, 2, 3);
  three.add(all.added(efforts, 0, 3));
  three.add(all.added(efforts, 1, 3));
  BOOST_TEST(same(one, three.tally().total));
  std::reverse(efforts.begin(), efforts.end());
  BOOST_TEST(same(one, all.total(efforts)));
  BOOST_TEST((one.effort.low < Fraction(700) && Fraction(700) < one.inexact->effort.low));
}

BOOST_AUTO_TEST_CASE(a_ceiling_is_settled_as_long_as_that_is_affordable) {
  const Sums all("  utilisation 100 % .. 100 %\n");
  BOOST_TEST(words(headcount_of(all.total(pairs(50)), all.model)) == "50–50");
  BOOST_TEST(words(headcount_of(all.total(pairs(max_settled_terms)), all.model)) == "1024–1024");
  BOOST_TEST(words(headcount_of(all.total(pairs(max_settled_terms + 1)), all.model)) == "≈ 1025–1025 or 1026–1026");
}

BOOST_AUTO_TEST_CASE(a_band_has_both_readings_where_it_is_undecided) {
  const Sums all("  utilisation 80 % .. 100 %\n");
  const Subtotal sum = all.total(pairs(1'200));
  const auto band = [&](const Fraction& capacity) {
    return both_readings(load_of(sum, capacity, all.model).band, [](Band each) { return to_text(each); });
  };
  BOOST_TEST(band(1'200) == "≈ in band or over");
  BOOST_TEST(band(1'500) == "≈ under or in band");
  BOOST_TEST(band(1'300) == "in band");
}

BOOST_AUTO_TEST_CASE(exact_texts_say_when_they_are_rounded) {
  const Sums all("");
  const auto text = [](const Subtotal& sum) { return exact_text(result_figures(sum)[0]); };
  const auto is_rounded = [](const Subtotal& sum) { return !has_exact_text(result_figures(sum)[0]); };
  const Subtotal quotients = all.total({Fraction::ratio(1, 7), Fraction::ratio(1, 11)});
  BOOST_TEST(text(quotients) == "18/77");
  BOOST_TEST(!is_rounded(quotients));
  const Subtotal many = all.total(pairs(1'200));
  BOOST_TEST(text(many) == "1200");
  BOOST_TEST(is_rounded(many));
  std::vector<Fraction> efforts = pairs(200);
  efforts.push_back(Fraction::ratio(-401, 2) - Fraction::ratio(1, 3));
  const Subtotal less = all.total(efforts);
  BOOST_TEST(text(less) == "-0.833333333333333333333333333333");
  BOOST_TEST(is_rounded(less));
}

BOOST_AUTO_TEST_SUITE_END()
