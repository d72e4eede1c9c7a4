// Two threads take everything once, whoever is quicker.
#include "grammar/both_ends.hpp"

#include <boost/test/unit_test.hpp>
#include <numeric>
#include <vector>

#include "grammar/beside.hpp"

using namespace spanne::grammar;

BOOST_AUTO_TEST_SUITE(both_ends)

BOOST_AUTO_TEST_CASE(stretches_come_from_their_end_until_they_meet) {
  BothEnds work(10, 4);  // 3, 3, 3, 1
  const auto front = work.foremost(), back = work.last(), next = work.foremost(), rest = work.last();
  BOOST_TEST((front->first == 0 && front->end == 3));
  BOOST_TEST((back->first == 7 && back->end == 10));
  BOOST_TEST((next->first == 3 && next->end == 6));
  BOOST_TEST((rest->first == 6 && rest->end == 7));
  BOOST_TEST(!work.foremost());
  BOOST_TEST(!work.last());
}

BOOST_AUTO_TEST_CASE(nothing_is_no_stretch) {
  BothEnds none(0, 4);
  BOOST_TEST(!none.foremost());
  BOOST_TEST(!none.last());
}

BOOST_AUTO_TEST_CASE(everything_is_taken_once) {
  for (const std::size_t count : {1U, 31U, 32U, 33U, 5'000U}) {
    std::vector<int> times(count);
    BothEnds work(count, 32);
    const auto take = [&](BothEnds::Stretch stretch) {
      for (std::size_t i = stretch.first; i < stretch.end; ++i) ++times[i];
    };
    auto other = beside([&] {
      while (const auto stretch = work.last()) take(*stretch);
    });
    while (const auto stretch = work.foremost()) take(*stretch);
    other.get();
    BOOST_TEST(times == std::vector<int>(count, 1), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_SUITE_END()
