// The shipped guideline is pinned down by its own tests.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "engine/testing/coverage.hpp"
#include "engine/testing/mutants/mutate.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;

const engine::Date day = *engine::make_date(2026, 7, 1);

engine::Model guideline() {
  std::ifstream file(SPANNE_SOURCE_DIR "/rules/key-account-guideline/guideline.spanne", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  auto read = tests::read(text.str());
  BOOST_REQUIRE(read.checked.model.has_value());
  return std::move(*read.checked.model);
}

BOOST_AUTO_TEST_SUITE(shipped_guideline)

BOOST_AUTO_TEST_CASE(its_tests_reach_everything) {
  const auto reached = engine::coverage(guideline(), day);
  for (const auto& gap : reached.gaps) BOOST_TEST_MESSAGE(gap.name + ": " + gap.condition);
  BOOST_TEST(reached.complete());
  BOOST_TEST(reached.clusters.all == 7U);
  BOOST_TEST(reached.sides.all >= 100U);
}

BOOST_AUTO_TEST_CASE(its_tests_notice_nearly_every_change) {
  const auto model = guideline();
  auto mutants = engine::mutants(model);
  const auto mutation = engine::mutate(model, mutants, day);
  for (std::size_t i = 0; i < mutants.size(); ++i)
    if (!mutation.noticed[i]) BOOST_TEST_MESSAGE(name_of(mutants[i].owner, model) + ": " + change_text(mutants[i]));
  BOOST_TEST(mutation.unusable == 0U);
  BOOST_TEST(mutants.size() >= 400U);
  BOOST_TEST(mutation.percent() >= 95U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
