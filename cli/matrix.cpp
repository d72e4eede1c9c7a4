// `spanne matrix`: clusters down, profiles across, and how many such accounts one person can look after.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "cli/planning.hpp"
#include "cli/proof_options.hpp"
#include "engine/proof/matrix/own_accounts.hpp"
#include "library/matrix_question.hpp"
#include "report/matrix_view.hpp"

namespace spanne::cli {
namespace {

struct MatrixArguments : PlanningArguments {
  std::string rows;  // empty: clusters, split by what the key says
  std::string by = "profile";
  bool free_all = false;
  unsigned time_limit = 2;  // seconds of work for each end of a cell, counted in steps
  TableOutput table;
};

class MatrixCommand {
 public:
  MatrixCommand(MatrixArguments arguments, const Output& output) : arguments_(std::move(arguments)), output_(output) {}

  int run() {
    choose_output(arguments_.table, "matrix", planning_files(arguments_), output_);
    read();
    engine::Model model = input_.model();
    choose_columns(model);
    const engine::MatrixQuestion question = asked(model);
    engine::ProofOptions options = proof_options();
    options.seconds = arguments_.time_limit;
    options.solver = nullptr;  // only boxes have ends
    engine::Matrix matrix = matrix_of(model, question, options);
    PlanningResult result;
    if (has_accounts()) {
      const engine::RowEvaluation rows(model, input_.as_of, input_.rows);
      result.rejected = count_own(matrix, rows, options.executor);
      for (auto& note : rows.notes()) input_.notes.push_back(std::move(note));
    }
    return write(matrix, model, std::move(result));
  }

 private:
  bool has_accounts() const { return !arguments_.accounts.empty() || !arguments_.from.empty(); }

  void read() {
    if (has_accounts()) {
      input_ = read_planning_input(arguments_, output_);
      return;
    }
    if (!arguments_.kams.empty())
      stop(output_, wrong_usage, "--kams needs ACCOUNTS",
           "name the accounts behind the guideline, or leave --kams out");
    input_.loaded = load(arguments_.rules, output_);
    if (!input_.loaded.model) throw Stop{input_.loaded.status};
    input_.as_of = choose_day(arguments_.as_of, input_.model(), output_);
  }

  // ---- the question

  void choose_columns(engine::Model& model) {
    if (library::asks_for_profiles(arguments_.by)) {
      if (model.profiles.empty()) input_.notes.push_back(library::no_profiles_note(library::command_line_mark));
      return;
    }
    const grammar::Source source("--by", arguments_.by);
    const auto diagnostics = library::choose_columns(model, source);
    show_findings(diagnostics, source, output_);
    if (has_errors(diagnostics)) throw Stop{wrong_usage};
  }

  engine::MatrixQuestion asked(const engine::Model& model) const {
    auto question = library::matrix_question(arguments_.rows, model, library::command_line_mark);
    if (const auto* problem = std::get_if<library::Problem>(&question))
      stop(output_, wrong_usage, problem->message, problem->help);
    auto& made = std::get<engine::MatrixQuestion>(question);
    made.free_all = arguments_.free_all;
    made.day = input_.as_of;
    return std::move(made);
  }

  // ---- the result

  int write(const engine::Matrix& matrix, const engine::Model& model, PlanningResult result) {
    report::Screen screen;
    screen.places = arguments_.table.decimals.value_or(screen.places);
    screen.exact = arguments_.table.exact;
    if (arguments_.table.out_locale == "de") screen.decimal_mark = ',';
    result.tables.push_back(report::matrix_table(matrix, model, screen));
    if (is_for_people()) {
      for (const auto& note : report::matrix_notes(matrix, model)) result.summary += note + "\n";
    } else {
      result.tables.push_back(report::matrix_cells(matrix, model));
      result.notes = report::matrix_notes(matrix, model);
    }
    result.notes.insert(result.notes.begin(), input_.notes.begin(), input_.notes.end());
    ResultFacts files;
    if (has_accounts()) add_file(files, "accounts", arguments_.accounts);
    return write_result(result, {input_.loaded, input_.as_of, std::move(files)}, arguments_.table, output_);
  }

  bool is_for_people() const {
    const std::string& format = arguments_.table.format;
    return format != "csv" && format != "json" && format != "xlsx";
  }

  MatrixArguments arguments_;
  const Output& output_;
  PlanningInput input_;
};

}  // namespace

AddedCommand add_matrix(CLI::App& app) {
  const auto arguments = std::make_shared<MatrixArguments>();
  CLI::App* command = app.add_subcommand("matrix", "the table: clusters down, complexity across, accounts per person");
  add_planning_options(*command, *arguments);
  command->add_option("--rows", arguments->rows, "cluster, or cluster and choices that split it: cluster,role");
  command->add_option("--by", arguments->by,
                      "columns: profile, or the parts of attributes: 'sites: 1 .. 2 | 3 .., decentral'");
  command->add_flag("--free", arguments->free_all, "no attribute is held at its default");
  command->add_option("--time-limit", arguments->time_limit, "about how many seconds of work each end may take");
  add_output_options(*command, arguments->table);
  return {command, [arguments](const Output& output) { return MatrixCommand(*arguments, output).run(); }};
}

}  // namespace spanne::cli
