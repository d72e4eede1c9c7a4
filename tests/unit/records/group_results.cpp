// Sums of groups as results show them.
#include <boost/test/unit_test.hpp>

#include "records/csv/csv.hpp"
#include "records/results/results.hpp"
#include "sample.hpp"

using namespace spanne;
using namespace spanne::records;
using engine::Fraction;
using Cells = std::vector<std::string>;

namespace {

engine::Group group(std::vector<std::string> labels) {
  engine::Group result;
  result.labels = std::move(labels);
  const engine::Range effort{Fraction::ratio(1, 4), Fraction::ratio(3, 4)};
  const engine::Breakdown parts{{effort, {}}, {}, {}};
  result.sum = {3, 1, effort, std::make_shared<const engine::Breakdown>(parts), nullptr};
  result.headcount.value.low = Fraction(1);
  result.spans = engine::AccountRange{Fraction(2), std::nullopt, false, {}, {}};
  return result;
}

engine::Subtotal sum_of(const engine::Range& effort) { return {1, 0, effort, nullptr, nullptr}; }

/// A group whose sum is hardly less or hardly more than 1 FTE.
engine::Group inexact_group(const engine::Model& model) {
  engine::Group result = group({"Ann"});
  const Fraction hardly = Fraction::ratio(1, 1'000'000'000'000'000'000) * Fraction::ratio(1, 1'000'000'000'000'000);
  const Fraction less = Fraction(1) - hardly, more = Fraction(1) + hardly;
  engine::InexactSums upper;
  upper.effort = {more, more};
  upper.kinds.resize(result.sum.parts->kinds.size());
  for (std::int64_t denominator = 0; denominator < 2 * std::int64_t{engine::max_settled_terms}; ++denominator) {
    upper.low.add(Fraction::ratio(1, 1'000'003 + denominator));
    upper.high.add(Fraction::ratio(1, 1'000'003 + denominator));
  }
  result.sum = {3, 1, {less, less}, result.sum.parts, std::make_shared<const engine::InexactSums>(std::move(upper))};
  result.headcount = engine::headcount_of(result.sum, model);
  result.load = engine::load_of(result.sum, 1, model);
  return result;
}

const std::vector<engine::GroupBy> owner{{1U}}, cluster{{std::nullopt}}, both{{1U}, {2U}};

}  // namespace

BOOST_AUTO_TEST_SUITE(group_results)

BOOST_AUTO_TEST_CASE(groups_by_cluster) {
  const Cells heads{"cluster",
                    "rows",
                    "rejected",
                    "fte_low",
                    "fte",
                    "fte_high",
                    "headcount_low",
                    "headcount_high",
                    "accounts_per_kam_low",
                    "accounts_per_kam_high",
                    "typical_per_kam_low",
                    "typical_per_kam_high"};
  const auto model = sample::model();
  BOOST_TEST(group_heads(model, cluster) == heads, boost::test_tools::per_element());
  const Cells cells{"national", "3", "1", "0.25", "0.5", "0.75", "1", "unlimited", "2", "unlimited", "", ""};
  BOOST_TEST(group_cells(group({"national"}), model, cluster, false, {}) == cells, boost::test_tools::per_element());
  BOOST_TEST(group_cells(group({""}), model, cluster, false, {}).front() == "");
  BOOST_TEST(group_cells(group({""}), model, cluster, true, {}).front() == "total");
}

BOOST_AUTO_TEST_CASE(groups_by_owner_have_their_load) {
  const auto model = sample::model();
  auto one = group({"Ann"});
  const auto exactly = [](const Fraction& number) { return engine::Enclosure{number, number}; };
  one.load =
      engine::Load{Fraction::ratio(4, 5),
                   engine::Load::Shares{exactly(Fraction::ratio(1, 2)), exactly(Fraction::ratio(3, 4)), exactly(1)},
                   {engine::Band::under, std::nullopt}};
  const auto cells = group_cells(one, model, owner, false, {});
  const Cells load(cells.end() - 5, cells.end());
  BOOST_TEST(load == (Cells{"0.8", "0.5", "0.75", "1", "under"}), boost::test_tools::per_element());
  one.load = engine::load_of(sum_of({0, 1}), 0, model);  // work, but nobody there
  const auto absent = group_cells(one, model, owner, false, {});
  BOOST_TEST(Cells(absent.end() - 5, absent.end()) == (Cells{"0", "", "", "", "over"}),
             boost::test_tools::per_element());
  one.load = engine::load_of(sum_of({0, 0}), 0, model);
  BOOST_TEST(group_cells(one, model, owner, false, {}).back() == "away");
  const auto unassigned = group_cells(group({""}), model, owner, false, {});
  BOOST_TEST(unassigned.front() == "unassigned");
  BOOST_TEST(unassigned.back() == "");
  BOOST_TEST(group_heads(model, owner).back() == "band");
}

BOOST_AUTO_TEST_CASE(what_a_sum_does_not_decide_is_said) {
  auto model = sample::model();
  model.utilisation_low = model.utilisation_high = 1;
  const engine::Group one = inexact_group(model);
  const auto cells = group_cells(one, model, owner, false, {6, true, Notation::plain});
  BOOST_TEST((Cells(cells.begin() + 3, cells.begin() + 8)) == (Cells{"1", "1", "1", "2", "2"}),
             boost::test_tools::per_element());
  RowWriter writer(Format::jsonl, group_heads(model, owner), group_holds_text(model, owner), {});
  const std::string json = writer.row(cells, other_readings(one));
  BOOST_TEST(json.ends_with(
      "\"band\": \"over\", \"headcount_low_or\": 1, \"headcount_high_or\": 1, \"band_or\": \"under\"}\n"));
  RowWriter csv(Format::csv, group_heads(model, owner), group_holds_text(model, owner), {});
  BOOST_TEST(csv.row(cells, other_readings(one)) == csv.row(cells));
  engine::Portfolio portfolio;
  portfolio.groups = {one, group({"Ben"})};
  portfolio.total = group({""});
  BOOST_REQUIRE_EQUAL(sum_notes(portfolio, {}).size(), 1U);
  BOOST_TEST(sum_notes(portfolio, {}).front().starts_with("of 1 of 3 sums "));
  BOOST_TEST(sum_notes(portfolio, {6, true, Notation::plain}).size() == 2U);
  portfolio.groups.erase(portfolio.groups.begin());
  BOOST_TEST(sum_notes(portfolio, {6, true, Notation::plain}).empty());
}

BOOST_AUTO_TEST_CASE(groups_are_as_wide_as_their_heads) {
  for (const auto& model : {sample::model(), sample::with_rules()})
    for (const auto& by : {owner, cluster, both}) {
      const std::size_t width = group_heads(model, by).size();
      const Cells labels(by.size(), "x");
      BOOST_TEST(group_cells(group(labels), model, by, false, {}).size() == width);
      BOOST_TEST(group_cells(group({}), model, by, true, {}).size() == width);
      BOOST_TEST(group_holds_text(model, by).size() == width);
    }
  BOOST_TEST(group_cells(group({"", ""}), sample::model(), both, false, {})[0] == "unassigned");
  BOOST_TEST(group_cells(group({"", ""}), sample::model(), both, false, {})[1] == "");
  BOOST_TEST(group_holds_text(sample::model(), owner).back());
  BOOST_TEST(!group_holds_text(sample::model(), both).back());
}

BOOST_AUTO_TEST_SUITE_END()
