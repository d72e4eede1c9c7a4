// Explanations of the shipped portfolio against what `eval` says of the same accounts.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.hpp"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string rules = "rules/key-account-guideline/guideline.spanne";
const std::string accounts = "rules/key-account-guideline/accounts.csv";

struct InProject {
  InProject() : before(fs::current_path()) { fs::current_path(SPANNE_SOURCE_DIR); }
  ~InProject() { fs::current_path(before); }
  fs::path before;
};

Json json_of(std::vector<std::string> args) {
  args.insert(args.end(), {"--format", "json", "--as-of", "2026-07-01"});
  std::ostringstream out, err;
  spanne::cli::run(args, out, err, {});
  return Json::parse(out.str());
}

Json explained(const Json& line) { return json_of({"explain", rules, accounts, "line", line.dump()}); }

/// The row of `eval` for a line of the file, after an attribute has been set.
Json evaluated(const Json& line, const std::string& set) {
  const Json rows =
      json_of({"eval", rules, accounts, "--columns", "line,cluster,fte_low,fte_high,status", "--set", set})["rows"];
  for (const Json& row : rows)
    if (row["line"] == line) return row;
  return {};
}

bool counted_from_rows(const Json& told, const Json& attribute) {
  for (const Json& figure : told["counted"])
    if (figure["attribute"] == attribute) return true;
  return false;
}

BOOST_FIXTURE_TEST_SUITE(explained_portfolio, InProject)

BOOST_AUTO_TEST_CASE(every_account_is_explained_with_the_figures_it_was_given) {
  const Json rows = json_of({"eval", rules, accounts, "--columns",
                             "line,cluster,fte_low,fte_high,external_low,external_high,internal_low,internal_high,"
                             "limit_low,limit_high,accounts_per_kam_low,accounts_per_kam_high,status"})["rows"];
  BOOST_TEST(rows.size() > 50U);
  for (const Json& row : rows) BOOST_TEST_CONTEXT(row.dump()) {
      const Json told = explained(row["line"]);
      BOOST_TEST(told["status"] == row["status"]);
      BOOST_TEST(told["clusters"].back()["cluster"] == row["cluster"]);
      for (const std::string end : {"low", "high"}) {
        BOOST_TEST(told["total"]["fte"][end] == row["fte_" + end]);
        BOOST_TEST(told["total"]["limit"][end] == row["limit_" + end]);
        BOOST_TEST(told["kinds"][0]["effort"][end] == row["external_" + end]);
        BOOST_TEST(told["kinds"][1]["effort"][end] == row["internal_" + end]);
        BOOST_TEST(told["span"]["accounts_per_kam_" + end] == row["accounts_per_kam_" + end]);
      }
    }
}

BOOST_AUTO_TEST_CASE(a_change_that_is_typed_gives_what_it_promises) {
  std::size_t tried = 0;
  for (const int line : {2, 4, 26, 48}) {
    const Json told = explained(line);
    for (const Json& change : told["changes"]) {
      if (change["value"].is_null()) continue;                     // `--set` cannot take a value away
      if (counted_from_rows(told, change["attribute"])) continue;  // nor can it set what the file counts
      const Json& value = change["value"];
      const std::string set = fmt::format("{} = {}", change["attribute"].get<std::string>(),
                                          value.is_string() ? value.get<std::string>() : value.dump());
      BOOST_TEST_CONTEXT("line " << line << ", " << set) {
        const Json row = evaluated(line, set);
        BOOST_TEST(row["status"] == change["status"]);
        BOOST_TEST(row["cluster"] == change["cluster"]);
        BOOST_TEST(row["fte_low"] == change["fte"]["low"]);
        BOOST_TEST(row["fte_high"] == change["fte"]["high"]);
      }
      ++tried;
    }
  }
  BOOST_TEST(tried > 30U);
}

BOOST_AUTO_TEST_CASE(a_key_may_be_said_as_it_is_listed) {
  const auto said = [](const std::vector<std::string>& words) {
    std::vector<std::string> args{"explain", rules, accounts};
    args.insert(args.end(), words.begin(), words.end());
    std::ostringstream out, err;
    const int status = spanne::cli::run(args, out, err, {});
    return status == 0 ? out.str() : err.str();
  };
  const std::string lead = said({"I-101", "lead", "all"});
  BOOST_TEST(lead.starts_with("I-101 lead all ("));
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"I-101 lead all"}, {"I-101 lead"}, {"I-101", "lead all"}, {"I-101/lead"}, {"line 4"}, {"line", "4"}})
    BOOST_TEST(said(words) == lead);
  const std::string unknown = said({"I-101 laed"});
  BOOST_TEST(unknown.find("there is no account I-101 laed\n  help: I-101 begins the key of\n") != std::string::npos,
             unknown);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
