// ResultTables as programs and people get them, and rows held in memory.
#include <boost/test/unit_test.hpp>

#include "engine/planning/portfolio_rows.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "records/results/result_table_text.hpp"
#include "report/result_table_view.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Fraction;
using engine::Range;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

engine::ResultTable one_of_everything() {
  engine::ResultTable table{"things", "All there is", {}, {}};
  table.columns = {
      {"name", "name", Kind::text},     {"rows", "rows", Kind::count}, {"fte", "FTE", Kind::range},
      {"moved", "moved", Kind::change}, {"load", "load", Kind::share}, {"accounts_per_kam", "per KAM", Kind::span},
      {"until", "until", Kind::date},   {"true", "true", Kind::truth}, {"remark", "remark", Kind::text}};
  const engine::AccountRange span{Fraction(8), Fraction(10), false, {}, {}};
  table.rows.push_back({std::string("=a;b"),
                        engine::count_cell(std::size_t{3}),
                        engine::range_cell({Fraction::ratio(1, 10), Fraction::ratio(1, 3)}),
                        engine::figure_cell(Fraction::ratio(1, 4)),
                        engine::figure_cell(Fraction::ratio(31, 200)),
                        span,
                        *engine::make_date(2026, 7, 1),
                        true,
                        {}});
  table.rows.push_back({std::string("total"), {}, {}, engine::figure_cell(Fraction(-1)), {}, {}, {}, false, {}});
  table.has_total = true;
  return table;
}

BOOST_AUTO_TEST_CASE(programs_get_columns_of_their_own_for_each_end) {
  const std::string text = csv_text(one_of_everything(), records::Format::csv, {});
  BOOST_TEST(text ==
             "name,rows,fte_low,fte,fte_high,moved,load,accounts_per_kam_low,accounts_per_kam_high,"
             "kams_per_account_low,kams_per_account_high,until,true,remark\n"
             "\"'=a;b\",3,0.1,0.216667,0.333333,0.25,0.155,8,10,,,2026-07-01,yes,\n"
             "total,,,,,-1,,,,,,,no,\n");
  const std::string german =
      csv_text(one_of_everything(), records::Format::german_csv, {6, true, records::Notation::german});
  BOOST_TEST(german.find("\"'=a;b\";3;0,1;13/60;1/3;0,25;0,155;8;10;;;2026-07-01;ja;\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(json_has_a_list_for_each_table_and_says_what_is_assumed) {
  const std::string text =
      records::json_text({one_of_everything()}, {"Rules", "1.0.0", "abc", "2026-07-01"}, {{"sites = 4"}, {}}, {});
  BOOST_TEST(text.find("\"what_if\": [") != std::string::npos);
  BOOST_TEST(text.find("\"sites = 4\"") != std::string::npos);
  BOOST_TEST(text.find("\"things\": [") != std::string::npos);
  BOOST_TEST(text.find("\"fte_low\": 0.1") != std::string::npos);
  BOOST_TEST(text.find("\"remark\": \"\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(people_get_ranges_in_words_and_no_empty_columns) {
  const std::string text = report::result_table_view(one_of_everything(), {});
  for (const char* words : {"All there is", "0.1–0.333", "+0.25", "15.5 %", "8–10", "2026-07-01", "-1"})
    BOOST_TEST(text.find(words) != std::string::npos, words);
  BOOST_TEST(text.find("remark") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(figures_without_place_beside_the_names_stand_in_a_table_below) {
  engine::ResultTable table{"scenarios", "Side by side", {{"scenario", "scenario", Kind::text}}, {}};
  table.rows.push_back({std::string("One hire, ramping up")});
  for (const char* name : {"first_figure_of_all", "second_figure_of_all", "third_figure_of_all"}) {
    table.columns.push_back({name, name, Kind::count});
    table.rows.front().push_back(engine::count_cell(table.columns.size()));
  }
  report::Screen screen;
  screen.width = 70;
  BOOST_TEST(report::result_table_view(table, screen) ==
             "Side by side\n"
             "scenario              first_figure_of_all  second_figure_of_all\n"
             "One hire, ramping up                    2                     3\n"
             "\n"
             "scenario              third_figure_of_all\n"
             "One hire, ramping up                    4\n");
  screen.width = 100;
  BOOST_TEST(report::result_table_view(table, screen).find("\n\n") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(rows_in_memory_are_evaluated_with_the_figures_of_their_groups) {
  const auto checked = tests::read(
      "ruleset \"Test\" version 1.0.0\n"
      "attributes\n  id text key\n  sites integer 0 .. 9\n  all_sites integer 0 .. 99 = sum of sites per id\n"
      "cluster all: otherwise -> 0 FTE\na: always -> +1 FTE per all_sites\n");
  BOOST_REQUIRE(checked.checked.model.has_value());
  const engine::Model& model = *checked.checked.model;
  engine::PortfolioRows rows;
  rows.counted = model.figure_attributes();
  for (int sites : {2, 3, 4})
    rows.rows.push_back({static_cast<std::size_t>(sites),
                         {{std::string(sites < 4 ? "A" : "B"), engine::Decimal::whole(sites), {}}},
                         {},
                         {}});
  rows.rows.push_back({5, {{std::string("A"), engine::Value{}, {}}}, {"sites is no number"}, {}});
  const engine::RowEvaluation evaluation(model, *engine::make_date(2026, 1, 1), rows);
  const auto results = evaluate_all(evaluation, engine::run_in_order);
  BOOST_TEST(results[0].outcome.total.low.to_text() == "5");
  BOOST_TEST(results[2].outcome.total.low.to_text() == "4");
  BOOST_TEST(results[3].outcome.rejected());
  const auto tally = tally_of(evaluation, results, {{*model.find_attribute("id")}});
  BOOST_TEST(tally.total.effort.low.to_text() == "14");
  BOOST_TEST(tally.total.rejected == 1U);
  BOOST_TEST(tally.groups.size() == 2U);
}

}  // namespace
