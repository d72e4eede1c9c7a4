// A model that lacks a part of its tree is noticed, whatever part it is.
#include "engine/check/omissions.hpp"

#include <functional>

#include "tests/support/rules.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::tests;

namespace {

/// The usual head, and below its title what a header says of files.
std::string head_with_files() {
  std::string head = usual_head;
  return head.insert(head.find('\n') + 1, "  locale de\n  capacity_column \"Pensum\"\n");
}

/// Every construct that a part of can be left out of.
const std::string everything =
    head_with_files() +
    "  stage   one of lead as \"L\" or \"M\", rest  optional\n"
    "  budget  money EUR in M  optional  column \"B\" or \"C\"\n"
    "define busy = sites > 3 and decentral  until 2026-06-30\n"
    "define busy = sites > 4                from 2026-07-01\n"
    "table care\n"
    "  | growth           | sites  || hours | fast |\n"
    "  | > 0.5 %, missing | 1 .. 3 || 2     | yes  |\n"
    "  | -                | not 7  || 1.250 | no   |\n"
    "  | otherwise                 || 0     | no   |\n"
    "cluster large: reach in (national, global) -> 0.5 FTE external, (size) FTE because \"L\"\n"
    "cluster rest: otherwise -> 0.1 FTE\n"
    "rules \"R\" for large from 2026-01-01\n"
    "  a: busy and (fast or size * 2 - 1 > 3) -> +2 h/month external per sites above 2, x hours\n"
    "  b: always -> +(revenue / 1 M EUR) FTE, at most 3 FTE, flag \"{sites} and {reach}\" because \"B\"\n"
    "table work for rest\n"
    "  | (sites * 2) || + FTE external | flag  | because |\n"
    "  | > 3         || 0.1            | \"F\" | \"W\"   |\n"
    "  | <= 3        ||                | \"G\" |         |\n"
    "test \"T\"\n"
    "  given sites = 2, growth = missing, as_of = 2026-02-01\n"
    "  expect cluster = rest, no flags\n"
    "property \"P\": when decentral: fte >= 0 FTE\n"
    "property \"Q\": fte never falls as sites rises\n";

struct Pair {
  std::shared_ptr<const grammar::Source> source;
  grammar::Parsed parsed;
  Model model;
};

Pair checked() {
  Pair pair{std::make_shared<grammar::Source>("test.spanne", everything), {}, {}};
  pair.parsed = grammar::parse(*pair.source);
  auto result = check(pair.parsed.tree, pair.source);
  for (const auto& one : result.diagnostics) BOOST_TEST_MESSAGE(grammar::render(one, *pair.source, false));
  BOOST_REQUIRE(result.model);
  pair.model = std::move(*result.model);
  return pair;
}

struct Omission {
  const char* what;
  std::function<void(Model&)> make;
};

void drop_operand(Model& model, TermId id) { model.terms[id].operands.pop_back(); }

const std::vector<Omission> omissions{
    {"an attribute", [](Model& m) { m.attributes.pop_back(); }},
    {"a bound", [](Model& m) { m.attributes[4].bounds.high.reset(); }},
    {"a default", [](Model& m) { m.attributes[4].fallback.reset(); }},
    {"a key", [](Model& m) { m.attributes[0].key = false; }},
    {"a kind of effort", [](Model& m) { m.kinds.erase(m.kinds.begin()); }},
    {"a define", [](Model& m) { m.defines.clear(); }},
    {"a version of a define", [](Model& m) { m.defines[0].versions.pop_back(); }},
    {"a define's part", [](Model& m) { drop_operand(m, m.defines[0].versions[0].value); }},
    {"a define's period", [](Model& m) { m.defines[0].versions[0].period.until.reset(); }},
    {"a lookup", [](Model& m) { m.tables.erase(m.tables.begin()); }},
    {"a row of a lookup", [](Model& m) { m.tables[0].rows.erase(m.tables[0].rows.begin() + 1); }},
    {"a value of a lookup", [](Model& m) { m.tables[0].rows[1].values.pop_back(); }},
    {"a cell of a lookup", [](Model& m) { m.tables[0].rows[0].conditions.pop_back(); }},
    {"a test in a cell", [](Model& m) { drop_operand(m, m.tables[0].rows[0].conditions[0]); }},
    {"otherwise", [](Model& m) { m.tables[0].rows[2].otherwise = false; }},
    {"a cluster", [](Model& m) { m.clusters.pop_back(); }},
    {"a cluster's condition", [](Model& m) { m.clusters[0].condition.reset(); }},
    {"an item of its list", [](Model& m) { drop_operand(m, *m.clusters[0].condition); }},
    {"a cluster's amount", [](Model& m) { m.clusters[0].base.pop_back(); }},
    {"a cluster's calculation", [](Model& m) { m.clusters[0].base[1].amount.computed.reset(); }},
    {"a cluster's reason", [](Model& m) { m.clusters[0].because.clear(); }},
    {"a rule", [](Model& m) { m.rules.pop_back(); }},
    {"a rule's place", [](Model& m) { m.order.pop_back(); }},
    {"a rule's condition", [](Model& m) { m.rules[0].condition.reset(); }},
    {"a part of it", [](Model& m) { drop_operand(m, *m.rules[0].condition); }},
    {"a rule's effect", [](Model& m) { m.rules[0].effects.pop_back(); }},
    {"a kind", [](Model& m) { m.rules[0].effects[0].effort_kind.reset(); }},
    {"a proportion", [](Model& m) { m.rules[0].effects[0].per = {}; }},
    {"a factor's name", [](Model& m) { m.rules[0].effects[1].amount.computed.reset(); }},
    {"a rule's reason", [](Model& m) { m.rules[1].because = std::string(); }},
    {"a heading's clusters", [](Model& m) { m.rules[0].scope.clear(); }},
    {"a heading's period", [](Model& m) { m.rules[0].period.from.reset(); }},
    {"a remark's value", [](Model& m) { m.rules[1].effects[2].flag[1].hole.reset(); }},
    {"a table's clusters", [](Model& m) { m.tables[1].scope.clear(); }},
    {"a row", [](Model& m) { m.tables[1].rows.pop_back(); }},
    {"a cell", [](Model& m) { m.tables[1].rows[0].conditions.clear(); }},
    {"a row's effect",
     [](Model& m) {
       auto& effects = m.tables[1].rows[0].effects;
       effects.erase(effects.begin());
     }},
    {"a row's reason", [](Model& m) { m.tables[1].rows[0].because.clear(); }},
    {"a test", [](Model& m) { m.tests.clear(); }},
    {"a given value", [](Model& m) { m.tests[0].given.values[4] = Value(); }},
    {"a test's day", [](Model& m) { m.tests[0].as_of.reset(); }},
    {"an expectation", [](Model& m) { m.tests[0].expect.pop_back(); }},
    {"a property", [](Model& m) { m.properties.pop_back(); }},
    {"a property's when", [](Model& m) { m.properties[0].when.reset(); }},
    {"a claim", [](Model& m) { m.properties[0].claim.reset(); }},
    {"a rising claim", [](Model& m) { m.properties[1].monotone.reset(); }},
    {"a locale", [](Model& m) { m.locale.reset(); }},
    {"a head of the kams file", [](Model& m) { m.capacity_column.reset(); }},
    {"a head", [](Model& m) { m.attributes.back().columns.pop_back(); }},
    {"a magnitude", [](Model& m) { m.attributes.back().magnitude.reset(); }},
    {"how files write a value", [](Model& m) {
       const Type& type = m.attributes[m.attributes.size() - 2].type;
       m.choices[type.choice].forms.clear();
     }}};

}  // namespace

BOOST_AUTO_TEST_SUITE(left_out)

BOOST_AUTO_TEST_CASE(a_model_as_it_is_checked_lacks_nothing) {
  const Pair pair = checked();
  BOOST_TEST(!first_omission(pair.parsed.tree, pair.model));
}

BOOST_AUTO_TEST_CASE(every_part_that_is_left_out_is_noticed) {
  const Pair pair = checked();
  for (const Omission& omission : omissions) BOOST_TEST_CONTEXT(omission.what) {
      Model model = pair.model;
      omission.make(model);
      BOOST_TEST(first_omission(pair.parsed.tree, model).has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_tree_that_lacks_something_makes_no_model) {
  const auto source = std::make_shared<grammar::Source>("test.spanne", usual_head +
                                                                           "cluster rest: otherwise -> 0.1 FTE\n"
                                                                           "a: sites > 1 -> +0.1 FTE\n"
                                                                           "b: sites >> 1 -> +0.1 FTE\n");
  const auto parsed = grammar::parse(*source);
  BOOST_TEST(grammar::has_errors(parsed.diagnostics));
  BOOST_TEST(parsed.tree.incomplete);
  BOOST_TEST(!check(parsed.tree, source).model);
}

BOOST_AUTO_TEST_CASE(a_lookup_is_known_whatever_is_remarked_of_it) {
  const std::string rest =
      "cluster rest: otherwise -> 1 FTE\n"
      "table care\n"
      "  | growth  | revenue      | (reach = global) || hours | fast |\n"
      "  | > 0.5 % | -            | yes              || 3     | yes  |\n"
      "  | -       | 1.500 EUR    | -                || 1.250 | no   |\n"
      "  | otherwise                                 || 1     | no   |\n"
      "scaled: always -> x hours\n"
      "quick: fast -> +1 FTE\n"
      "slow: not fast -> +5 FTE\n";
  const Read result = read(usual_head + rest);
  BOOST_REQUIRE(result.checked.model);
  BOOST_TEST(result.codes == (std::vector<std::string>{"N0262", "W0261", "W0261"}), boost::test_tools::per_element());
  for (const Rule& rule : result.checked.model->rules) {
    BOOST_TEST(rule.effects.size() == 1U);
    BOOST_TEST(rule.condition.has_value() == (rule.id != "scaled"));
  }
}

BOOST_AUTO_TEST_CASE(a_broken_lookup_is_reported_once) {
  const auto codes = [](const std::string& row, const std::string& policy = "") {
    return read(usual_head + "cluster rest: otherwise -> 1 FTE\ntable care" + policy +
                "\n  | sites || hours | fast |\n" + row + "a: fast -> x hours, +(hours + 1) h/week\n")
        .codes;
  };
  using Codes = std::vector<std::string>;
  BOOST_TEST(codes("  | 1 || 1 | yes |\n") == Codes(), boost::test_tools::per_element());
  BOOST_TEST(codes("  | 1 || 1 |  |\n") == Codes{"E0350"}, boost::test_tools::per_element());
  BOOST_TEST(codes("  | nosuch || 1 | yes |\n") == Codes{"E0331"}, boost::test_tools::per_element());
  BOOST_TEST(codes("  | 1 || 1 | yes |\n  | 2 || yes | no |\n") == Codes{"E0351"}, boost::test_tools::per_element());
  BOOST_TEST(codes("") == Codes{"E0356"}, boost::test_tools::per_element());
  BOOST_TEST(codes("  | 1 || 1 | yes |\n", " sum") == Codes{"E0355"}, boost::test_tools::per_element());
  BOOST_TEST(codes("  | 1 || 1 |  |\n", " sum") == Codes{"E0350"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
