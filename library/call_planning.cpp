#include <utility>

#include "engine/proof/matrix/own_accounts.hpp"
#include "library/call_functions.hpp"
#include "library/effort_by_rule.hpp"
#include "library/matrix_question.hpp"
#include "library/portfolio_arguments.hpp"
#include "library/sensitivity.hpp"
#include "report/matrix_view.hpp"

namespace spanne::library {
namespace {

void put_before(std::vector<std::string>& notes, const std::vector<std::string>& first) {
  notes.insert(notes.begin(), first.begin(), first.end());
}

/// An argument that is a list of names, or a single one.
std::vector<std::string> names_of(const CallArguments& arguments, const char* name,
                                  std::vector<std::string> otherwise) {
  return arguments.has(name) ? arguments.texts(name) : std::move(otherwise);
}

/// Of the matrix, whose accounts need not be there.
PortfolioArguments matrix_portfolio(const CallArguments& arguments) {
  if (arguments.has("accounts") || arguments.has("accounts_base64")) return portfolio_of(arguments);
  if (arguments.has("kams") || arguments.has("kams_base64"))
    throw CallRefusal{{"kams needs accounts", "give the accounts, or leave kams out"}};
  PortfolioArguments made;
  made.guideline = sound_guideline(arguments, "rules", "name", "rules");
  made.as_of = day_of(arguments, made.model());
  return made;
}

void choose_matrix_columns(const CallArguments& arguments, engine::Model& model, std::vector<std::string>& notes) {
  const std::string by = arguments.text("by", "profile");
  if (asks_for_profiles(by)) {
    if (model.profiles.empty()) notes.push_back(no_profiles_note(command_line_mark));
    return;
  }
  const grammar::Source source("by", by);
  const auto found = choose_columns(model, source);
  if (has_errors(found))
    throw CallRefusal{{"by does not say how to part attributes", "by: \"sites: 1 .. 2 | 3 ..\""},
                      to_json(found, source)};
}

engine::MatrixQuestion matrix_question_of(const CallArguments& arguments, const engine::Model& model,
                                          engine::Date day) {
  auto question = matrix_question(arguments.text("rows"), model, json_mark);
  if (auto* problem = std::get_if<Problem>(&question)) throw CallRefusal{std::move(*problem)};
  auto& made = std::get<engine::MatrixQuestion>(question);
  made.free_all = arguments.truth("free", false);
  made.day = day;
  return std::move(made);
}

}  // namespace

std::string call_by_rule(const CallArguments& arguments) {
  allow_portfolio(arguments, {"set", "by", "without"});
  PortfolioArguments portfolio = portfolio_of(arguments);
  add_assignments(arguments, *portfolio.guideline.model);
  auto view = by_rule_view(names_of(arguments, "by", {rule_word}), portfolio.model(), json_mark);
  if (auto* problem = std::get_if<Problem>(&view)) throw CallRefusal{std::move(*problem)};
  const engine::RowEvaluation rows(portfolio.model(), portfolio.as_of, portfolio.accounts.rows);
  auto made = effort_by_rule_result(rows, std::move(std::get<engine::EffortByRuleView>(view)),
                                    arguments.texts("without"), engine::run_in_order, json_mark);
  if (auto* problem = std::get_if<Problem>(&made)) throw CallRefusal{std::move(*problem)};
  PlanningResult& result = std::get<ByRuleResult>(made).result;
  result.what_if = arguments.texts("set");
  put_before(result.notes, portfolio.notes);
  return result_text(result, portfolio, arguments);
}

std::string call_sensitivity(const CallArguments& arguments) {
  allow_portfolio(arguments, {"step"});
  const std::string words = arguments.text("step", usual_step);
  const auto step = step_from_text(words);
  if (!step) throw CallRefusal{{"step takes a percentage above 0 % and below 100 %, not " + words, "step: \"10 %\""}};
  const PortfolioArguments portfolio = portfolio_of(arguments);
  const engine::RowEvaluation rows(portfolio.model(), portfolio.as_of, portfolio.accounts.rows);
  PlanningResult result = sensitivity_result(rows, *step, words, engine::run_in_order);
  put_before(result.notes, portfolio.notes);
  return result_text(result, portfolio, arguments);
}

std::string call_matrix(const CallArguments& arguments) {
  allow_portfolio(arguments, {"rows", "by", "free", "seconds"});
  PortfolioArguments portfolio = matrix_portfolio(arguments);
  engine::Model model = portfolio.model();
  choose_matrix_columns(arguments, model, portfolio.notes);
  engine::ProofOptions options;
  options.seconds = static_cast<unsigned>(arguments.whole("seconds", 1, 1'000'000, 2));
  engine::Matrix matrix = matrix_of(model, matrix_question_of(arguments, model, portfolio.as_of), options);
  PlanningResult result;
  if (!portfolio.accounts.header.heads.empty()) {
    const engine::RowEvaluation rows(model, portfolio.as_of, portfolio.accounts.rows);
    result.rejected = count_own(matrix, rows, options.executor);
    for (auto& note : rows.notes()) portfolio.notes.push_back(std::move(note));
  }
  report::Screen screen;
  screen.places = arguments.has("decimals") ? arguments.whole("decimals", 0, 18, 6) : screen.places;
  screen.exact = arguments.truth("exact", false);
  result.tables = {report::matrix_table(matrix, model, screen), report::matrix_cells(matrix, model)};
  result.notes = report::matrix_notes(matrix, model);
  put_before(result.notes, portfolio.notes);
  return result_text(result, portfolio, arguments);
}

}  // namespace spanne::library
