// Requests of our own: each answer is, byte for byte, what the command line prints for the same files.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "service/service.hpp"
#include "tests/support/program.hpp"

namespace {

using Json = nlohmann::ordered_json;
using spanne::test::contents;
using spanne::test::root;
using spanne::test::spanne_run;

const std::string folder = (root / "rules" / "key-account-guideline").string() + "/";
const std::string rules = folder + "guideline.spanne", accounts = folder + "accounts.csv", kams = folder + "kams.csv";
const std::string uri = "file:///C%3A/Regeln/guideline.spanne";
const std::string day = "2026-11-24";

/// A session in which the shipped guideline is open, with its accounts and people.
class Session {
 public:
  Session() : service_(*spanne::engine::date_from_text(day)) {
    ask("initialize", {{"capabilities", Json::object()}});
    open(uri, contents(rules));
    const Json file{{"name", "accounts.csv"}, {"text", contents(accounts)}};
    const Json people{{"name", "kams.csv"}, {"text", contents(kams)}};
    ask("spanne/accounts", {{"uri", uri}, {"accounts", file}, {"kams", people}});
  }

  void open(const std::string& at, const std::string& text) {
    const Json document{{"uri", at}, {"languageId", "spanne"}, {"version", 1}, {"text", text}};
    service_.handle(
        Json{{"jsonrpc", "2.0"}, {"method", "textDocument/didOpen"}, {"params", {{"textDocument", document}}}}.dump());
  }

  Json ask(const std::string& method, const Json& params) {
    const Json message{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}};
    return Json::parse(service_.handle(message.dump()).back());
  }

  std::string text(const std::string& method, Json params = Json::object()) {
    if (!params.contains("uri")) params["uri"] = uri;
    const Json answer = ask(method, params);
    BOOST_REQUIRE_MESSAGE(answer.contains("result"), answer.dump());
    return answer["result"]["text"];
  }

 private:
  spanne::service::Service service_;
};

/// What the command line prints, with files called as the service calls them.
std::string printed(const std::vector<std::string>& arguments) {
  std::string text = spanne_run(arguments).out;
  BOOST_REQUIRE(!text.empty());
  for (std::size_t at = text.find(folder); at != text.npos; at = text.find(folder, at)) text.erase(at, folder.size());
  return text;
}

/// The shipped guideline with another number in it.
std::string changed_rules() {
  std::string text = contents(rules);
  const std::size_t at = text.find("0.2 ");
  BOOST_REQUIRE(at != text.npos);
  return text.replace(at, 3, "0.3");
}

BOOST_AUTO_TEST_SUITE(requests)

BOOST_FIXTURE_TEST_CASE(evaluate_says_what_eval_says, Session) {
  BOOST_TEST(text("spanne/evaluate") == printed({"eval", rules, accounts, "--as-of", day, "--format", "json"}));
  BOOST_TEST(
      text("spanne/evaluate", {{"set", {"sites = sites + 5"}}, {"columns", {"customer", "fte"}}, {"exact", true}}) ==
      printed({"eval", rules, accounts, "--as-of", day, "--format", "json", "--set", "sites = sites + 5", "--columns",
               "customer,fte", "--exact"}));
}

BOOST_FIXTURE_TEST_CASE(explain_says_what_explain_says, Session) {
  BOOST_TEST(text("spanne/explain", {{"key", {"I-101", "lead", "all"}}}) ==
             printed({"explain", rules, accounts, "I-101", "lead", "all", "--as-of", day, "--format", "json"}));
}

/// What people read stands in a document of its own.
BOOST_FIXTURE_TEST_CASE(explanations_and_comparisons_can_be_texts, Session) {
  const Json explained = Json::parse(text("spanne/explain", {{"key", {"I-101", "lead", "all"}}, {"as", "text"}}));
  BOOST_TEST(explained["text"] == printed({"explain", rules, accounts, "I-101", "lead", "all", "--as-of", day}));
  const spanne::test::Folder files;
  const std::string old = files.write("old.spanne", changed_rules());
  const Json compared = Json::parse(
      text("spanne/compare",
           {{"seconds", 10}, {"as", "text"}, {"against", {{"name", "old.spanne"}, {"text", changed_rules()}}}}));
  BOOST_TEST(compared["text"] == printed({"diff", old, rules}));
}

BOOST_FIXTURE_TEST_CASE(check_says_what_check_says, Session) {
  BOOST_TEST(text("spanne/check", {{"seconds", 10}}) == printed({"check", rules, "--format", "json"}));
}

BOOST_FIXTURE_TEST_CASE(compare_says_what_diff_says, Session) {
  const spanne::test::Folder files;
  const std::string old = files.write("old.spanne", changed_rules());
  std::string expected = printed({"diff", old, rules, "--format", "json"});
  expected.replace(expected.find(old), old.size(), "old.spanne");
  BOOST_TEST(text("spanne/compare",
                  {{"seconds", 10}, {"against", {{"name", "old.spanne"}, {"text", changed_rules()}}}}) == expected);
  open("file:///C%3A/Regeln/old.spanne", changed_rules());
  BOOST_TEST(text("spanne/compare", {{"seconds", 10}, {"against", {{"uri", "file:///C%3A/Regeln/old.spanne"}}}}) ==
             expected);
}

BOOST_FIXTURE_TEST_CASE(impact_says_what_diff_with_accounts_says, Session) {
  const spanne::test::Folder files;
  const std::string old = files.write("old.spanne", changed_rules());
  const auto expected = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"diff", old, rules, accounts, "--as-of", day, "--format", "json"});
    std::string text = printed(more);
    return text.replace(text.find(old), old.size(), "old.spanne");
  };
  const Json against{{"name", "old.spanne"}, {"text", changed_rules()}};
  BOOST_TEST(text("spanne/impact", {{"against", against}}) == expected({"--kams", kams}));
  BOOST_TEST(text("spanne/impact",
                  {{"against", against}, {"by", "cluster"}, {"exact", true}, {"set", {"sites = sites + 40"}}}) ==
             expected({"--kams", kams, "--by", "cluster", "--exact", "--set", "sites = sites + 40"}));
}

BOOST_FIXTURE_TEST_CASE(plan_says_what_plan_says, Session) {
  const std::string scenarios = folder + "options-2027.scenarios.spanne";
  const std::string open_at = "file:///C%3A/Regeln/options-2027.scenarios.spanne";
  open(open_at, contents(scenarios));
  BOOST_TEST(text("spanne/plan", {{"uri", open_at}}) ==
             printed({"plan", rules, accounts, scenarios, "--kams", kams, "--as-of", day, "--format", "json"}));
  BOOST_TEST(
      text("spanne/plan", {{"uri", open_at}, {"every", "quarter"}, {"until", "2027-12-31"}, {"details", true}}) ==
      printed({"plan", rules, accounts, scenarios, "--kams", kams, "--as-of", day, "--every", "quarter", "--until",
               "2027-12-31", "--details", "--format", "json"}));
}

/// Beside the shipped guideline lies the log of its releases, of which the service knows nothing.
BOOST_FIXTURE_TEST_CASE(report_is_the_page_that_report_writes, Session) {
  const spanne::test::Folder files;
  const std::string copy = files.write("guideline.spanne", contents(rules));
  const auto page = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"report", copy, accounts, "--kams", kams, "--as-of", day});
    std::string text = printed(more);
    const std::string path = files.path.string() + "/";
    for (std::size_t at = text.find(path); at != text.npos; at = text.find(path, at)) text.erase(at, path.size());
    return text;
  };
  BOOST_TEST((text("spanne/report", {{"seconds", 10}}) == page({})));
  BOOST_TEST((text("spanne/report", {{"seconds", 10}, {"pseudonyms", true}}) == page({"--pseudonyms"})));
}

BOOST_FIXTURE_TEST_CASE(views_say_what_planning_commands_say, Session) {
  BOOST_TEST(text("spanne/byRule") ==
             printed({"eval", rules, accounts, "--kams", kams, "--by", "rule", "--as-of", day, "--format", "json"}));
  BOOST_TEST(
      text("spanne/byRule", {{"by", {"cluster", "rule"}}, {"without", {"all"}}, {"set", {"sites = sites + 5"}}}) ==
      printed({"eval", rules, accounts, "--kams", kams, "--by", "cluster,rule", "--without", "all", "--set",
               "sites = sites + 5", "--as-of", day, "--format", "json"}));
  BOOST_TEST(text("spanne/sensitivity", {{"step", "5 %"}, {"decimals", 3}}) ==
             printed({"sensitivity", rules, accounts, "--kams", kams, "--step", "5 %", "--decimals", "3", "--as-of",
                      day, "--format", "json"}));
  BOOST_TEST(text("spanne/matrix") ==
             printed({"matrix", rules, accounts, "--kams", kams, "--as-of", day, "--format", "json"}));
  BOOST_TEST(text("spanne/matrix", {{"by", "sites: 1 .. 2 | 3 .."}, {"rows", "cluster"}}) ==
             printed({"matrix", rules, accounts, "--kams", kams, "--as-of", day, "--format", "json", "--by",
                      "sites: 1 .. 2 | 3 ..", "--rows", "cluster"}));
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_answered_is_said_in_words, Session) {
  const auto error = [&](const char* method, Json params) {
    if (!params.contains("uri")) params["uri"] = uri;
    const Json answer = ask(method, params).at("error");
    const Json help = answer.contains("data") ? answer["data"].value("help", Json()) : Json();
    return answer["message"].get<std::string>() + (help.is_null() ? "" : "\nhelp: " + help.get<std::string>());
  };
  BOOST_TEST(error("spanne/byRule", {{"by", {"rule", "reac"}}}) ==
             "by reac: no attribute is called so; did you mean reach?\nhelp: by one of cluster, rule, account_id, "
             "customer, kam, role, country, reach, revenue, sites, decentral, countries, decision_makers, contracts, "
             "internal_units, relationship, tender, escalations, growth, shared_service, fixed_effort, national_kams");
  BOOST_TEST(error("spanne/byRule", {{"without", {"nobody"}}}).starts_with("without: there is no rule nobody"));
  BOOST_TEST(error("spanne/sensitivity", {{"step", "0.1"}}) ==
             "step takes a percentage above 0 % and below 100 %, not 0.1\nhelp: step: \"10 %\"");
  BOOST_TEST(error("spanne/evaluate", {{"rules", "other"}}) == "there is no argument rules");
  BOOST_TEST(error("spanne/check", {{"seconds", 1'000'000}}).starts_with("seconds is from 1 to 60"));
  BOOST_TEST(error("spanne/evaluate", {{"uri", "file:///x"}}) == "file:///x is not open");
  BOOST_TEST(error("spanne/evaluate", {{"as_of", "soon"}}).find("as_of:") != std::string::npos);
  open("file:///y", "ruleset \"Y\" version 1.0.0\nattributes\n  id text key\ncluster all: otherwise -> 0.1 FTE\n");
  BOOST_TEST(error("spanne/evaluate", {{"uri", "file:///y"}}) ==
             "no accounts are loaded for y; load them with spanne/accounts, or send them along");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
