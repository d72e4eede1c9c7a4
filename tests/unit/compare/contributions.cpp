// Which rules make a difference, from what they came to on either side.
#include "engine/compare/contributions.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

using namespace spanne::engine;

namespace {

Alteration renamed(const std::string& old_name, const std::string& new_name) {
  Alteration one;
  one.subject = Subject::rule;
  one.change = ChangeKind::renamed;
  one.old_name = old_name;
  one.new_name = new_name;
  return one;
}

/// "rule a: +1 → +2; rule b: → +1"
std::string differing(std::vector<ContributionDiff> before, std::vector<ContributionDiff> after,
                      const VersionComparison& comparison = {}) {
  ContributionSides sides(comparison);
  std::vector<ContributionSide> old_sides, new_sides;
  for (auto* side : {&before, &after})
    for (ContributionDiff& one : *side) one.exact = one.words;
  for (const ContributionDiff& one : before) old_sides.push_back(sides.old_side(one));
  for (const ContributionDiff& one : after) new_sides.push_back(sides.new_side(one));
  DifferenceFinder finder;
  std::string text;
  for (const Differing& one : finder.find(old_sides, new_sides))
    text += fmt::format("{}{}:{}{}{}", text.empty() ? "" : "; ",
                        one.after ? after[*one.after].name : before[*one.before].name,
                        one.before ? " " + before[*one.before].words : "", one.before && one.after ? " →" : "",
                        one.after ? " " + after[*one.after].words : "");
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contributions)

BOOST_AUTO_TEST_CASE(what_is_the_same_makes_no_difference) {
  BOOST_TEST(differing({{"rule a", "+1"}, {"rule b", "+2"}}, {{"rule b", "+2"}, {"rule a", "+1"}}) == "");
}

BOOST_AUTO_TEST_CASE(new_ones_come_first_in_their_order) {
  BOOST_TEST(differing({{"rule a", "+1"}, {"rule b", "+2"}, {"rule c", "+3"}}, {{"rule d", "+4"}, {"rule b", "+5"}}) ==
             "rule d: +4; rule b: +2 → +5; rule a: +1; rule c: +3");
}

BOOST_AUTO_TEST_CASE(nameless_rules_and_rows_may_stand_elsewhere) {
  BOOST_TEST(differing({{"rule line 7", "+1"}, {"row t#1", "+2"}}, {{"rule line 9", "+1"}, {"row t#4", "+2"}}) == "");
  BOOST_TEST(differing({{"row t#1", "+2"}}, {{"row u#1", "+2"}}) == "row u#1: +2; row t#1: +2");
  BOOST_TEST(differing({{"rule line 7", "+1"}, {"rule line 8", "+1"}},
                       {{"rule line 8", "+1"}, {"rule line 9", "+2"}}) == "rule line 9: +2; rule line 7: +1");
  BOOST_TEST(
      differing({{"rule line 7", "+1"}, {"rule line 8", "+3"}}, {{"rule line 8", "+1"}, {"rule line 9", "+3"}}) == "");
}

BOOST_AUTO_TEST_CASE(renamed_rules_are_the_same_ones) {
  VersionComparison comparison;
  comparison.differences.push_back(renamed("many", "lots"));
  BOOST_TEST(differing({{"rule many", "+1"}}, {{"rule lots", "+2"}}, comparison) == "rule lots: +1 → +2");
  // A new rule may have the old name of another.
  BOOST_TEST(differing({{"rule many", "+1"}}, {{"rule many", "+1"}, {"rule lots", "+1"}}, comparison) ==
             "rule many: +1");
}

BOOST_AUTO_TEST_SUITE_END()
