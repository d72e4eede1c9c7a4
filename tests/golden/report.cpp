// The page for the meeting: its figures are those of the command line, names are text or pseudonyms, and what cannot be
// done is said.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;
using Json = nlohmann::json;

const fs::path shipped = root / "rules/key-account-guideline";
const std::string guideline = (shipped / "guideline.spanne").string(), accounts = (shipped / "accounts.csv").string(),
                  kams = (shipped / "kams.csv").string();

/// The arguments, with the shipped files before them and a day after them.
std::vector<std::string> of_shipped(const std::string& command, std::vector<std::string> more) {
  std::vector<std::string> args{command, guideline, accounts, "--kams", kams, "--as-of", "2026-11-29"};
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

std::string shipped_page(const std::vector<std::string>& more = {}) {
  const Result result = spanne_run(of_shipped("report", more));
  BOOST_TEST(result.status == 0);
  return result.out;
}

Json list_of(const std::string& page) {
  const std::string_view begin = "id=\"accounts-data\">";
  const std::size_t at = page.find(begin) + begin.size();
  return Json::parse(page.substr(at, page.find("</script>", at) - at));
}

/// The texts of a column of the list, by its head.
std::vector<std::string> column(const Json& list, const std::string& head) {
  std::vector<std::string> texts;
  for (const auto& each : list["columns"]) {
    if (each.value("head", "") != head) continue;
    for (std::size_t row = 0; row < list["rows"]; ++row)
      texts.push_back(each["words"][each.contains("of") ? each["of"][row].get<std::size_t>() : row]);
  }
  return texts;
}

std::string range_words(const std::string& low, const std::string& high) {
  return low == high ? low : low + "–" + high;
}

/// A figure as JSON has it, which writes numbers without rounding them again.
std::string figure(const Json& row, const std::string& name) { return row[name].dump(); }

Json evaluated(const std::vector<std::string>& more = {}) {
  std::vector<std::string> args{"--format", "json", "--decimals", "3"};
  args.insert(args.end(), more.begin(), more.end());
  return Json::parse(spanne_run(of_shipped("eval", args)).out)["rows"];
}

bool contains(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

/// What the page calls a cluster: the label that the guideline gives it.
std::string label_of(const std::string& cluster) {
  const std::string text = contents(guideline);
  const std::regex declaration("cluster +" + cluster + " +\"([^\"]+)\"");
  std::smatch found;
  return std::regex_search(text, found, declaration) ? found[1].str() : cluster;
}

BOOST_AUTO_TEST_SUITE(report_page)

BOOST_AUTO_TEST_CASE(rows_have_the_figures_of_eval) {
  const Json list = list_of(shipped_page());
  const Json rows = evaluated();
  const auto effort = column(list, "FTE"), middle = column(list, "middle"), cluster = column(list, "cluster");
  BOOST_REQUIRE(effort.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    BOOST_TEST(effort[i] == range_words(figure(rows[i], "fte_low"), figure(rows[i], "fte_high")));
    BOOST_TEST(middle[i] == figure(rows[i], "fte"));
    BOOST_TEST(cluster[i] == label_of(rows[i]["cluster"].get<std::string>()));
  }
}

std::string as_html(std::string name) {
  for (std::size_t at = name.find('\''); at != name.npos; at = name.find('\'', at + 1)) name.replace(at, 1, "&#39;");
  return name;
}

/// Whether a row of some table of the page begins with this head and has these cells.
bool has_row(const std::string& page, const std::string& head, const std::vector<std::string>& cells) {
  const std::string begin = "<th scope=\"row\">" + as_html(head) + "</th>";
  for (std::size_t at = page.find(begin); at != page.npos; at = page.find(begin, at + 1)) {
    const std::string row = page.substr(at, page.find("</tr>", at) - at);
    if (std::all_of(cells.begin(), cells.end(),
                    [&](const std::string& cell) { return contains(row, ">" + cell + "</td>"); }))
      return true;
  }
  return false;
}

/// Every row of the groups stands in the page as `eval --by` has it.
void same_groups(const std::string& page, const std::string& by) {
  const Json groups = evaluated({"--by", by});
  BOOST_REQUIRE(groups.size() > 5U);
  for (const auto& group : groups) {
    std::vector<std::string> cells{
        figure(group, "rows"), range_words(figure(group, "fte_low"), figure(group, "fte_high")), figure(group, "fte")};
    if (by == "cluster") cells.push_back(range_words(figure(group, "headcount_low"), figure(group, "headcount_high")));
    const std::string name = group[by].get<std::string>();
    BOOST_TEST(has_row(page, by == "cluster" ? label_of(name) : name, cells), name);
  }
}

BOOST_AUTO_TEST_CASE(groups_have_the_figures_of_eval) {
  const std::string page = shipped_page();
  same_groups(page, "cluster");
  same_groups(page, "kam");
}

Json planned(const std::vector<std::string>& args) {
  std::vector<std::string> all{args};
  all.insert(all.end(), {"--as-of", "2026-11-29", "--format", "json", "--decimals", "3"});
  return Json::parse(spanne_run(all).out);
}

BOOST_AUTO_TEST_CASE(rules_have_the_figures_of_the_command_line) {
  const std::string page = shipped_page();
  const Json rules = planned({"eval", guideline, accounts, "--by", "rule"})["by_rule"];
  BOOST_REQUIRE(rules.size() > 20U);
  for (const auto& rule : rules) {
    // The page has rules by their names in words.
    std::string row = "</th>";
    for (const char* name : {"rows", "to_low", "to_mid", "to_high"})
      row += "<td class=\"number\">" + figure(rule, name) + "</td>";
    BOOST_TEST(contains(page, row), rule["rule"].get<std::string>() + ": " + row);
  }
}

BOOST_AUTO_TEST_CASE(steps_and_cells_have_the_figures_of_the_command_line) {
  const std::string page = shipped_page();
  const Json steps = planned({"sensitivity", guideline, accounts})["sensitivity"];
  BOOST_REQUIRE(steps.size() > 40U);
  std::size_t found = 0;
  for (const auto& step : steps) {
    if (step["up_rows"].is_null() || step["up_low"] != step["up_high"]) continue;
    const std::string cells = "<td class=\"number\">" + figure(step, "up_low") + "</td><td class=\"number\">" +
                              figure(step, "up_rows") + "</td>";
    found += contains(page, cells) ? 1U : 0U;
    BOOST_TEST(contains(page, cells), step["rule"] << " " << cells);
  }
  BOOST_TEST(found > 8U);
  const Json matrix = planned({"matrix", guideline});
  for (const auto& cell : matrix["cells"]) {
    if (cell["proved"] != "yes" || cell["fte_least"].is_null()) continue;
    const std::string words = range_words(figure(cell, "fte_least"), figure(cell, "fte_greatest")) + " FTE";
    // In its cell, or in the notes if its column is nearly empty.
    const bool shown = contains(page, "<small>" + words + "</small>") || contains(page, ", " + words);
    BOOST_TEST(shown, words);
  }
}

BOOST_AUTO_TEST_CASE(the_answer_is_that_of_the_table) {
  const std::string page = shipped_page();
  const std::string table = spanne_run(of_shipped("eval", {"--format", "table"})).out;
  BOOST_TEST(contains(table, "which needs 58–110 KAMs"));
  BOOST_TEST(contains(page, "<h1>58–110 KAMs needed, 75.8 available</h1>"));
}

BOOST_AUTO_TEST_CASE(derivations_are_those_of_explain) {
  const Json list = list_of(shipped_page());
  const auto& lines = list["derivations"]["lines"];
  std::string text;
  for (const auto& line : list["derivations"]["of"]["2"])
    text += lines[line.get<std::size_t>()].get<std::string>() + "\n";
  BOOST_TEST(contains(text, "h\tHafenkontor Lübeck SE · I-101 lead (line 4)\n"));
  BOOST_TEST(contains(text, "p\t0.6075–0.7575 FTE, 1 account per KAM\n"));
  BOOST_TEST(contains(text, "i\t\t×\t1.5\tlead_work\n"));
  BOOST_TEST(list["derivations"]["of"].size() == 63U);
}

BOOST_AUTO_TEST_CASE(against_an_older_version) {
  const std::string page = shipped_page({"--against", "release:1.2.0:" + guideline});
  const std::string movers =
      spanne_run({"diff", "release:1.2.0:" + guideline, guideline, accounts, "--as-of", "2026-11-29"}).out;
  BOOST_TEST(contains(movers, "57.25–87.895"));
  BOOST_TEST(contains(page, "<td class=\"number\">57.25–87.895</td>"));
  BOOST_TEST(contains(page, "2 engagements get something else than before; 61 get the same."));
}

const std::string scenarios = (shipped / "options-2027.scenarios.spanne").string();

BOOST_AUTO_TEST_CASE(scenarios_have_the_figures_of_plan) {
  const std::vector<std::string> days{"--every", "quarter", "--until", "2027-07-01"};
  std::vector<std::string> more{"--scenarios", scenarios}, args{"plan", guideline, accounts, scenarios, "--kams", kams};
  more.insert(more.end(), days.begin(), days.end());
  args.insert(args.end(), days.begin(), days.end());
  args.insert(args.end(), {"--as-of", "2026-11-29", "--format", "json", "--decimals", "3"});
  const std::string page = shipped_page(more);
  const Json rows = Json::parse(spanne_run(args).out)["scenarios"];
  BOOST_REQUIRE(rows.size() > 8U);
  for (const auto& row : rows) {
    const std::string effort = range_words(figure(row, "effort_low"), figure(row, "effort_high"));
    BOOST_TEST(contains(page, "<td class=\"number\">" + effort + "</td>"), effort);
    BOOST_TEST(contains(page, row["scenario"].get<std::string>()));
  }
  BOOST_TEST(contains(page, "Need and capacity over time"));
  refused({"report", guideline, accounts, "--every", "quarter", "--until", "2027-07-01"}, 2, "days of scenarios");
}

BOOST_AUTO_TEST_CASE(the_same_page_every_time) { BOOST_TEST((shipped_page() == shipped_page())); }

/// The names in the columns account_id, customer and kam of the shipped accounts.
std::set<std::string> names() {
  std::set<std::string> found;
  for (const auto& row : evaluated({"--columns", "account_id,kam"}))
    for (const auto& [head, text] : row.items())
      if (text.is_string() && !text.get<std::string>().empty()) found.insert(text);
  for (const auto& row : evaluated({"--columns", "customer"})) found.insert(row["customer"].get<std::string>());
  return found;
}

BOOST_AUTO_TEST_CASE(pseudonyms_hide_every_name) {
  const auto hidden = names();
  BOOST_REQUIRE(hidden.size() > 80U);
  const std::string open = shipped_page(),
                    page = shipped_page(
                        {"--pseudonyms", "--against", "release:1.2.0:" + guideline, "--scenarios", scenarios});
  for (const auto& name : hidden) {
    if (!contains(name, "'")) BOOST_TEST(contains(open, name), name);
    BOOST_TEST(!contains(page, name), name + " is hidden");
  }
  BOOST_TEST(contains(page, "names are pseudonyms"));
  BOOST_TEST(!contains(page, "Accounts</dt><dd>accounts.csv, digest"));
  BOOST_TEST(!contains(page, "Karel"));  // names stand in names of scenarios, too
  BOOST_TEST(column(list_of(page), "FTE") == column(list_of(open), "FTE"), boost::test_tools::per_element());
}

struct Small : Folder {
  std::string rules = write("rules.spanne",
                            "ruleset \"<b>Test</b>\" version 1.0.0\n"
                            "attributes\n"
                            "  id     text     key\n"
                            "  kam    text     owner\n"
                            "  sites  integer  1 .. 50\n"
                            "cluster all \"</script>\": otherwise -> 0.1 .. 0.2 FTE\n"
                            "many: sites > 10 -> +0.1 FTE, flag \"look at {id}\"\n");
  std::string rows = write("rows.csv", "id,kam,sites\n<script>a,Anna <i>,2\nB,Ben,30\nC,Ben,x</script>y\n");
};

BOOST_FIXTURE_TEST_CASE(names_and_reasons_are_text, Small) {
  const Result result = spanne_run({"report", rules, rows});
  BOOST_TEST(result.status == 1);  // a row is rejected
  BOOST_TEST(contains(result.err, "1 of 3 rows rejected: the page says why"));
  for (const char* raw : {"<script>a", "<i>", "<b>Test", "x</script>y", "\"</script>\""})
    BOOST_TEST(!contains(result.out, raw), raw);
  BOOST_TEST(contains(result.out, "x&lt;/script&gt;y"));
  BOOST_TEST(contains(result.out, "default-src 'none'"));
  const auto list = list_of(result.out);
  BOOST_TEST(column(list, "kam").front() == "Anna <i>");
  BOOST_TEST(column(list, "cluster").back() == "not evaluated");
}

BOOST_FIXTURE_TEST_CASE(pseudonyms_hide_reasons_and_what_remarks_quote, Small) {
  const std::string page = spanne_run({"report", rules, rows, "--pseudonyms"}).out;
  for (const char* name : {"Anna", "Ben", "x\\u003c", "x&lt;", "look at B"}) BOOST_TEST(!contains(page, name), name);
  BOOST_TEST(contains(page, "look at …"));
}

BOOST_FIXTURE_TEST_CASE(other_files_have_other_pseudonyms, Small) {
  const auto owners = [&](const std::string& file) {
    return column(list_of(spanne_run({"report", rules, file, "--pseudonyms"}).out), "kam");
  };
  const auto first = owners(rows);
  BOOST_TEST(first[1] == first[2]);
  BOOST_TEST(first[0] != first[1]);
  BOOST_TEST(owners(write("more.csv", "id,kam,sites\nB,Ben,30\n"))[0] != first[1]);
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_done_is_said, Small) {
  refused({"report", rules}, 2, "ACCOUNTS is missing");
  refused({"report", rules, rows, "-o", file("page.pdf")}, 2, "pdf");
  refused({"report", rules, rows, "-o", rows}, 2, "csv");
  refused({"report", rules, "-", "--pseudonyms"}, 2, "standard input has none");
  const spanne::cli::Terminal terminal{.out = true};
  const Result to_screen = spanne_run({"report", rules, rows}, terminal);
  BOOST_TEST(to_screen.status == 2);
  BOOST_TEST(contains(to_screen.err, "help: -o portfolio.html"));
  BOOST_TEST(spanne_run({"report", rules, rows, "-o", file("page.html")}).status == 1);
  BOOST_TEST(contains(contents(path / "page.html"), "<!DOCTYPE html>"));
}

BOOST_FIXTURE_TEST_CASE(large_lists_explain_the_accounts_that_matter, Small) {
  std::string text = "id,kam,sites\n";
  for (int i = 0; i < 2'500; ++i)
    text += "A" + std::to_string(i) + ",Kam" + std::to_string(i / 5) + "," + (i % 100 == 99 ? "20" : "2") + "\n";
  text += "last,Kam0,none\n";
  const auto list = list_of(spanne_run({"report", rules, write("many.csv", text)}).out);
  const auto& explained = list["derivations"]["of"];
  BOOST_TEST(explained.size() == 2'000U);
  BOOST_TEST(explained.contains("2500"));  // rejected
  BOOST_TEST(explained.contains("2499"));  // with a remark
  BOOST_TEST(list["explain"].get<std::string>().starts_with("spanne explain "));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
