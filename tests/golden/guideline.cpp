// What the shipped guideline promises beyond the tests that stand in it: what a lead takes compared with a national KAM
// of the same customer, and that a person's load is the sum of their roles.
#include <boost/test/unit_test.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/check/check.hpp"
#include "engine/groups/figure_tables.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "engine/semantics/evaluate.hpp"
#include "grammar/tree/parse.hpp"
#include "records/csv/accounts.hpp"
#include "records/tables/table_options.hpp"
#include "tests/support/program.hpp"

namespace {

using namespace spanne;
using engine::Fraction;
using engine::Outcome;

const std::string folder = std::string(SPANNE_SOURCE_DIR) + "/rules/key-account-guideline/";

struct Guideline {
  Guideline() {
    const auto source = std::make_shared<grammar::Source>("guideline", test::contents(folder + "guideline.spanne"));
    model = std::move(*engine::check(grammar::parse(*source).tree, source).model);
  }

  /// The rows of one file, with the figures of their groups.
  std::vector<records::AccountRow> rows(const std::string& csv) const {
    std::vector<records::AccountRow> result;
    records::read_accounts_text(
        csv, model, records::Locale::automatic, [](const auto&) {},
        [&](records::AccountRow&& row) { result.push_back(std::move(row)); });
    const engine::Evaluator evaluator(model, day);
    engine::FigureTables figures(evaluator, model.figure_attributes());
    for (const auto& row : result) BOOST_REQUIRE(figures.add(row.account).empty());
    for (auto& row : result) BOOST_REQUIRE(figures.fill(row.account).empty());
    return result;
  }

  std::string text(const engine::Account& account, const std::string& attribute) const {
    const auto id = *model.find_attribute(attribute);
    return to_text(account.values[id], model.attributes[id].type, model);
  }

  Outcome outcome(const engine::Account& account) const { return engine::Evaluator(model, day).evaluate(account); }

  engine::Model model;
  const engine::Date day = *engine::make_date(2026, 11, 24);
};

void takes_half_as_much_again(const Outcome& lead, const Outcome& national, const std::string& who) {
  const Fraction factor = Fraction(3) / 2;
  BOOST_TEST_CONTEXT(who) {
    BOOST_REQUIRE(!lead.rejected());
    BOOST_REQUIRE(!national.rejected());
    BOOST_TEST((lead.total.low >= national.total.low * factor));
    BOOST_TEST((lead.total.middle() >= national.total.middle() * factor));
    BOOST_TEST((lead.total.high >= national.total.high * factor));
  }
}

BOOST_FIXTURE_TEST_SUITE(guideline, Guideline)

BOOST_AUTO_TEST_CASE(each_lead_of_the_sample_takes_half_as_much_again_as_its_national_kams) {
  std::map<std::string, Outcome> leads;
  const auto all = rows(test::contents(folder + "accounts.csv"));
  for (const auto& row : all)
    if (text(row.account, "role") == "lead") leads.emplace(text(row.account, "account_id"), outcome(row.account));
  std::size_t pairs = 0;
  for (const auto& row : all) {
    const auto lead = leads.find(text(row.account, "account_id"));
    const Outcome national = outcome(row.account);
    if (text(row.account, "role") != "national" || lead == leads.end()) continue;
    if (model.clusters[*national.cluster].name != "international") continue;
    takes_half_as_much_again(lead->second, national, lead->first);
    ++pairs;
  }
  BOOST_TEST(pairs >= 6U);
}

BOOST_AUTO_TEST_CASE(each_lead_of_the_sample_has_the_national_kams_of_its_customer) {
  std::map<std::string, std::size_t> national_kams;
  const auto all = rows(test::contents(folder + "accounts.csv"));
  for (const auto& row : all)
    if (text(row.account, "role") == "national") ++national_kams[text(row.account, "account_id")];
  std::size_t leads = 0, with_two = 0;
  for (const auto& row : all) {
    if (text(row.account, "role") != "lead") continue;
    const std::size_t expected = national_kams[text(row.account, "account_id")];
    BOOST_TEST(text(row.account, "national_kams") == std::to_string(expected), text(row.account, "account_id"));
    ++leads;
    with_two += expected == 2 ? 1 : 0;
  }
  BOOST_TEST(leads == 7U);
  BOOST_TEST(with_two == 3U);
}

/// One customer in both roles, in every combination of what the rules look at.
BOOST_AUTO_TEST_CASE(every_international_lead_takes_half_as_much_again) {
  const std::vector<std::vector<std::string>> values = {{"international", "global"},
                                                        {"1", "3", "24", "41", "5000"},
                                                        {"yes", "no"},
                                                        {"1", "7", "200"},
                                                        {"0", "2", "12"},
                                                        {"0", "3", "12"},
                                                        {"1", "6"},
                                                        {"dormant", "new", "developing", "established", "trusted"},
                                                        {"yes", "no"},
                                                        {"0", "4"},
                                                        {"-20", "", "20"},
                                                        {"yes", "no"}};
  std::string csv =
      "account_id,role,revenue,reach,sites,decentral,countries,decision_makers,contracts,internal_units,relationship,"
      "tender,escalations,growth,shared_service\n";
  std::vector<std::size_t> chosen(values.size(), 0);
  // A step that shares no divisor with the number of combinations reaches its fifteenth part, spread over all.
  std::size_t combinations = 1;
  for (const auto& one : values) combinations *= one.size();
  std::size_t customers = 0;
  for (std::size_t place = 0; place < combinations; place += 17, ++customers)
    for (const char* role : {"lead", "national"}) {
      csv += "C" + std::to_string(place) + "," + role + ",80000000";
      std::size_t rest = place;
      for (const auto& one : values) {
        csv += "," + one[rest % one.size()];
        rest /= one.size();
      }
      csv += "\n";
    }
  const auto all = rows(csv);
  BOOST_REQUIRE(all.size() == 2 * customers);
  BOOST_TEST(customers > 5'000U);
  for (std::size_t i = 0; i < all.size(); i += 2)
    takes_half_as_much_again(outcome(all[i].account), outcome(all[i + 1].account), text(all[i].account, "account_id"));
}

BOOST_AUTO_TEST_CASE(one_person_in_both_roles_carries_the_sum) {
  const auto all = rows(test::contents(folder + "accounts.csv"));
  std::vector<const records::AccountRow*> hers;
  Fraction low, high;
  for (const auto& row : all) {
    if (text(row.account, "kam") != "Øystein Dahl") continue;
    hers.push_back(&row);
    low += outcome(row.account).total.low;
    high += outcome(row.account).total.high;
  }
  BOOST_REQUIRE(hers.size() == 2U);
  BOOST_TEST(text(hers[0]->account, "role") == "national");
  BOOST_TEST(text(hers[1]->account, "role") == "lead");
  BOOST_TEST(text(hers[0]->account, "account_id") != text(hers[1]->account, "account_id"));
  const auto shown = test::spanne_run({"eval", folder + "guideline.spanne", folder + "accounts.csv", "--kams",
                                       folder + "kams.csv", "--by", "kam", "--as-of", "2026-11-24"});
  const std::string load =
      ",1," + low.to_text() + "," + ((low + high) / 2).to_text() + "," + high.to_text() + ",in band\n";
  BOOST_TEST(load == ",1,0.835375,0.952875,1.070375,in band\n");  // capacity, load, band
  const std::size_t at = shown.out.find("\nØystein Dahl,2,0," + low.to_text() + ",");
  BOOST_REQUIRE(at != std::string::npos);
  BOOST_TEST(shown.out.substr(at + 1, shown.out.find('\n', at + 1) - at).ends_with(load));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
