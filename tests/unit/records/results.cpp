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
  const auto model = sample::with_rules();
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
  BOOST_TEST(names(usual_columns(sample::with_rules())) == expected, boost::test_tools::per_element());
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
  const auto model = sample::with_rules();
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
