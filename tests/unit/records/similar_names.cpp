// Names that may mean the same are pointed out once.
#include "records/cells/similar_names.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <vector>

using namespace spanne::records;

namespace {

std::string note(const std::vector<std::string>& names, bool one_letter = true) {
  SimilarNames similar;
  for (const std::string& name : names) similar.add(name);
  return similar.note("kam", one_letter);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(similar_names)

BOOST_AUTO_TEST_CASE(of_people) {
  BOOST_TEST(note({"Anna", "Ben", "Anna"}) == "");
  BOOST_TEST(note({"Anna Berg", "anna berg"}) ==
             "kam: \"Anna Berg\" and \"anna berg\" differ only in case; do they mean the same?");
  BOOST_TEST(note({"Jürgen", "JÜRGEN"}).find("only in case") != std::string::npos);
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"Jürgen", "Jurgen"}, {"Meier", "Maier"}, {"Mayer", "Mayr A"}, {"Karel Novotný", "Karel Novotny"}})
    BOOST_TEST(note({a, b}).empty() == (a == "Mayer"), a);
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"Schmidt", "Schmid"}, {"Schmid", "Schmidt"}, {"Hofer", "Hofera"}})
    BOOST_TEST(note({a, b}).find("one letter") != std::string::npos, a);
  // Short names and numbers differ in one letter all the time.
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{{"Anna", "Anne"},
                                                                             {"Ben", "Bea"},
                                                                             {"Team 1", "Team 2"},
                                                                             {"Officer A", "Officer B"},
                                                                             {"A Bergmann", "B Bergmann"},
                                                                             {"K-0001", "K-0002"}})
    BOOST_TEST(note({a, b}) == "", a);
}

BOOST_AUTO_TEST_CASE(of_keys_case_alone) {
  BOOST_TEST(note({"Meier", "Maier"}, false) == "");
  BOOST_TEST(note({"nordwind", "Nordwind"}, false) != "");
}

BOOST_AUTO_TEST_CASE(more_pairs_are_counted) {
  BOOST_TEST(note({"aa", "AA", "bb", "BB", "cc", "CC", "dd", "DD", "ee", "EE"}).find("and 2 more pairs") !=
             std::string::npos);
}

/// Whoever has seen which names, and in whatever order.
BOOST_AUTO_TEST_CASE(threads_change_nothing) {
  SimilarNames first, second, all;
  for (int i = 0; i < 700; ++i) {
    first.add(fmt::format("Name {}", i));
    second.add(fmt::format("NAME {}", i + 1));
  }
  for (int i = 0; i < 700; ++i) all.add(fmt::format("NAME {}", i + 1));
  for (int i = 0; i < 700; ++i) all.add(fmt::format("Name {}", i));
  BOOST_TEST(first.note("kam", true) == "");
  first.merge(second);
  BOOST_TEST(first.note("kam", true) == all.note("kam", true));
  BOOST_TEST(first.note("kam", true) == "");  // there are too many
}

BOOST_AUTO_TEST_SUITE_END()
