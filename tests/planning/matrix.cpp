// The matrix on small guidelines: what stands at its default, what gives way, what is named, and one's own accounts.
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/planning_input.hpp"
#include "engine/proof/matrix/own_accounts.hpp"
#include "report/matrix_view.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/program.hpp"
#include "tests/support/properties.hpp"

namespace {

using namespace spanne;
using namespace spanne::engine;

const std::string head =
    "ruleset \"Example\" version 1.0.0\n  effective 2026-01-01 ..\n  working time 1_600 h/year\nattributes\n"
    "  account text key\n";

/// "regional simple 0.1–0.1" of every cell that has accounts.
std::vector<std::string> cells(const Matrix& matrix, const Model& model) {
  std::vector<std::string> all;
  for (const MatrixRow& row : matrix.rows)
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      if (row.cells[column].state != MatrixCell::State::possible) continue;
      auto words = report::row_names(row, model);
      words.push_back(matrix.columns[column].name);
      words.push_back(report::matrix_range_words(row.cells[column].total));
      all.push_back(fmt::format("{}", fmt::join(words, " ")));
    }
  return all;
}

void expect_cells(const std::string& text, const std::vector<std::string>& expected,
                  const MatrixQuestion* question = nullptr) {
  const Model model = test::model_of(text);
  const Matrix matrix = matrix_of(model, question != nullptr ? *question : usual_matrix(model));
  BOOST_TEST(cells(matrix, model) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE(matrices)

BOOST_AUTO_TEST_CASE(the_worked_example_of_the_documents) {
  const std::string text = head +
                           "  sites integer 1 .. 500\n  decentral boolean default no\n  tender boolean default no\n"
                           "cluster regional: otherwise -> 0.1 FTE\n"
                           "visits:  decentral -> +2 .. 3 h/month per sites above 2\n"
                           "bidding: tender    -> +25 %\n"
                           "profile simple:  not decentral and sites <= 10\n"
                           "profile complex: decentral and sites in 13 .. 15\n";
  const Model model = test::model_of(text);
  Matrix matrix = matrix_of(model, usual_matrix(model));
  const auto& simple = matrix.rows.front().cells[0];
  const auto& complex = matrix.rows.front().cells[1];
  BOOST_TEST(report::matrix_range_words(simple.total) == "0.1");
  BOOST_TEST(report::cell_span_words(simple) == "8–10");
  BOOST_TEST(complex.total.least->effort.to_exact_text() == "0.265");
  BOOST_TEST(complex.total.greatest->effort.to_exact_text() == "0.3925");
  BOOST_TEST(complex.total.least->account == "sites = 13, decentral = yes");
  BOOST_TEST(complex.total.greatest->account == "sites = 15, decentral = yes");
  BOOST_TEST(report::cell_span_words(complex) == "2–3");
  BOOST_TEST(complex.depends_on.empty());
  MatrixQuestion free = usual_matrix(model);
  free.free_all = true;
  matrix = matrix_of(model, free);
  BOOST_TEST(report::matrix_range_words(matrix.rows.front().cells[0].total) == "0.1–0.125");
  BOOST_TEST(report::cell_span_words(matrix.rows.front().cells[0]) == "6–10");
  BOOST_TEST((matrix.rows.front().cells[0].depends_on == std::vector<AttributeId>{*model.find_attribute("tender")}));
}

BOOST_AUTO_TEST_CASE(defaults_give_way_where_no_account_of_the_cluster_has_them) {
  expect_cells(head +
                   "  size integer 1 .. 9\n  state one of asleep, awake default awake\n"
                   "cluster dormant: state = asleep -> 0.04 FTE\ncluster all: otherwise -> 0.1 FTE\n"
                   "profile small: size < 5\n",
               {"dormant small 0.04", "dormant no profile 0.04", "all small 0.1", "all no profile 0.1"});
}

BOOST_AUTO_TEST_CASE(what_is_optional_is_missing_and_what_is_counted_is_named) {
  const std::string text = head +
                           "  growth percent in % optional\n  lines_of_it integer 0 .. 5 = count per account\n"
                           "cluster all: otherwise -> 0.1 FTE\n"
                           "fast: growth is known and growth > 5 % -> +0.2 FTE\n"
                           "each: always -> +0.01 FTE per lines_of_it\nprofile any: account != \"x\"\n";
  const Model model = test::model_of(text);
  const Matrix matrix = matrix_of(model, usual_matrix(model));
  BOOST_TEST(report::matrix_range_words(matrix.rows.front().cells[0].total) == "0.1–0.15");
  BOOST_TEST(fmt::format("{}", fmt::join(report::matrix_notes(matrix, model), "\n"))
                 .find("Also depends on lines_of_it: everywhere.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rows_are_split_by_the_choices_of_the_key_and_equal_ones_are_one) {
  const std::string text = head +
                           "  role one of lead, national, support key default national\n  reach one of far, near\n"
                           "cluster far:  reach = far -> 0.2 FTE\ncluster near: otherwise -> 0.1 FTE\n"
                           "leads: role = lead and reach = far -> x 2\nprofile any: account != \"x\"\n";
  expect_cells(text, {"far lead any 0.4", "far lead no profile 0.4", "far national, support any 0.2",
                      "far national, support no profile 0.2", "near lead, national, support any 0.1",
                      "near lead, national, support no profile 0.1"});
}

BOOST_AUTO_TEST_CASE(accounts_fixed_by_hand_are_left_out_unless_there_are_no_others) {
  expect_cells(head +
                   "  by_hand decimal 0 .. 5 optional\n  frozen boolean\n"
                   "cluster cold: frozen -> 0.1 FTE\ncluster all: otherwise -> 0.2 FTE\n"
                   "hand: by_hand is known -> exactly (by_hand) FTE\nice: frozen -> exactly 0.05 FTE\n"
                   "profile known: by_hand is known or by_hand is missing\n",
               {"cold known 0.05", "all known 0.2"});
}

BOOST_AUTO_TEST_CASE(an_attribute_without_an_end_leaves_the_effort_without_one) {
  expect_cells(head +
                   "  sites integer 1 ..\ncluster all: otherwise -> 0.1 FTE\n"
                   "each: always -> +0.01 FTE per sites above 1\nprofile many: sites > 10\nprofile few: sites < 3\n",
               {"all many 0.2 and more", "all few 0.1–0.11", "all no profile 0.12–0.19"});
}

BOOST_AUTO_TEST_CASE(a_bound_that_is_not_proved_is_called_so) {
  const std::string text = head +
                           "  a integer 1 .. 900_000\n  b integer 1 .. 900_000\ncluster all: otherwise -> 0.1 FTE\n"
                           "odd: a * a - 3 * b * b = 1 -> +0.5 FTE\nprofile any: a >= 1\n";
  const Model model = test::model_of(text);
  ProofOptions options;
  options.steps = 20'000;
  const Matrix matrix = matrix_of(model, usual_matrix(model), options);
  const auto& cell = matrix.rows.front().cells[0];
  BOOST_REQUIRE(cell.total.greatest);
  BOOST_TEST(!cell.total.greatest->proved);
  BOOST_TEST(report::matrix_range_words(cell.total).find("not proved; never above 0.6") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(own_accounts_in_several_profiles_count_once_in_the_totals) {
  const Model model = test::model_of(head +
                                     "  sites integer 1 .. 100\n  tender boolean default no\n"
                                     "cluster all: otherwise -> 0.1 FTE\nbid: tender -> +0.3 FTE\n"
                                     "profile small: sites <= 10\nprofile tiny: sites <= 2\n");
  const auto row = [&](std::int32_t sites, bool tender) {
    PortfolioRow made;
    made.account.values = {std::string("A") + std::to_string(sites), Decimal::whole(sites), tender};
    return made;
  };
  const PortfolioRows rows{{row(1, false), row(5, true), row(50, false)}, {}};
  Matrix matrix = matrix_of(model, usual_matrix(model));
  const RowEvaluation evaluation(model, *make_date(2026, 1, 1), rows);
  BOOST_TEST(count_own(matrix, evaluation, run_in_order) == 0U);
  const MatrixRow& only = matrix.rows.front();
  BOOST_TEST(only.cells[0].own.count == 2U);
  BOOST_TEST(only.cells[0].own.effort.low.low.to_exact_text() == "0.5");
  BOOST_TEST(only.cells[1].own.count == 1U);
  BOOST_TEST(only.cells[2].own.count == 1U);
  BOOST_TEST(only.own.count == 3U);
  BOOST_TEST(matrix.own_total.count == 3U);
  BOOST_TEST(matrix.own_total.effort.high.low.to_exact_text() == "0.6");
}

// ---------------------------------------------------------------------------------------------- as it is typed

struct Flagship : test::Folder {
  std::string rules = (test::root / "rules/key-account-guideline/guideline.spanne").string();
  std::string accounts = (test::root / "rules/key-account-guideline/accounts.csv").string();

  test::Result matrix(std::vector<std::string> more) const {
    std::vector<std::string> all{"matrix", rules, "--as-of", "2026-11-24"};
    all.insert(all.end(), more.begin(), more.end());
    return test::spanne_run(all);
  }
};

BOOST_FIXTURE_TEST_CASE(the_flagship_answers_the_usual_questions, Flagship) {
  const auto result = matrix({"--format", "csv", "--view", "cells"});
  BOOST_TEST(result.status == 0);
  const auto has = [&](const std::string& line) {
    BOOST_TEST(result.out.find("\n" + line) != std::string::npos, line << " in\n" << result.out);
  };
  has("regional,\"lead, national\",simple,8,10,");
  has("regional,\"lead, national\",complex,2,3,");
  has("international,lead,simple,1,2,");
  has("international,national,simple,2,4,");
  has("global_strategic,\"lead, national\",simple,0,0,36,68,");
}

BOOST_FIXTURE_TEST_CASE(own_accounts_add_up_to_what_the_rows_come_to, Flagship) {
  std::ostringstream out, err;
  cli::SafeStream to_out(out), to_err(err);
  cli::PlanningArguments arguments;
  arguments.rules = rules;
  arguments.accounts = accounts;
  arguments.as_of = "2026-11-24";
  const auto input = cli::read_planning_input(arguments, {to_out, to_err, {}});
  MatrixQuestion question = usual_matrix(input.model());
  question.day = input.as_of;
  Matrix matrix = matrix_of(input.model(), question);
  const RowEvaluation rows(input.model(), input.as_of, input.rows);
  BOOST_TEST(count_own(matrix, rows, run_in_order) == 0U);
  Fraction low, in_rows;
  for (const RowResult& result : evaluate_all(rows, run_in_order)) low = low + result.outcome.total.low;
  std::size_t count = 0;
  for (const MatrixRow& row : matrix.rows) {
    count += row.own.count;
    in_rows = in_rows + row.own.effort.low.low;
  }
  BOOST_TEST(matrix.own_total.count == rows.size());
  BOOST_TEST(count == rows.size());
  BOOST_TEST(matrix.own_total.effort.low.low.to_exact_text() == low.to_exact_text());
  BOOST_TEST(in_rows.to_exact_text() == low.to_exact_text());
}

BOOST_FIXTURE_TEST_CASE(columns_are_cut_from_the_values_of_attributes, Flagship) {
  const auto result =
      matrix({"--by", "sites: 1 .. 2 | 3 .. 10 | 11 .., decentral", "--rows", "cluster", "--format", "csv"});
  BOOST_TEST(result.status == 0);
  BOOST_TEST(result.out.find("\"sites 1 .. 2, decentral\",\"sites 1 .. 2, not decentral\"") != std::string::npos,
             result.out);
  const auto wrong = matrix({"--by", "site: 1 .. 2"});
  BOOST_TEST(wrong.status == 2);
  BOOST_TEST(wrong.err.find("sites") != std::string::npos);
  BOOST_TEST(matrix({"--by", "sites"}).err.find("say into which parts it is cut") != std::string::npos);
  BOOST_TEST(matrix({"--rows", "sites"}).status == 2);
  BOOST_TEST(matrix({"--rows", "cluster,rle"}).err.find("role") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
