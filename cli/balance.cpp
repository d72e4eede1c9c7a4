// `spanne balance`: who should hand what to whom, so that everybody is in their band.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <set>
#include <utility>

#include "cli/balance_apply.hpp"
#include "cli/planning.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_file.hpp"
#include "engine/explain/words.hpp"
#include "engine/planning/balance_tables.hpp"
#include "engine/planning/solver/cbc_solver.hpp"
#include "grammar/text/nearest.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {
namespace {

struct BalanceArguments {
  PlanningArguments input;
  TableOutput output;
  std::string scenarios, scenario, apply;
};

void refuse_balance_usage(BalanceArguments& arguments, const Output& output) {
  if (!arguments.input.from.empty() && arguments.scenarios.empty())
    arguments.scenarios = std::exchange(arguments.input.accounts, {});
  if (arguments.input.kams.empty())
    stop(output, wrong_usage, "balance needs to know what each person can carry",
         "add the file of people: --kams kams.csv");
  if (!arguments.scenario.empty() && arguments.scenarios.empty())
    stop(output, wrong_usage, "--scenario names a scenario, but there is no file of scenarios",
         "spanne balance guideline.spanne accounts.csv options.scenarios.spanne --kams kams.csv --scenario \"…\"");
  if (arguments.scenarios == "-")
    stop(output, wrong_usage, "scenarios are read from a file, beside which the files stand that they name");
}

/// What a plan is made from: the accounts and people as they are, or as a scenario has them.
struct BalanceInput {
  PlanningInput read;
  std::optional<engine::ScenarioFile> file;
  std::unique_ptr<ScenarioFiles> files;
  std::vector<std::string> what_if;
  std::vector<const engine::ScenarioLine*> later;  // lines of the scenario that begin after the day
};

const engine::Scenario& scenario_or_stop(const engine::ScenarioFile& file, const std::string& name,
                                         const Output& output) {
  std::vector<std::string> names;
  for (const auto& scenario : file.scenarios) {
    if (scenario.name == name) return scenario;
    names.push_back(scenario.name);
  }
  const auto near = grammar::nearest(name, names);
  stop(output, wrong_usage, fmt::format("the file has no scenario \"{}\"", name),
       near ? fmt::format("--scenario \"{}\"", *near) : "its scenarios: " + fmt::format("{}", fmt::join(names, ", ")));
}

void use_scenario(BalanceInput& input, const BalanceArguments& arguments, const Output& output) {
  const engine::ScenarioFile& file = *input.file;
  const engine::Scenario& scenario = scenario_or_stop(file, arguments.scenario, output);
  for (const std::size_t line : scenario.lines)
    if (file.lines[line].kind == engine::ScenarioLine::Kind::rules)
      stop(output, findings, fmt::format("\"{}\" has another guideline, and balance looks at one", scenario.name),
           fmt::format("name that guideline: spanne balance {} …, and make a scenario without the line rules",
                       file.lines[line].path));
  const std::string& accounts = arguments.input.accounts_path();
  FileRoles outputs;
  outputs.write(arguments.output.output, FileRoles::Product::result, "-o");
  if (!arguments.apply.empty()) outputs.write(arguments.apply, FileRoles::Product::document, "--apply");
  input.files =
      read_scenario_files(file, arguments.scenarios, accounts, input.read.rows, input.read.reading, outputs, output);
  input.files->input.days = {input.read.as_of};
  input.files->input.kams = {input.read.kams};
  auto made = engine::scenario_portfolio(input.files->input, scenario, records::run_on_all_processors);
  if (const auto* diagnostics = std::get_if<grammar::Diagnostics>(&made)) {
    show_findings(*diagnostics, *file.source, output);
    throw Stop{findings};
  }
  auto& portfolio = std::get<engine::ScenarioPortfolio>(made);
  input.read.rows = std::move(portfolio.rows);
  input.read.kams = std::move(portfolio.kams);
  for (const std::size_t place : scenario.lines) {
    const engine::ScenarioLine& line = file.lines[place];
    const auto count = std::find_if(portfolio.lines.begin(), portfolio.lines.end(),
                                    [&](const engine::LineCount& counted) { return counted.line == place; });
    if (!line.counts_on(input.read.as_of)) input.later.push_back(&line);
    const bool has_rows = count != portfolio.lines.end() && count->rows;
    input.what_if.push_back(has_rows ? fmt::format("{} ({})", line.words, engine::counted(*count->rows, "row"))
                                     : line.words);
  }
}

std::vector<std::string> keep_notes(const BalanceInput& input, const engine::RowEvaluation& rows) {
  std::vector<std::string> notes;
  if (!input.file || !input.file->balance) return notes;
  const auto counts = kept_rows(*input.file->balance, rows);
  for (std::size_t i = 0; i < counts.size(); ++i)
    notes.push_back(fmt::format(
        "keep in line {} of the scenarios holds {}", input.file->balance->keep_lines[i],
        counts[i] == 0 ? "no row: is what it names written as in the accounts?" : engine::counted(counts[i], "row")));
  return notes;
}

/// What the plan cannot know, since it is of one day.
std::vector<std::string> later_notes(const BalanceInput& input, const engine::Balance& made) {
  std::set<std::string> days, leaving;
  for (const engine::ScenarioLine* line : input.later) days.insert(to_text(*line->from));
  std::vector<std::string> notes;
  if (!days.empty())
    notes.push_back(fmt::format(
        "{} only after {}, the day of this plan, and {} not in it: {} shows the plan of {}",
        input.later.size() == 1 ? fmt::format("line {} of the scenarios counts", input.later.front()->number)
                                : fmt::format("{} lines of the scenario count", input.later.size()),
        to_text(input.read.as_of), input.later.size() == 1 ? "is" : "are",
        "--as-of " + fmt::format("{}", fmt::join(days, " or --as-of ")), days.size() == 1 ? "that day" : "such a day"));
  for (const engine::ScenarioLine* line : input.later)
    for (const auto* changes : {&made.moves, &made.placed})
      for (const engine::BalanceChange& change : *changes)
        if (line->kind == engine::ScenarioLine::Kind::leave && made.people[change.to].name == line->person)
          leaving.insert(
              fmt::format("this plan gives work to {}, who leaves on {}", line->person, to_text(*line->from)));
  notes.insert(notes.end(), leaving.begin(), leaving.end());
  return notes;
}

BalanceInput read_balance_input(const BalanceArguments& arguments, const Output& output) {
  BalanceInput input{read_planning_input(arguments.input, output), {}, {}, {}, {}};
  if (arguments.scenarios.empty()) return input;
  input.file = load_scenarios(arguments.scenarios, input.read.loaded, input.read.kams, output);
  if (!arguments.scenario.empty()) use_scenario(input, arguments, output);
  return input;
}

/// What the people's file says in the columns that the block asks for, in the order of the people.
std::vector<std::vector<engine::Value>> people_values(const BalanceInput& input, const engine::BalanceBlock& block,
                                                      const BalanceArguments& arguments, const Output& output) {
  if (block.people.empty()) return std::vector<std::vector<engine::Value>>(input.read.kams.size());
  const std::string& path = arguments.input.kams;
  if (path == "-")
    stop(output, wrong_usage,
         "what balance allows depends on further columns of the people's file, which is read twice",
         "name the file: --kams kams.csv");
  auto read = records::read_kam_records(path, input.read.model(), input.read.reading, input.read.as_of, block.people);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::AccountsError>(&read))
    stop(output, findings, fmt::format("{}: {}", shown_source(path), error->message), error->help);
  std::vector<std::vector<engine::Value>> values(input.read.kams.size());
  for (std::size_t person = 0; person < values.size(); ++person)
    for (auto& record : std::get<std::vector<records::KamRecord>>(read))
      if (record.person.name == input.read.kams[person].name) values[person] = std::move(record.values);
  return values;
}

engine::BalanceConstraints constraints_or_stop(const BalanceInput& input, const BalanceArguments& arguments,
                                               const Output& output) {
  if (!input.file || !input.file->balance) return {};
  const engine::BalanceBlock& block = *input.file->balance;
  auto values = people_values(input, block, arguments, output);
  auto constraints = constraints_of(block, input.read.as_of, values);
  if (!block.allow || block.people.empty()) return constraints;
  // Of somebody who is hired in the scenario no column says anything.
  constraints.allows = [inner = constraints.allows, values](const engine::RowResult& row, std::size_t person) {
    return values[person].empty() || inner(row, person);
  };
  return constraints;
}

/// A move gives a row another owner: that must leave it the row it is, and be a value that the guideline knows.
void refuse_fixed_owners(const BalanceInput& input, const Output& output) {
  const engine::Model& model = input.read.model();
  const engine::Attribute& owner = model.attributes[*model.owner_attribute()];
  if (owner.key)
    stop(output, findings,
         fmt::format("{} is part of what tells rows apart, so a move would make another row of it", owner.name),
         "take key away from the owner, and give rows a key that stays, such as an account and a role");
  if (owner.type.kind != engine::TypeKind::choice) return;
  const engine::Choice& choice = model.choices[owner.type.choice];
  for (const auto& kam : input.read.kams)
    if (std::find(choice.values.begin(), choice.values.end(), kam.name) == choice.values.end())
      stop(output, findings, fmt::format("{} is in the kams file, but is no value of {}", kam.name, owner.name),
           "add it to the values in the guideline, or take the person out of the kams file");
}

/// Rows are named by what the file says of them, which a scenario may not change then.
void refuse_changed_keys(const BalanceInput& input, const BalanceArguments& arguments, const Output& output) {
  if (arguments.apply.empty() || arguments.scenario.empty()) return;
  for (const std::size_t place : scenario_or_stop(*input.file, arguments.scenario, output).lines) {
    const engine::ScenarioLine& line = input.file->lines[place];
    const engine::Attribute& attribute = input.read.model().attributes[line.attribute];
    if (line.kind == engine::ScenarioLine::Kind::set && attribute.key)
      stop(output, findings,
           fmt::format("the scenario changes {} in line {}, by which the rows that move would be named", attribute.name,
                       line.number),
           "leave --apply out, or the line");
  }
}

engine::Balance balance_or_stop(const engine::RowEvaluation& rows, const BalanceInput& input,
                                const engine::BalanceConstraints& constraints, const Output& output) {
  Progress progress(unguarded(output.err), output.terminal.err, "balancing", "parts of the measure settled");
  auto made =
      engine::balance_of(rows, input.read.kams, constraints, engine::cbc_solver(), records::run_on_all_processors,
                         [&](std::size_t done, std::size_t all) { progress(done, all); });
  if (const auto* refusal = std::get_if<engine::BalanceRefusal>(&made))
    stop(output, findings, refusal->message, refusal->help);
  return std::get<engine::Balance>(std::move(made));
}

PlanningResult balance_result(const engine::Balance& made, const engine::RowEvaluation& rows, BalanceInput& input) {
  PlanningResult result;
  result.tables = balance_tables(made, rows);
  result.summary = balance_summary(made, rows);
  result.what_if = std::move(input.what_if);
  result.notes = std::move(input.read.notes);
  for (std::string& note : keep_notes(input, rows)) result.notes.push_back(std::move(note));
  for (std::string& note : later_notes(input, made)) result.notes.push_back(std::move(note));
  for (std::string& note : rows.notes()) result.notes.push_back(std::move(note));
  if (engine::cbc_solver() == nullptr)
    result.notes.push_back(fmt::format("what is best is not proved here, since {}", engine::reason_without_cbc()));
  result.rejected = made.rejected;
  return result;
}

int balance(BalanceArguments arguments, const Output& output) {
  refuse_balance_usage(arguments, output);
  FileRoles files = planning_files(arguments.input);
  files.read(arguments.scenarios, "the scenarios");
  if (!arguments.apply.empty()) files.write(arguments.apply, FileRoles::Product::document, "--apply");
  choose_output(arguments.output, "balance", std::move(files), output);
  BalanceInput input = read_balance_input(arguments, output);
  refuse_fixed_owners(input, output);
  refuse_changed_keys(input, arguments, output);
  const engine::RowEvaluation rows(input.read.model(), input.read.as_of, input.read.rows);
  const engine::Balance made = balance_or_stop(rows, input, constraints_or_stop(input, arguments, output), output);
  if (!arguments.apply.empty())
    apply_balance({made, rows, arguments.input.rules, arguments.scenarios, arguments.scenario}, arguments.apply,
                  output);
  const std::string& accounts = arguments.input.accounts_path();
  PlanningOrigin origin{
      input.read.loaded, input.read.as_of, {{"accounts", accounts}, {"people", arguments.input.kams}}};
  if (!arguments.scenarios.empty()) origin.files.emplace_back("scenarios", arguments.scenarios);
  return write_result(balance_result(made, rows, input), origin, arguments.output, output);
}

}  // namespace

AddedCommand add_balance(CLI::App& app) {
  auto arguments = std::make_shared<BalanceArguments>();
  auto* command =
      app.add_subcommand("balance", "Says who should hand what to whom, so that everybody is in their band.");
  add_planning_options(*command, arguments->input);
  command->add_option("SCENARIOS", arguments->scenarios, "a file of scenarios: its block balance says what may not be");
  command->add_option("--scenario", arguments->scenario, "the scenario of this file that is balanced; else today");
  command->add_option("--apply", arguments->apply, "write the moves to this file, as a scenario");
  add_output_options(*command, arguments->output);
  return {command, [arguments](const Output& output) { return balance(*arguments, output); }};
}

}  // namespace spanne::cli
