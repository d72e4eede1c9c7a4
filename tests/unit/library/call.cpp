// The library with JSON in and out, and the public headers: the same answers as the engine's own, faults as answers.
#include "library/call.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <spanne/spanne.hpp>

#include "library/base64.hpp"

using Json = nlohmann::json;
using spanne::library::call;

namespace {

const std::string rules =
    "ruleset \"Sample\" version 1.0.0\n  effective 2026-01-01 .. 2026-12-31\nattributes\n  id text key\n"
    "  sites integer 1 .. 500\n  decentral boolean default no\n"
    "cluster large: sites > 10 -> 0.2 .. 0.3 FTE\ncluster small: otherwise -> 0.05 FTE\n"
    "many: sites > 25 and decentral -> +0.3 FTE\n";

Json answer(const char* function, const Json& arguments) { return Json::parse(call(function, arguments.dump())); }

std::string error_of(const Json& answered) { return answered.at("error").at("message"); }

}  // namespace

BOOST_AUTO_TEST_SUITE(library)

BOOST_AUTO_TEST_CASE(evaluates_rows) {
  const Json made =
      answer("evaluate",
             {{"rules", rules}, {"accounts", "id,sites,decentral\nA,30,yes\nB,2,\nC,x,\n"}, {"as_of", "2026-07-01"}});
  BOOST_REQUIRE(made.at("rows").size() == 3U);
  BOOST_TEST(made["rows"][0]["fte_high"] == 0.6);
  BOOST_TEST(made["rows"][1]["cluster"] == "small");
  BOOST_TEST(made["rows"][2]["status"] == "rejected");
}

BOOST_AUTO_TEST_CASE(counts_over_the_rows_it_is_given) {
  const std::string counting =
      "ruleset \"Sample\" version 1.0.0\nattributes\n  id text key\n  customer text\n  sites integer\n"
      "  together integer = count per customer\ncluster all: otherwise -> 0.1 FTE\neach: together > 1 -> +0.1 FTE per "
      "together\n";
  const Json arguments{{"rules", counting},
                       {"accounts", "id,customer,sites\nA,X,1\nB,Y,1\nC,X,1\n"},
                       {"as_of", "2026-07-01"},
                       {"columns", {"id", "together", "fte"}}};
  const Json made = answer("evaluate", arguments);
  BOOST_TEST(made.at("rows")[0]["together"] == 2);
  BOOST_TEST(made["rows"][1]["fte"] == 0.1);
  const Json explained = answer(
      "explain", {{"rules", counting}, {"accounts", arguments["accounts"]}, {"as_of", "2026-07-01"}, {"key", {"C"}}});
  BOOST_TEST(explained.at("account").at("together") == 2);
  BOOST_TEST(explained.at("counted")[0].at("lines") == Json({2, 4}));
  const auto read = spanne::RuleSet::read(counting, "rules.spanne");
  const auto account = [](const char* id, const char* customer) {
    return spanne::AccountValues().set("id", id).set("customer", customer).set("sites", 1);
  };
  const auto together = spanne::evaluate(*read.rules, {account("A", "X"), account("B", "X")}, "2026-07-01");
  BOOST_TEST(together.results[0].total.low.text() == "0.3");
  const auto stated = spanne::evaluate(*read.rules, {account("A", "X").set("together", 5)}, "2026-07-01");
  BOOST_TEST(stated.results[0].total.low.text() == "0.6");
  const auto alone = spanne::explain(*read.rules, account("A", "X"), "2026-07-01");
  BOOST_TEST(alone.text.find("together 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(takes_bytes_in_another_encoding) {
  // id,sites / Müller,5 in Windows-1252
  const Json made =
      answer("evaluate", {{"rules", rules}, {"accounts_base64", "aWQsc2l0ZXMKTfxsbGVyLDUK"}, {"as_of", "2026-07-01"}});
  BOOST_TEST(made.at("rows")[0].at("id") == "Müller");
}

BOOST_AUTO_TEST_CASE(what_goes_wrong_is_an_answer) {
  BOOST_TEST(error_of(answer("evaluat", {})) == "there is no function evaluat");
  BOOST_TEST(error_of(Json::parse(call("check", "[1]"))) == "the arguments are no JSON object");
  BOOST_TEST(error_of(Json::parse(call("check", "{"))) == "the arguments are no JSON object");
  BOOST_TEST(error_of(answer("check", Json::object())) == "the argument rules is missing");
  BOOST_TEST(error_of(answer("check", {{"rules", 5}})) == "rules is a text");
  BOOST_TEST(error_of(answer("check", {{"rules", rules}, {"prov", false}})) == "there is no argument prov");
  BOOST_TEST(error_of(answer("check", {{"rules", rules}, {"seconds", 0}})) == "seconds is from 1 to 1000000");
  // 2^32 + 10 and more than 64 bits hold: neither may be taken for 10.
  for (const char* seconds : {"4294967306", "18446744073709551615", "-4294967286"}) {
    const Json number = Json::parse(seconds);
    BOOST_TEST(error_of(answer("check", {{"rules", rules}, {"seconds", number}})) == "seconds is from 1 to 1000000");
  }
  const Json accounts = "id,sites\nA,5\n";
  BOOST_TEST(error_of(answer("evaluate", {{"rules", rules}, {"accounts", accounts}})) ==
             "the argument as_of is missing");
  BOOST_TEST(error_of(answer("evaluate", {{"rules", rules}, {"accounts", accounts}, {"as_of", "2027-01-01"}}))
                 .starts_with("2027-01-01 is outside the period"));
  BOOST_TEST(error_of(answer("evaluate", {{"rules", rules}, {"accounts_base64", "?"}, {"as_of", "2026-07-01"}})) ==
             "accounts_base64 is no base64");
  const Json broken =
      answer("evaluate", {{"rules", rules + "x: y\n"}, {"accounts", accounts}, {"as_of", "2026-07-01"}});
  BOOST_TEST(error_of(broken) == "the rules have errors");
  BOOST_TEST(!broken.at("findings").empty());
}

BOOST_AUTO_TEST_CASE(checks_compares_explains_and_lays_out) {
  const Json findings = answer("check", {{"rules", rules}, {"name", "my.spanne"}});
  BOOST_TEST(findings.back().at("file") == "my.spanne");
  std::string later = rules;
  later.replace(later.find("+0.3"), 4, "+0.4");
  BOOST_TEST(answer("compare", {{"old", rules}, {"new", later}}).at("same_results") == false);
  BOOST_TEST(answer("compare", {{"old", rules}, {"new", rules}}).at("same_results") == true);
  const Json explained = answer("explain", {{"rules", rules},
                                            {"accounts", "id,sites\nA,5\n"},
                                            {"key", {"A"}},
                                            {"as_of", "2026-07-01"},
                                            {"set", {"sites = sites + 10"}}});
  BOOST_TEST(explained.dump().find("sites 15 instead of 5") != std::string::npos);
  const std::string text = answer("format", {{"rules", rules}}).at("text");
  BOOST_TEST(answer("format", {{"rules", text}}).at("text") == text);
}

BOOST_AUTO_TEST_CASE(tells_of_cliffs_what_both_accounts_get) {
  Json cliffs = Json::array();
  for (const auto& finding : answer("check", {{"rules", rules}}))
    if (finding.at("code") == "I0542") cliffs.push_back(finding);
  BOOST_REQUIRE(cliffs.size() == 2U);
  BOOST_TEST(cliffs[0]["message"] == "from sites = 25 to 26 the effort jumps from 0.25 to 0.55 FTE");
  BOOST_TEST(cliffs[0]["attribute"] == "sites");
  BOOST_TEST(cliffs[0]["fte_below"] == "0.25");
  BOOST_TEST(cliffs[0]["account_below"] == "sites = 25, decentral = yes");
  BOOST_TEST(cliffs[0]["fte_above"] == "0.55");
  BOOST_TEST(cliffs[0]["account_above"] == "sites = 26, decentral = yes");
  BOOST_TEST(cliffs[0]["severity"] == "note");
  BOOST_TEST(cliffs[0]["line"] == 9);
  BOOST_TEST(cliffs[1]["fte_above"] == "0.25");
  const auto read = spanne::RuleSet::read(rules, "my.spanne");
  BOOST_TEST(spanne::prove(*read.rules).findings.back().code == "I0542");
}

BOOST_AUTO_TEST_CASE(base64_of_every_length_and_of_none) {
  using spanne::library::from_base64;
  BOOST_TEST((from_base64("") == std::string()));
  BOOST_TEST((from_base64("Zg==") == "f" && from_base64("Zm8=") == "fo" && from_base64("Zm9v") == "foo"));  // RFC 4648
  for (const char* bad : {"Zg=", "Z===", "Zh==", "Zm9v\n", "Zm9-", "====", "Zg==Zg=="})
    BOOST_TEST(!from_base64(bad), bad);
}

BOOST_AUTO_TEST_CASE(public_headers) {
  const auto read = spanne::RuleSet::read(rules);
  BOOST_REQUIRE(read.rules);
  BOOST_TEST(read.rules->title() == "Sample");
  BOOST_TEST(read.rules->attributes().size() == 3U);
  const auto made = spanne::evaluate(*read.rules,
                                     {spanne::AccountValues().set("id", "A").set("sites", 30).set("decentral", true),
                                      spanne::AccountValues().set("id", "B").set("site", 30)},
                                     "2026-07-01");
  BOOST_REQUIRE(made.results.size() == 2U);
  BOOST_TEST(made.results[0].total.low.text() == "0.5");
  BOOST_TEST((made.results[0].rules == std::vector<std::string>{"many"}));
  BOOST_TEST(*made.results[0].accounts_per_kam_low == 1U);
  BOOST_TEST(made.results[1].rejected());
  BOOST_TEST(made.results[1].reasons.back() == "there is no attribute site; did you mean sites?");
  BOOST_TEST(!spanne::evaluate(*read.rules, {}, "yesterday").error.empty());
  BOOST_TEST(!spanne::RuleSet::read("cluster").rules.has_value());
  const auto explained =
      spanne::explain(*read.rules, spanne::AccountValues().set("id", "A").set("sites", 5), "2026-07-01");
  BOOST_TEST(explained.error == "");
  BOOST_TEST(explained.text.find("small") != std::string::npos);
  BOOST_TEST((spanne::compare(*read.rules, *read.rules).same_results == true));
  BOOST_TEST(spanne::prove(*read.rules).clusters.size() == 2U);
  BOOST_TEST(spanne::format(rules).text.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
