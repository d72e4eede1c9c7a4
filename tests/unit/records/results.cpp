// Results out: the columns, what stands in them, and how rows are written.
#include "records/results/results.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "records/csv/csv.hpp"
#include "sample.hpp"

using namespace spanne;
using namespace spanne::records;
using engine::Fraction;
using From = ResultColumn::From;

namespace {

const std::vector<std::string> plain_columns{"id",
                                             "kam",
                                             "cluster",
                                             "fte_low",
                                             "fte",
                                             "fte_high",
                                             "accounts_per_kam_low",
                                             "accounts_per_kam_high",
                                             "kams_per_account_low",
                                             "kams_per_account_high",
                                             "rules",
                                             "flags",
                                             "status",
                                             "reason"};

std::vector<std::string> names(const std::vector<ResultColumn>& columns) {
  std::vector<std::string> result;
  for (const auto& column : columns) result.push_back(column.name);
  return result;
}

engine::Model with_rules() {
  auto model = sample::model();
  model.kinds = {{"external", ""}, {"general", ""}};
  model.rules.resize(2);
  model.rules[0].id = "many_sites";
  model.rules[1].id = "line 31";
  model.tables.resize(1);
  model.tables[0].rows.resize(1);
  model.tables[0].rows[0].id = "contracts#1";
  return model;
}

AccountRow account() {
  AccountRow row;
  row.line = 7;
  row.account.values.resize(9);
  row.account.values[0] = std::string("A1");
  row.account.values[1] = std::string("Ann");
  row.cells = {"A1", "Ann", "note"};
  return row;
}

engine::Outcome outcome() {
  engine::Outcome result;
  result.cluster = 1;
  result.total = {Fraction::ratio(1, 60), Fraction::ratio(3, 60)};
  result.kinds = {{Fraction::ratio(1, 4), Fraction::ratio(1, 2)}, {Fraction(0), Fraction(0)}};
  result.limit = {Fraction::ratio(-1, 3), 0};
  result.span.accounts_low = Fraction(16);
  result.matched = {
      {engine::RuleRef::Kind::rule, 0, {}}, {engine::RuleRef::Kind::rule, 1, {}}, {engine::RuleRef::Kind::table, 0, 0}};
  result.flags = {"Needs a visit", "Agreed by hand"};
  return result;
}

std::string text_of(const std::string& name, const AccountRow& row, const engine::Outcome& result,
                    const FigureStyle& style = {}) {
  const auto model = with_rules();
  for (const auto& column : known_columns(model, {"ID", "kam", "Bemerkung"}))
    if (column.name == name) return cell(column, row, result, model, style);
  return "no such column";
}

using Cells = std::vector<std::string>;

std::string written(Format format, const std::vector<Cells>& rows, std::vector<bool> is_text = {true, false},
                    std::vector<std::string> heads = {"name", "fte"}) {
  RowWriter writer(format, std::move(heads), std::move(is_text), {"Guide \"line\"", "1.2.0", "abc", "2026-07-01"});
  std::string text = writer.begin();
  for (const auto& row : rows) text += writer.row(row);
  return text + writer.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(results)

BOOST_AUTO_TEST_CASE(columns_in_their_order) {
  BOOST_TEST(names(usual_columns(sample::model())) == plain_columns, boost::test_tools::per_element());
  auto expected = plain_columns;
  const std::vector<std::string> kinds{"external_low", "external",  "external_high", "general_low", "general",
                                       "general_high", "limit_low", "limit",         "limit_high"};
  expected.insert(expected.begin() + 6, kinds.begin(), kinds.end());
  BOOST_TEST(names(usual_columns(with_rules())) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_owner_that_is_a_key_stands_once) {
  auto model = sample::model();
  model.attributes[1].key = true;
  BOOST_TEST(names(usual_columns(model)) == plain_columns, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(columns_that_can_be_asked_for) {
  auto known = names(known_columns(sample::model(), {"Head", "Other"}));
  auto expected = plain_columns;
  for (const char* more :
       {"rule_count", "line", "reach", "revenue", "sites", "decentral", "signed", "growth", "effort", "Head", "Other"})
    expected.emplace_back(more);
  BOOST_TEST(known == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_stands_in_a_row) {
  const auto row = account();
  const auto result = outcome();
  for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{
           {"id", "A1"},
           {"kam", "Ann"},
           {"cluster", "national"},
           {"fte_low", "0.016667"},
           {"fte", "0.033333"},
           {"fte_high", "0.05"},
           {"external_low", "0.25"},
           {"external", "0.375"},
           {"external_high", "0.5"},
           {"general", "0"},
           {"limit_low", "-0.333333"},
           {"limit_high", "0"},
           {"accounts_per_kam_low", "16"},
           {"accounts_per_kam_high", "unlimited"},
           {"kams_per_account_low", ""},
           {"kams_per_account_high", ""},
           {"rules", "many_sites;line 31;contracts#1"},
           {"rule_count", "3"},
           {"flags", "Needs a visit;Agreed by hand"},
           {"status", "ok"},
           {"reason", ""},
           {"line", "7"},
           {"Bemerkung", "note"},
       })
    BOOST_TEST(text_of(name, row, result) == text, name);
}

BOOST_AUTO_TEST_CASE(figures_in_other_styles) {
  BOOST_TEST(text_of("fte_low", account(), outcome(), {2, false}) == "0.02");
  BOOST_TEST(text_of("fte_low", account(), outcome(), {0, false}) == "0");
  BOOST_TEST(text_of("fte_low", account(), outcome(), {6, true}) == "1/60");
  BOOST_TEST(text_of("fte_high", account(), outcome(), {6, true}) == "0.05");
  BOOST_TEST(text_of("limit_low", account(), outcome(), {6, true}) == "-1/3");
}

BOOST_AUTO_TEST_CASE(a_team) {
  auto result = outcome();
  result.span = {Fraction(0), Fraction(0), true, Fraction(40), Fraction(75)};
  BOOST_TEST(text_of("accounts_per_kam_high", account(), result) == "0");
  BOOST_TEST(text_of("kams_per_account_low", account(), result) == "40");
  BOOST_TEST(text_of("kams_per_account_high", account(), result) == "75");
}

BOOST_AUTO_TEST_CASE(a_rejected_row) {
  auto row = account();
  row.reasons = {"id: a", "sites: b"};
  row.account.values[0] = {};
  row.unreadable = {{0, "#REF!"}};
  auto result = outcome();
  for (const char* name : {"fte_low", "fte", "external", "limit", "accounts_per_kam_low", "accounts_per_kam_high",
                           "kams_per_account_low", "rules", "rule_count", "flags"})
    BOOST_TEST(text_of(name, row, result) == "", name);
  BOOST_TEST(text_of("status", row, result) == "rejected");
  BOOST_TEST(text_of("reason", row, result) == "id: a; sites: b");
  BOOST_TEST(text_of("id", row, result) == "#REF!");
  BOOST_TEST(text_of("kam", row, result) == "Ann");
  BOOST_TEST(text_of("cluster", row, result) == "national");
  BOOST_TEST(text_of("line", row, result) == "7");
  row = account();
  result.rejections = {{engine::Rejection::Cause::no_cluster}};
  BOOST_TEST(text_of("reason", row, result) == "no cluster fits this account");
  BOOST_TEST(text_of("fte", row, result) == "");
  result.cluster.reset();
  BOOST_TEST(text_of("cluster", row, result) == "");
}

BOOST_AUTO_TEST_CASE(columns_of_text_and_of_figures) {
  const auto model = with_rules();
  std::string text, figures;
  for (const auto& column : known_columns(model, {"Head"}))
    (holds_text(column, model) ? text : figures) += column.name + " ";
  BOOST_TEST(text == "id kam cluster rules flags status reason reach revenue decentral signed growth Head ");
  BOOST_TEST(
      figures ==
      "fte_low fte fte_high external_low external external_high general_low general general_high limit_low limit "
      "limit_high accounts_per_kam_low accounts_per_kam_high kams_per_account_low kams_per_account_high "
      "rule_count line sites effort ");
}

BOOST_AUTO_TEST_CASE(csv_is_quoted_and_defused) {
  for (const auto& [cell, line] : std::vector<std::pair<std::string, std::string>>{
           {"plain", "plain,1\n"},
           {"a,b", "\"a,b\",1\n"},
           {"say \"hi\"", "\"say \"\"hi\"\"\",1\n"},
           {"two\nlines", "\"two\nlines\",1\n"},
           {"=1+1", "'=1+1,1\n"},
           {"+49", "+49,1\n"},
           {"-5", "-5,1\n"},
           {"-5 EUR", "-5 EUR,1\n"},
           {"-€ 1,234.50", "\"-€ 1,234.50\",1\n"},
           {"-2.5E+07", "-2.5E+07,1\n"},
           {"-5 eur", "'-5 eur,1\n"},
           {"+49-89", "'+49-89,1\n"},
           {"--5", "'--5,1\n"},
           {"-", "'-,1\n"},
           {"＝1", "'＝1,1\n"},
           {"@SUM(A1)", "'@SUM(A1),1\n"},
           {"\t=1", "\"'\t=1\",1\n"},
           {"\r=1", "\"'\r=1\",1\n"},
           {"=a,b", "\"'=a,b\",1\n"},
           {"a=1", "a=1,1\n"},
           {"'=1", "'=1,1\n"},
       })
    BOOST_TEST(written(Format::csv, {{cell, "1"}}) == "name,fte\n" + line);
}

BOOST_AUTO_TEST_CASE(figures_are_not_defused_but_what_is_none_is) {
  for (const auto& [cell, line] : std::vector<std::pair<std::string, std::string>>{
           {"-0.5", "A,-0.5\n"},
           {"-1/3", "A,-1/3\n"},
           {"unlimited", "A,unlimited\n"},
           {"", "A,\n"},
           {"=1+1", "A,'=1+1\n"},
           {"-1+cmd", "A,'-1+cmd\n"},
           {"+1", "A,+1\n"},
           {"+1-1", "A,'+1-1\n"},
       })
    BOOST_TEST(written(Format::csv, {{"A", cell}}) == "name,fte\n" + line);
}

BOOST_AUTO_TEST_CASE(heads_are_defused_too) {
  BOOST_TEST(written(Format::csv, {}, {true, true}, {"=cmd", "a,b"}) == "'=cmd,\"a,b\"\n");
  BOOST_TEST(written(Format::csv, {}, {true, true}, {"", "b"}) == ",b\n");
}

BOOST_AUTO_TEST_CASE(one_empty_cell_is_still_a_row) {
  BOOST_TEST(written(Format::csv, {{""}, {"a"}}, {true}, {"flags"}) == "flags\n\"\"\na\n");
}

BOOST_AUTO_TEST_CASE(json_is_one_object) {
  BOOST_TEST(written(Format::json, {}) ==
             "{\n\"ruleset\": \"Guide \\\"line\\\"\", \"version\": \"1.2.0\", \"digest\": \"abc\", \"as_of\": "
             "\"2026-07-01\",\n\"rows\": [\n]\n}\n");
  const std::string text = written(Format::json, {{"A", "0.1"}, {"=b\n", ""}});
  BOOST_TEST(text.substr(text.find("[")) ==
             "[\n{\"name\": \"A\", \"fte\": 0.1},\n{\"name\": \"=b\\n\", \"fte\": null}\n]\n}\n");
}

BOOST_AUTO_TEST_CASE(json_lines_are_objects) {
  for (const auto& [figure, text] : std::vector<std::pair<std::string, std::string>>{
           {"0.1", "0.1"},
           {"-12.345678", "-12.345678"},
           {"9223372036854.775807", "9223372036854.775807"},
           {"0", "0"},
           {"", "null"},
           {"1/60", "\"1/60\""},
           {"unlimited", "\"unlimited\""},
           {"007", "\"007\""},
           {"1.2.3", "\"1.2.3\""},
           {"1.", "\"1.\""},
           {".5", "\".5\""},
           {"-", "\"-\""},
           {"--1", "\"--1\""},
       })
    BOOST_TEST(written(Format::jsonl, {{"Ä", figure}}) == "{\"name\": \"Ä\", \"fte\": " + text + "}\n");
  BOOST_TEST(written(Format::jsonl, {{"", ""}}) == "{\"name\": \"\", \"fte\": null}\n");
}

// ---------------------------------------------------------------------------------------------- portfolios

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

/// A group whose sum is 1 FTE or hardly less.
engine::Group inexact_group(const engine::Model& model) {
  engine::Group result = group({"Ann"});
  const Fraction one = 1,
                 less = one - Fraction::ratio(1, 1'000'000'000'000'000'000) * Fraction::ratio(1, 1'000'000'000'000'000);
  engine::InexactSums upper;
  upper.effort = {one, one};
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
  for (const auto& model : {sample::model(), with_rules()})
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

// What the writer writes, the reader reads: with `'` before what a spreadsheet would run.
BOOST_AUTO_TEST_CASE(written_rows_are_read_again) {
  std::mt19937 random(11);
  const std::vector<std::string> pieces{"a", "ß", ",", ";", "\t", "\"", "\n", "\r\n", " ", "=", "+", "@", "'"};
  for (int round = 0; round < 1'000; ++round) {
    Cells cells(1 + random() % 4);
    for (auto& cell : cells)
      for (auto left = random() % 5; left > 0; --left) cell += pieces[random() % pieces.size()];
    const std::string text =
        written(Format::csv, {cells}, std::vector<bool>(cells.size(), true), Cells(cells.size(), "head"));
    CsvReader reader(text, ',');
    CsvRow row;
    BOOST_REQUIRE((reader.next(row) == CsvEnd::row));
    BOOST_REQUIRE((reader.next(row) == CsvEnd::row));
    for (auto& cell : cells)
      if (!cell.empty() && std::string("=+-@\t\r\n").find(cell.front()) != std::string::npos) cell = "'" + cell;
    BOOST_TEST(row.cells == cells, boost::test_tools::per_element());
    BOOST_TEST((reader.next(row) == CsvEnd::end_of_text));
  }
}

BOOST_AUTO_TEST_CASE(any_character_anywhere_is_bare_or_not_whatever_the_length) {
  for (std::size_t size = 1; size <= 40; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (int code = 0; code < 256; ++code) {
        const char c = static_cast<char>(code);
        std::string text(size, 'z');
        text[at] = c;
        const bool parts = std::string_view(",;\t\"\r\n").find(c) != std::string_view::npos;
        const bool runs = at == 0 && std::string_view("=+-@ \xEF").find(c) != std::string_view::npos;
        BOOST_REQUIRE_EQUAL(is_bare(text), !parts && !runs && !(at + 1 == size && c == ' '));
      }
}

BOOST_AUTO_TEST_SUITE_END()
