#include "cli/scenario_file.hpp"

#include <fmt/format.h>
#include <utility>

#include "cli/planning_input.hpp"
#include "engine/planning/scenarios/check_scenarios.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "records/io/paths.hpp"
#include "records/stream/account_files.hpp"

namespace spanne::cli {
namespace {

using LineKind = engine::ScenarioLine::Kind;

/// A guideline that a file of scenarios names, at `where` in it.
struct NamedGuideline {
  Loaded loaded;
  std::optional<grammar::Diagnostic> trouble;  // why it cannot be used
};

/// A guideline beside the file. What is wrong with it is said in one finding; `spanne check` says the rest.
NamedGuideline named_guideline(const std::string& scenarios, const std::string& named, grammar::TextSpan where) {
  NamedGuideline found;
  const std::string path = path_beside(scenarios, named);
  auto text = records::read_file(path, largest_rule_file);
  if (const auto* error = std::get_if<records::FileError>(&text)) {
    found.trouble = grammar::Diagnostic{
        "E0610", grammar::Severity::error, where, error->message, "paths are relative to the file of scenarios", {}};
    return found;
  }
  static_cast<library::Guideline&>(found.loaded) =
      library::read_guideline(path, std::move(std::get<std::string>(text)));
  if (!found.loaded.model)
    found.trouble = grammar::Diagnostic{"E0610",
                                        grammar::Severity::error,
                                        where,
                                        named + " is no guideline without mistakes",
                                        "spanne check " + quoted_for_shell(path) + " shows what is wrong with it",
                                        {}};
  return found;
}

/// The guidelines of `rules` lines, which have to be readable.
grammar::Diagnostics check_named_rules(const std::string& path, const engine::ScenarioFile& file) {
  grammar::Diagnostics findings;
  for (const auto& line : file.lines) {
    if (line.kind == LineKind::rules)
      if (auto trouble = named_guideline(path, line.path, line.named).trouble) findings.push_back(std::move(*trouble));
    if (line.kind != LineKind::add) continue;
    auto bytes = records::read_file(path_beside(path, line.path), records::largest_data_file);
    if (const auto* error = std::get_if<records::FileError>(&bytes))
      findings.push_back({"E0610",
                          grammar::Severity::error,
                          line.named,
                          error->message,
                          "paths are relative to the file of scenarios",
                          {}});
  }
  return findings;
}

void show_or_stop(const grammar::Diagnostics& findings_in_it, const grammar::Source& source, const Output& output) {
  show_findings(findings_in_it, source, output);
  if (grammar::has_errors(findings_in_it)) throw Stop{findings};
}

/// Scenarios are of the guideline that is evaluated, in whatever version.
void refuse_other_guideline(const std::string& path, const ScenarioFindings& found, const Loaded& guideline,
                            const Output& output) {
  if (found.guideline == guideline.model->title) return;
  stop(output, findings,
       fmt::format("{} is of the guideline \"{}\", but {} is \"{}\"", path, found.guideline, guideline.source->name(),
                   guideline.model->title),
       "name the guideline that stands in the first line of the scenarios");
}

}  // namespace

std::string path_beside(const std::string& scenarios, const std::string& named) {
  if (named.starts_with('/')) return named;
  const std::string folder = records::folder_of(scenarios);
  return folder == "." ? named : folder + named;
}

ScenarioFindings check_scenario_file(const std::string& path, const Output& output) {
  ScenarioFindings found;
  found.source = read_rules(path, output);
  if (!found.source) return found;
  grammar::ParsedScenarios parsed = grammar::parse_scenarios(*found.source);
  found.diagnostics = std::move(parsed.diagnostics);
  if (!parsed.file.header) return found;
  const auto guideline = named_guideline(path, parsed.file.header->guideline.value, parsed.file.header->guideline.span);
  if (guideline.trouble) {
    found.diagnostics.push_back(*guideline.trouble);
  } else {
    found.guideline = guideline.loaded.model->title;
    auto checked = engine::check_scenarios(parsed.file, found.source, *guideline.loaded.model);
    found.diagnostics.insert(found.diagnostics.end(), checked.diagnostics.begin(), checked.diagnostics.end());
    found.file = std::move(checked.file);
    if (found.file)
      for (auto& finding : check_named_rules(path, *found.file)) found.diagnostics.push_back(std::move(finding));
  }
  grammar::sort_by_place(found.diagnostics);
  grammar::shorten(found.diagnostics);
  if (grammar::has_errors(found.diagnostics)) found.file.reset();
  return found;
}

engine::ScenarioFile load_scenarios(const std::string& path, const Loaded& guideline,
                                    const std::vector<engine::Kam>& kams, const Output& output) {
  ScenarioFindings found = check_scenario_file(path, output);
  if (!found.source) throw Stop{file_trouble};
  show_or_stop(found.diagnostics, *found.source, output);
  refuse_other_guideline(path, found, guideline, output);
  // The version that is evaluated may be another one than the file's.
  const grammar::ParsedScenarios parsed = grammar::parse_scenarios(*found.source);
  auto checked = engine::check_scenarios(parsed.file, found.source, *guideline.model);
  if (!checked.file) {
    show_findings(checked.diagnostics, *found.source, output);
    stop(output, findings, fmt::format("{} does not fit {}", path, guideline.source->name()));
  }
  if (kams.empty()) {
    if (const auto problem = library::nameless_people(*checked.file, library::command_line_mark))
      stop(output, wrong_usage, problem->message, problem->help);
    return std::move(*checked.file);
  }
  std::vector<std::string> people;
  for (const auto& kam : kams) people.push_back(kam.name);
  show_or_stop(engine::check_people(*checked.file, people), *found.source, output);
  return std::move(*checked.file);
}

namespace {

/// Reads a file of accounts for one rule set.
engine::PortfolioRows read_accounts_by(const std::string& path, const engine::Model& model,
                                       const records::TableOptions& reading, const Output& output) {
  auto read = read_accounts_input(path, model, reading);
  if (const auto* error = std::get_if<records::StreamError>(&read)) {
    if (const auto* file = std::get_if<records::FileError>(error)) stop(output, file_trouble, file->message);
    const auto& fault = std::get<records::AccountsError>(*error);
    stop(output, findings, fmt::format("{}: {}", shown_source(path), fault.message), fault.help);
  }
  return std::move(std::get<AccountsInput>(read).rows);
}

}  // namespace

std::unique_ptr<ScenarioFiles> read_scenario_files(const engine::ScenarioFile& file, const std::string& scenarios,
                                                   const std::string& accounts, const engine::PortfolioRows& rows,
                                                   const records::TableOptions& reading, FileRoles outputs,
                                                   const Output& output) {
  for (const engine::ScenarioLine& line : file.lines)
    if (line.kind == LineKind::add)
      outputs.read(path_beside(scenarios, line.path), "the accounts that a scenario adds");
  stop_at_conflict(outputs, output);
  records::TableOptions added_reading = reading;
  added_reading.sheet.clear();  // these say where the accounts are, not the added ones
  added_reading.table.clear();
  added_reading.query.clear();
  added_reading.with.clear();
  library::ScenarioSources sources;
  sources.guideline = [&](const engine::ScenarioLine& line) {
    if (accounts == "-")
      stop(output, wrong_usage, "with another guideline in a scenario the accounts are read twice",
           "name their file instead of standard input");
    NamedGuideline found = named_guideline(scenarios, line.path, line.named);
    if (found.trouble) stop(output, findings, found.trouble->message, found.trouble->help);
    return library::Guideline(std::move(found.loaded));
  };
  sources.accounts = [&](const engine::Model& model) { return read_accounts_by(accounts, model, reading, output); };
  sources.added = [&](const std::string& path, const engine::Model& model) {
    return read_accounts_by(path_beside(scenarios, path), model, added_reading, output);
  };
  sources.shown_path = [&](const std::string& path) { return path_beside(scenarios, path); };
  auto read = library::read_scenario_files(file, rows, sources);
  if (const auto* problem = std::get_if<library::Problem>(&read))
    stop(output, findings, problem->message, problem->help);
  return std::move(std::get<std::unique_ptr<ScenarioFiles>>(read));
}

}  // namespace spanne::cli
