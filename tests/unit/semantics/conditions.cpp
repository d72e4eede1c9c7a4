// What a text contains, and how many parts hold: the plain evaluation of both, with faults of parts.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/walker.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;

/// 15 sites, decentral, kam "Anna Süd", growth missing.
engine::Account account() {
  return {{std::string("A"), std::string("Anna Süd"), engine::ChoiceValue{1}, engine::Decimal::whole(10),
           engine::Decimal::whole(15), true, engine::Value{}, engine::Decimal{1'500'000}, engine::Value{}}};
}

struct Case {
  const char* condition;
  const char* answer;
};
std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.condition; }

const Case cases[] = {
    {"kam is known and kam contains \"na S\"", "yes"},
    {"kam is known and kam contains \"anna\"", "no"},
    {"kam is known and kam contains \"\"", "yes"},
    {"kam is known and kam ends with \"Süd\"", "yes"},
    {"kam is known and kam ends with \"Anna\"", "no"},
    {"kam is known and kam starts with \"Anna\"", "yes"},
    {"kam is known and kam not contains \"na S\"", "no"},
    {"kam is known and kam not starts with \"S\"", "yes"},
    {"kam is known and kam not ends with \"d\"", "no"},
    {"kam is known and not kam ends with \"d\"", "no"},
    {"kam is known and not (kam contains \"x\")", "yes"},
    {"at least 1 of (decentral)", "yes"},
    {"at least 2 of (decentral, sites > 20, sites > 10)", "yes"},
    {"at least 3 of (decentral, sites > 20, sites > 10)", "no"},
    {"at most 1 of (decentral, sites > 20, sites > 10)", "no"},
    {"at most 2 of (decentral, sites > 20, sites > 10)", "yes"},
    {"exactly 2 of (decentral, sites > 20, sites > 10)", "yes"},
    {"exactly 1 of (decentral, sites > 20, sites > 10)", "no"},
    {"exactly 3 of (decentral, sites > 20, sites > 10)", "no"},
    {"not at least 3 of (decentral, sites > 20, sites > 10)", "yes"},
    {"at least 2 of (decentral, at most 1 of (decentral, sites > 10), sites > 10)", "yes"},
    {"at least 1 of (growth is known and growth > 5 %, decentral)", "yes"},
    // A part without a value matters only as long as the answer is open.
    {"at least 1 of (decentral, 1 / (sites - 15) > 0)", "yes"},
    {"at least 1 of (1 / (sites - 15) > 0, decentral)", "fault"},
    {"at least 2 of (sites > 20, decentral, 1 / (sites - 15) > 0)", "fault"},
    {"at least 2 of (sites > 20, sites > 30, 1 / (sites - 15) > 0)", "no"},
    {"at most 1 of (decentral, sites > 10, 1 / (sites - 15) > 0)", "no"},
    {"at most 1 of (sites > 20, 1 / (sites - 15) > 0)", "yes"},
    {"at most 2 of (1 / (sites - 15) > 0, decentral)", "yes"},
    {"exactly 1 of (decentral, sites > 10, 1 / (sites - 15) > 0)", "no"},
    {"exactly 2 of (sites > 20, 1 / (sites - 15) > 0)", "no"},
    {"exactly 1 of (sites > 20, 1 / (sites - 15) > 0)", "fault"},
};

}  // namespace

BOOST_DATA_TEST_CASE(conditions, boost::unit_test::data::make(cases), one) {
  auto read =
      tests::read(tests::usual_head + "cluster all: otherwise -> 0.1 FTE\na: " + one.condition + " -> +0.1 FTE\n");
  BOOST_REQUIRE(read.checked.model);
  const engine::Evaluator evaluator(*read.checked.model, *engine::make_date(2026, 7, 1));
  const engine::Account evaluated = account();
  engine::Walker walker(evaluator, evaluated);
  const auto answer = walker.truth(*read.checked.model->rules[0].condition);
  BOOST_TEST((answer ? *answer ? "yes" : "no" : "fault") == std::string(one.answer));
}

/// `class` is a habit for `cluster`, but may be an attribute.
BOOST_AUTO_TEST_CASE(a_rule_may_begin_with_what_is_also_a_habit) {
  for (const std::string words : {"starts with", "ends with", "contains", "not contains"}) {
    const auto read = tests::read(
        "ruleset \"T\" version 1.0.0\nattributes\n  id text key\n  class text\n"
        "cluster all: otherwise -> 0.1 FTE\nclass " +
        words + " \"T\" -> +0.1 FTE\n");
    BOOST_TEST(read.checked.model.has_value(), words);
  }
}
