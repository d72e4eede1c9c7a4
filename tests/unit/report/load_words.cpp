// A load in words lies on the side of the band on which it was before it was rounded.
#include "report/load_words.hpp"

#include <boost/test/unit_test.hpp>

using namespace spanne;
using engine::Fraction;

BOOST_AUTO_TEST_SUITE(loads)

BOOST_AUTO_TEST_CASE(rounding_never_reaches_an_edge) {
  engine::Model model;
  model.utilisation_low = Fraction::ratio(4, 5);
  model.utilisation_high = 1;
  const auto words = [&](std::int64_t millionths) {
    const Fraction share = Fraction::ratio(millionths, 1'000'000);
    return report::load_words({share, share}, model);
  };
  BOOST_TEST(words(963'000) == "96 %");
  BOOST_TEST(words(800'000) == "80 %");
  BOOST_TEST(words(798'000) == "79.8 %");
  BOOST_TEST(words(799'960) == "79.996 %");
  BOOST_TEST(words(1'004'000) == "100.4 %");
  BOOST_TEST(words(1'000'000) == "100 %");
  BOOST_TEST(words(799'999) == "80 %");  // nobody reads that many decimals
}

BOOST_AUTO_TEST_SUITE_END()
