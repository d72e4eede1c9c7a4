// The words' rules taken as a grammar: none of them can go round without reading on.
//
// The rules are nobody's business but that of the file that holds them, so that file is part of this test.
#include <boost/test/unit_test.hpp>
#include <tao/pegtl/contrib/analyze.hpp>

#include "grammar/tokens/tokens.cpp"  // NOLINT

namespace {

using namespace spanne::grammar;

BOOST_AUTO_TEST_SUITE(token_rules)

BOOST_AUTO_TEST_CASE(no_rule_can_loop_without_reading) { BOOST_TEST(tao::pegtl::analyze<peg::file>() == 0U); }

BOOST_AUTO_TEST_CASE(the_analysis_finds_a_loop) {
  BOOST_TEST(tao::pegtl::analyze<tao::pegtl::star<peg::inside>>(-1) > 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
