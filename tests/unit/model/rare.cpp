// What is kept apart behaves as if it were not.
#include "engine/model/rare.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/model/shared_text.hpp"
#include "engine/value/fraction.hpp"

using namespace spanne::engine;

BOOST_AUTO_TEST_SUITE(rare)

BOOST_AUTO_TEST_CASE(without_a_value_it_is_the_usual_one) {
  BOOST_TEST((*Rare<Fraction>() == Fraction(0)));
  BOOST_TEST((*Rare<Fraction, 1>() == Fraction(1)));
  BOOST_TEST(Rare<std::string>()->empty());
}

BOOST_AUTO_TEST_CASE(a_value_stays_with_its_copy) {
  Rare<Fraction, 1> half = Fraction::ratio(1, 2);
  const Rare<Fraction, 1> copy = half;
  half = Fraction(1);
  BOOST_TEST((*copy == Fraction::ratio(1, 2)));
  BOOST_TEST((*half == Fraction(1)));
  BOOST_TEST((half == Rare<Fraction, 1>()));
  BOOST_TEST(!(copy == half));
}

BOOST_AUTO_TEST_CASE(an_optional_that_is_there_is_copied_whole) {
  RareOptional<std::string> none, text = std::optional<std::string>("so");
  BOOST_TEST(!none);
  RareOptional<std::string> copy = text;
  copy->push_back('!');
  BOOST_TEST(*text == "so");
  BOOST_TEST(*copy == "so!");
  copy = none;
  BOOST_TEST(!copy);
}

BOOST_AUTO_TEST_CASE(shared_texts_are_told_apart_by_what_they_say) {
  BOOST_TEST(SharedText().text().empty());
  BOOST_TEST((SharedText("") == SharedText()));
  // More than are remembered, of one length and beginning, twice.
  for (int times = 0; times < 2; ++times) {
    for (char last = 'a'; last <= 'z'; ++last) {
      const std::string word = std::string("h/mont") + last;
      BOOST_TEST(SharedText(word).text() == word);
      BOOST_TEST((SharedText(word) == SharedText(std::string(word))));
      BOOST_TEST((SharedText(word) != SharedText("EUR")));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
