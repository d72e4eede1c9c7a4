// The nearest values that change a result: one attribute at a time, with the result each gives.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "engine/explain/nearest_change.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Decimal;

/// 15 sites, decentral, national, 10 M EUR, growth 12 %, size 1.5, ends missing.
const engine::Account account{{std::string("A"), std::string("Anna"), engine::ChoiceValue{1},
                               Decimal{10'000'000 * Decimal::one}, Decimal::whole(15), true, Decimal::whole(12),
                               Decimal{1'500'000}, engine::Value{}}};

const std::string cluster = "cluster all: otherwise -> 0.2 FTE\n";

/// "sites 16: 0.3; decentral no: rejected".
std::string changes(const std::string& rules) {
  const auto model = tests::model(rules);
  std::string text;
  for (const auto& one : engine::nearest_changes(model, account, *engine::make_date(2026, 7, 1))) {
    const auto& attribute = model.attributes[one.attribute];
    const std::string value = one.any_other           ? "any other"
                              : is_missing(one.value) ? "missing"
                                                      : to_text(one.value, attribute.type, model);
    const std::string result = one.outcome.rejected()                            ? "rejected"
                               : one.outcome.total.low == one.outcome.total.high ? one.outcome.total.low.to_exact_text()
                                                                                 : "a range";
    text += fmt::format("{}{} {}{}: {}", text.empty() ? "" : "; ", attribute.name, value, one.moves ? " (moves)" : "",
                        result);
  }
  return text;
}

struct Example {
  const char* rules;
  const char* found;
};
std::ostream& operator<<(std::ostream& out, const Example& one) { return out << one.rules; }

const Example examples[] = {
    {"", ""},
    {"sites > 20 -> +0.1 FTE", "sites 21: 0.3"},
    {"sites >= 20 -> +0.1 FTE", "sites 20: 0.3"},
    {"sites >= 12 -> +0.1 FTE", "sites 11: 0.2"},
    {"sites in 3 .. 10 -> +0.1 FTE", "sites 10: 0.3"},
    {"sites in (5, 25) -> +0.1 FTE", "sites 5: 0.3; sites 25: 0.3"},
    {"sites > 20 and not decentral -> +0.1 FTE", ""},
    {"as_of - (sites) months < 2025-01-01 -> +0.1 FTE", "sites 19: 0.3"},
    {"ends is known and ends - 18 months >= as_of -> +0.1 FTE", "ends 2028-01-01: 0.3"},
    {"ends is known and years_between(as_of, ends) < 0 -> +0.1 FTE", "ends 2025-07-01: 0.3"},
    {"sites > 12 and decentral -> +0.1 FTE", "sites 12: 0.2; decentral no: 0.2"},
    {"define far = sites\nfar > 4_999 -> +0.1 FTE", "sites 5000: 0.3"},
    {"sites > 5_000 -> +0.1 FTE", ""},
    {"always -> +0.01 FTE per sites above 20", "sites 21: 0.21"},
    {"always -> +0.01 FTE per started 10 sites", "sites 10: 0.21"},
    {"always -> +0.01 FTE per (min(sites, 12))", "sites 11: 0.31"},
    {"sites * sites > 400 -> +0.1 FTE", "sites 21: 0.3"},
    {"sites * 3 > 9_000 -> +0.1 FTE", "sites 3001: 0.3"},
    {"always -> +0.1 FTE per sites\nalways -> at most 1 FTE", "sites 7: 0.9"},
    {"revenue > 12 M EUR -> +0.1 FTE", "revenue 12000000.01 EUR: 0.3"},
    {"revenue >= 12 M EUR -> +0.1 FTE", "revenue 12000000 EUR: 0.3"},
    {"revenue / 15 > 1 M EUR -> +0.1 FTE", "revenue 15000000.01 EUR: 0.3"},
    {"always -> +0.01 FTE per 1 M EUR revenue", "revenue 11000000 EUR (moves): 0.31"},
    {"always -> +0.01 FTE per 1 M EUR revenue\nrevenue > 12 M EUR -> +0.1 FTE",
     "revenue 11000000 EUR (moves): 0.31; revenue 12000000.01 EUR: 4200000001/10000000000"},
    {"size > 1.625 -> +0.1 FTE", "size 1.626: 0.3"},
    {"growth is known and growth > 15 % -> +0.1 FTE", "growth 15.01 %: 0.3"},
    {"growth is known -> +0.1 FTE", "growth missing: 0.2"},
    {"ends is known and ends < 2026-07-10 -> +0.1 FTE", "ends 2026-07-01: 0.3"},
    {"ends is known and ends - as_of > 90 -> +0.1 FTE", "ends 2026-09-30: 0.3"},
    {"reach >= global -> +0.1 FTE", "reach global: 0.3"},
    {"reach != national -> +0.1 FTE", "reach regional: 0.3; reach global: 0.3"},
    {"kam is known and kam in (\"Anna\", \"Bert\") -> +0.1 FTE", "kam any other: 0.2; kam missing: 0.2"},
    {"kam is known and kam starts with \"B\" -> +0.1 FTE", "kam B: 0.3"},
    {"1 / (sites - 18) > 5 -> +0.1 FTE", "sites 18: rejected"},
    {"sites > 20 -> flag \"many\"", ""},
};

BOOST_AUTO_TEST_SUITE(nearest)

BOOST_DATA_TEST_CASE(values_that_change_the_result, boost::unit_test::data::make(examples), one) {
  const std::string found = changes(cluster + one.rules + "\n");
  BOOST_TEST(found == one.found);
}

BOOST_AUTO_TEST_CASE(a_rejected_account_is_told_what_would_let_it_in) {
  BOOST_TEST(changes("cluster big: sites > 30 -> 1 FTE\n") == "sites 31: 1");
}

BOOST_AUTO_TEST_CASE(another_cluster_counts_with_the_same_effort) {
  BOOST_TEST(changes("cluster big: sites > 30 -> 1 FTE\ncluster rest: otherwise -> 1 FTE\n") == "sites 31: 1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
