// The page for the meeting: its figures are those of the command line, names are text or pseudonyms, and what cannot be
// done is said.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <nlohmann/json.hpp>
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

/// The label of a cluster of the shipped guideline.
std::string label_of(const std::string& cluster) {
  static const std::map<std::string, std::string> labels{{"specialist", "Specialist who supports the account"},
                                                         {"global_strategic", "Global strategic account"},
                                                         {"international", "International account"},
                                                         {"dormant", "Dormant account"},
                                                         {"onboarding", "New relationship"},
                                                         {"national", "National account"},
                                                         {"regional", "Regional account"}};
  const auto found = labels.find(cluster);
  return found == labels.end() ? cluster : found->second;
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

/// The part of the page below a heading with this id.
std::string section_of(const std::string& page, const std::string& id) {
  const std::size_t begin = page.find("<section aria-labelledby=\"" + id + "\"");
  BOOST_REQUIRE(begin != page.npos);
  return page.substr(begin, page.find("</section>", begin) - begin);
}

std::string in_html(std::string name) {
  for (std::size_t at = name.find('\''); at != name.npos; at = name.find('\'', at + 1)) name.replace(at, 1, "&#39;");
  return name;
}

/// The row of a table that begins with this name.
std::string row_of(const std::string& section, const std::string& name) {
  const std::size_t begin = section.find("<th scope=\"row\">" + name + "</th>");
  BOOST_TEST_REQUIRE(begin != section.npos, name + " has a row");
  return section.substr(begin, section.find("</tr>", begin) - begin);
}

std::string number_cell(const std::string& words) { return "<td class=\"number\">" + words + "</td>"; }

BOOST_AUTO_TEST_CASE(clusters_have_the_figures_of_eval) {
  const std::string section = section_of(shipped_page(), "spans");
  const Json groups = evaluated({"--by", "cluster"});
  BOOST_REQUIRE(groups.size() > 5U);
  std::size_t last = 0;
  for (const char* name : {"specialist", "global_strategic", "international", "dormant", "onboarding", "national"}) {
    const std::size_t at = section.find("<th scope=\"row\">" + label_of(name));
    BOOST_TEST(last < at, label_of(name) + " stands where the guideline has it");
    last = at;
  }
  for (const auto& group : groups) {
    const std::string row = row_of(section, label_of(group["cluster"]));
    BOOST_TEST(contains(row, number_cell(figure(group, "rows")) +
                                 number_cell(range_words(figure(group, "fte_low"), figure(group, "fte_high"))) +
                                 number_cell(figure(group, "fte"))),
               row);
    BOOST_TEST(
        contains(row, number_cell(range_words(figure(group, "headcount_low"), figure(group, "headcount_high")))));
    if (group["cluster"] != "total" && group["accounts_per_kam_low"] != 0)
      BOOST_TEST(
          contains(row, "<td>" +
                            range_words(figure(group, "accounts_per_kam_low"), figure(group, "accounts_per_kam_high")) +
                            "</td>"),
          row);
  }
}

BOOST_AUTO_TEST_CASE(people_have_the_figures_of_eval) {
  const std::string section = section_of(shipped_page(), "loads");
  const Json groups = evaluated({"--by", "kam"});
  BOOST_REQUIRE(groups.size() > 5U);
  for (const auto& group : groups) {
    const std::string row = row_of(section, in_html(group["kam"]));
    BOOST_TEST(contains(row, number_cell(range_words(figure(group, "fte_low"), figure(group, "fte_high"))) +
                                 number_cell(figure(group, "fte"))),
               row);
    BOOST_TEST(contains(row, number_cell(figure(group, "rows"))), row);
  }
  // The fullest first, as in the chart, and what nobody carries after them.
  BOOST_TEST(section.find("<th scope=\"row\">François") < section.find("<th scope=\"row\">Anna Berg"));
  BOOST_TEST(section.find("<th scope=\"row\">Karel") < section.find("<th scope=\"row\">unassigned"));
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
    const std::string name = rule["rule"];
    std::string row;
    if (!contains(name, "#")) {
      std::string words = name;
      std::replace(words.begin(), words.end(), '_', ' ');
      if (name.starts_with("cluster ")) words = label_of(name.substr(8)) + ", base";
      row = "<th scope=\"row\">" + words + "</th>";
    }
    for (const char* column : {"rows", "to_low", "to_mid", "to_high"}) row += number_cell(figure(rule, column));
    BOOST_TEST(contains(page, row), row);
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
    BOOST_TEST(contains(page, words), words);
  }
}

BOOST_AUTO_TEST_CASE(the_answer_is_that_of_the_table) {
  const std::string page = shipped_page();
  const std::string table = spanne_run(of_shipped("eval", {"--format", "table"})).out;
  BOOST_TEST(contains(table, "which needs 58–110 KAMs"));
  BOOST_TEST(contains(page, "<h1>58–110 KAMs needed, 75.8 available</h1>"));
  BOOST_TEST(contains(table, "(load 96 %, in band)"));
  BOOST_TEST(contains(page, "the people available are 96\u00A0% loaded: it fits."));
  BOOST_TEST(contains(table, "between 18 too many and 35 too few"));
  BOOST_TEST(contains(page, "At worst 35 KAMs are missing, at best 18 KAMs are too many."));
  BOOST_TEST(contains(page, "<dd>18 too many to 35 too few<small>"));
  BOOST_TEST(contains(page, "1 engagement without a person"));
  BOOST_TEST(contains(page, "Karel Novotný: 79.8 % · under"));
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
  BOOST_TEST(contains(
      page, "2 engagements get something else than before; 61 get the same. The total was 57.25–87.895 FTE and is "));
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

/// One customer that fills a team, one that nobody has, one with somebody who is away, and one that cannot be read.
struct Uneven : Folder {
  std::string rules = write("rules.spanne",
                            "ruleset \"Test\" version 1.0.0\n"
                            "attributes\n"
                            "  id     text     key\n"
                            "  kam    text     owner optional\n"
                            "  sites  integer  1 .. 500\n"
                            "cluster huge \"Huge\": sites > 100 -> 2 .. 3 FTE\n"
                            "cluster small: otherwise -> 0.2 FTE\n");
  std::string rows = write("rows.csv", "id,kam,sites\nA,Anna,300\nB,Anna,300\nC,,2\nD,Ben,2\nE,Ben,x\n");
  std::string people = write("people.csv", "kam,capacity (FTE)\nAnna,5\nBen,0\n");
};

BOOST_FIXTURE_TEST_CASE(what_nobody_carries_and_what_is_left_out_is_said, Uneven) {
  const std::string page = spanne_run({"report", rules, rows, "--kams", people}).out;
  BOOST_TEST(contains(section_of(page, "spans"), "Huge: a team of 2–4."));  // of one account, and not of both
  const std::string loads = section_of(page, "loads");
  BOOST_TEST(contains(loads, "Ben: no capacity, but 1 engagement, 0.2 FTE."));
  BOOST_TEST(contains(loads, "unassigned: 1 engagement, 0.2 FTE."));
  BOOST_TEST(contains(page, "1 of 5 engagements could not be evaluated and is in no figure of this page"));
  BOOST_TEST(contains(page, "5 engagements of 5 accounts, 1 of them not evaluated, come to 4.4–6.4 full-time"));
  const std::string table = spanne_run({"eval", rules, rows, "--kams", people, "--format", "table"}).out;
  BOOST_TEST(contains(table, "5 engagements of 5 accounts, 1 rejected: 4.4–6.4 FTE, which needs"));
  BOOST_TEST(contains(table, "; the rejected row is not in it"));
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
