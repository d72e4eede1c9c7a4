// `spanne check`: everything that can be found out without data.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/commands.hpp"
#include "cli/file_roles.hpp"
#include "cli/progress.hpp"
#include "cli/proof_options.hpp"
#include "cli/receipt.hpp"
#include "cli/rules_text.hpp"
#include "cli/scenario_file.hpp"
#include "engine/explain/words.hpp"
#include "engine/proof/questions/prove.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "grammar/text/characters.hpp"
#include "library/findings_json.hpp"
#include "report/proof_view.hpp"

namespace spanne::cli {

using engine::counted;
using grammar::Severity;

namespace {

std::size_t count(const grammar::Diagnostics& findings, grammar::Severity severity) {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                [&](const auto& finding) { return finding.severity == severity; }));
}

// ---------------------------------------------------------------------------------------------- proof

engine::Proof proved(const engine::Model& model, const CheckOptions& options, const Output& output) {
  Progress progress(unguarded(output.err), output.terminal.err && !options.json, "proving", "questions settled");
  engine::ProofOptions asked = proof_options();
  asked.seconds = options.time_limit;
  if (!options.solver) asked.solver = nullptr;
  asked.progress = [&](std::size_t settled, std::size_t questions) { progress(settled, questions); };
  return engine::prove(model, asked);
}

/// Everything that is known of a guideline, as `--format json` shows it. `proof`: null if nothing was proved.
void add_report(library::Json& all, const Loaded& loaded, const engine::Proof* proof) {
  for (const auto& diagnostic : loaded.diagnostics) all.push_back(library::to_json(diagnostic, *loaded.source));
  if (proof == nullptr) return;
  library::add_facts(all, *proof, *loaded.model, *loaded.source);
  if (loaded.model->profiles.empty()) return;
  const auto matrix = matrix_of(*loaded.model, engine::usual_matrix(*loaded.model), proof_options());
  library::add_matrix(all, matrix, *loaded.model, *loaded.source);
}

/// Whether a file has scenarios, which its first words show.
bool is_scenario_file(const std::string& path) {
  if (path == "-") return false;
  const auto text = rules_text(path);
  const auto* read = std::get_if<RulesText>(&text);
  return read != nullptr && grammar::is_scenario_file(read->text);
}

int check_scenarios(const std::string& path, const CheckOptions& options, library::Json& all, const Output& output) {
  const ScenarioFindings found = check_scenario_file(path, output);
  if (!found.source) return file_trouble;
  const std::size_t errors = count(found.diagnostics, Severity::error);
  const std::size_t warnings = count(found.diagnostics, Severity::warning);
  const int status = errors > 0 || (options.strict && warnings > 0) ? findings : fine;
  if (options.json) {
    for (const auto& diagnostic : found.diagnostics) all.push_back(library::to_json(diagnostic, *found.source));
    return status;
  }
  show_findings(found.diagnostics, *found.source, output, options.all);
  if (errors > 0) {
    write_line(output.err, fmt::format("{}: {}", found.source->name(), counted(errors, "error")));
    return status;
  }
  output.out << fmt::format("{}: {}: {} of \"{}\", no mistakes{}\n", grammar::fit_to_show(found.source->name()),
                            grammar::fit_to_show(found.file->title), counted(found.file->scenarios.size(), "scenario"),
                            grammar::fit_to_show(found.guideline),
                            warnings > 0 ? ", " + counted(warnings, "warning") : "");
  return status;
}

}  // namespace

int check(const CheckOptions& options, const Output& output) {
  int status = fine;
  library::Json all = library::Json::array();
  FileRoles sources;
  for (const auto& path : options.rules) sources.read_guideline(path);
  stop_if_answered_into(std::move(sources), output);
  for (const auto& path : options.rules) {
    if (is_scenario_file(path)) {
      status = std::max(status, check_scenarios(path, options, all, output));
      continue;
    }
    Loaded loaded = load(path, output, true);
    status = std::max(status, loaded.status);
    if (!loaded.source) continue;
    if (!options.json && !loaded.note.empty()) write_line(output.err, "note: " + loaded.note);
    if (!options.json) show_findings(loaded.diagnostics, *loaded.source, output, options.all);
    engine::Proof proof;
    const bool proves = loaded.model && options.proof;
    if (proves) proof = proved(*loaded.model, options, output);
    if (!options.json) {
      show_findings(proof.findings, *loaded.source, output, options.all);
      show_findings(notes_of(proof.cliffs), *loaded.source, output, options.all);
    }
    loaded.diagnostics.insert(loaded.diagnostics.end(), proof.findings.begin(), proof.findings.end());
    const std::size_t errors = count(loaded.diagnostics, Severity::error);
    const std::size_t warnings = count(loaded.diagnostics, Severity::warning);
    if (errors > 0 || (options.strict && warnings > 0)) status = std::max<int>(status, findings);
    if (options.checked != nullptr && loaded.model) {
      *options.checked = {rule_facts(loaded), library::Json::array()};
      add_report(options.checked->report, loaded, proves ? &proof : nullptr);
    }
    if (options.json) {
      add_report(all, loaded, proves ? &proof : nullptr);
      continue;
    }
    if (!loaded.model) {
      write_line(output.err, fmt::format("{}: {}", loaded.source->name(), counted(errors, "error")));
      continue;
    }
    const auto& model = *loaded.model;
    if (proves) output.out << report::proof_view(proof, model, {output.terminal.width, output.color_out});
    output.out << fmt::format(
        "{}: {} version {}: {}, {}, {}, {}{}\n", grammar::fit_to_show(loaded.source->name()),
        grammar::fit_to_show(model.title), model.version, counted(model.clusters.size(), "cluster"),
        counted(model.rules.size(), "rule"), counted(model.tables.size(), "table"),
        errors > 0 ? counted(errors, "error") : "no mistakes", warnings > 0 ? ", " + counted(warnings, "warning") : "");
  }
  if (options.json) unguarded(output.out) << records::json_text(all, 2) << "\n";
  return status;
}

}  // namespace spanne::cli
