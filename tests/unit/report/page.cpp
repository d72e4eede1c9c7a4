// Text set for a terminal: where lines end, and what stands below what.
#include "report/page.hpp"

#include <boost/test/unit_test.hpp>

#include "report/amounts.hpp"

namespace {

using namespace spanne;
using engine::Fraction;
using report::Page;

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(lines_end_at_blanks_but_not_between_a_number_and_its_unit) {
  const std::vector<std::string> expected{"revenue is below", "1 bn EUR, which is", "15 % of it"};
  BOOST_TEST(report::wrapped("revenue is below 1 bn EUR, which is 15 % of it", 18) == expected,
             boost::test_tools::per_element());
  BOOST_TEST(report::wrapped("größe äöü", 9).size() == 1U);
  BOOST_TEST(report::wrapped("averylongword that", 4).size() == 2U);
  BOOST_TEST(report::wrapped("", 10).size() == 1U);
}

BOOST_AUTO_TEST_CASE(text_is_wrapped_beside_its_label) {
  Page sheet({40, false});
  sheet.heading("Head");
  sheet.item({{"a"}, {"b"}}, {4, 1}, {"one two three four five six seven eight"});
  sheet.item({{"too long"}, {"b"}}, {4, 1}, {"text"});
  sheet.item({{""}, {"="}}, {4, 1}, {""});
  BOOST_TEST(sheet.take() ==
             "Head\n"
             "  a     b  one two three four five six\n"
             "           seven eight\n"
             "  too long\n"
             "        b  text\n"
             "        =\n");
}

BOOST_AUTO_TEST_CASE(amounts_are_exact_or_say_that_they_are_not) {
  const auto range = [](const Fraction& low, const Fraction& high) { return report::exact_words({low, high}); };
  BOOST_TEST(range(Fraction::ratio(1, 5), Fraction::ratio(3, 10)) == "0.2–0.3");
  BOOST_TEST(range(2'500, 2'500) == "2_500");
  BOOST_TEST(range(Fraction::ratio(1, 60), Fraction::ratio(1, 40)) == "1/60–0.025 ≈ 0.016667–0.025");
  BOOST_TEST(range(Fraction::ratio(-1, 10), Fraction::ratio(1, 5)) == "-0.1 to 0.2");
  BOOST_TEST(range(Fraction::ratio(1, 1'000'000'007), 1) == "1/1000000007–1 ≈ 0–1");
  BOOST_TEST(range(Fraction::ratio(1'000'000'009, 1'000'000'007), 2) == "≈ 1–2");
  BOOST_TEST(report::exact_words(Fraction::ratio(1, 8'000'000)) == "0.000000125");
  BOOST_TEST(report::division_words(36, 1) == "36 ÷ 1 = 36");
  BOOST_TEST(report::division_words(1, 3) == "1 ÷ 3 ≈ 0.333");
  const Fraction tiny = Fraction::ratio(1, 1'000'000'007) * Fraction::ratio(1, 1'000'003);
  BOOST_TEST(report::exact_words(tiny) == "≈ 0.000000000000001");
  BOOST_TEST(report::division_words(tiny, 1) == "≈ 0.000000000000001 ÷ 1 ≈ 0");
}

BOOST_AUTO_TEST_CASE(exact_amounts_are_fractions_of_any_length) {
  using report::Fractions;
  const Fraction tiny = Fraction::ratio(1, 1'000'000'007) * Fraction::ratio(1, 1'000'003);
  BOOST_TEST(report::exact_words(tiny, Fractions::exact) == "1/1000003007000021");
  BOOST_TEST(report::exact_words({Fraction::ratio(1, 60), 1}, Fractions::exact) == "1/60–1");
  BOOST_TEST(report::division_words(1, 3, Fractions::exact) == "1 ÷ 3 = 1/3");
  BOOST_TEST(report::percent_words({Fraction::ratio(1, 3), Fraction::ratio(1, 3)}, Fractions::exact) == "100/3 %");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
