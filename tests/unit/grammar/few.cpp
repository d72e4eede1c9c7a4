// A list of one is a list like any other.
#include "grammar/tree/few.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <numeric>
#include <vector>

using namespace spanne::grammar;

namespace {

Few<int> up_to(int count) {
  Few<int> list;
  for (int i = 1; i <= count; ++i) list.push_back(int{i});
  return list;
}

std::vector<int> content(const Few<int>& list) { return {list.begin(), list.end()}; }

BOOST_AUTO_TEST_SUITE(few)

BOOST_AUTO_TEST_CASE(it_keeps_what_it_is_given_in_its_order) {
  for (int count = 0; count < 5; ++count) {
    const Few<int> list = up_to(count);
    std::vector<int> expected(static_cast<std::size_t>(count));
    std::iota(expected.begin(), expected.end(), 1);
    BOOST_TEST(content(list) == expected, boost::test_tools::per_element());
    BOOST_TEST(list.empty() == (count == 0));
    for (std::size_t i = 0; i < list.size(); ++i) BOOST_TEST(list[i] == expected[i]);
  }
}

BOOST_AUTO_TEST_CASE(what_is_erased_is_gone_and_the_next_one_finds_its_place) {
  for (int count = 1; count < 5; ++count) {
    for (int gone = 0; gone < count; ++gone) {
      Few<int> list = up_to(count);
      list.erase(static_cast<std::size_t>(gone));
      std::vector<int> expected = content(up_to(count));
      expected.erase(expected.begin() + gone);
      BOOST_TEST(content(list) == expected, boost::test_tools::per_element());
      list.push_back(9);
      expected.push_back(9);
      BOOST_TEST(content(list) == expected, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(copies_are_their_own) {
  for (int count = 1; count < 4; ++count) {
    const Few<int> list = up_to(count);
    Few<int> copy = list;
    copy[0] = 7;
    BOOST_TEST(list[0] == 1);
    BOOST_TEST(copy[0] == 7);
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_copied_is_moved) {
  Few<std::unique_ptr<int>> list;
  list.push_back(std::make_unique<int>(1));
  list.push_back(std::make_unique<int>(2));
  const Few<std::unique_ptr<int>> moved = std::move(list);
  BOOST_TEST(*moved[1] == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
