// `spanne print`: writes a guideline as a document.
#include <algorithm>
#include <fmt/format.h>
#include <iostream>

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/output_format.hpp"
#include "cli/proof_options.hpp"
#include "cli/rules_text.hpp"
#include "cli/signers.hpp"
#include "engine/testing/run.hpp"
#include "engine/trail/digest.hpp"
#include "report/guideline.hpp"

namespace spanne::cli {
namespace {

bool wants_html(const PrintOptions& options, const Output& output) {
  return output_format_or_stop({"print", {"md", "html"}}, options.format, options.output, output) == "html";
}

report::GuidelineFacts facts_of(Loaded& loaded) {
  const std::string text(loaded.source->text());
  report::GuidelineFacts facts;
  facts.digest = engine::canonical_digest(text);
  facts.text_digest = loaded.digest;
  for (const auto& test : loaded.model->tests)
    facts.tests_passed.push_back(run_test(*loaded.model, test, today()).passed());
  facts.proof = engine::prove(*loaded.model, proof_options());
  if (!loaded.model->profiles.empty())
    facts.matrix = matrix_of(*loaded.model, engine::usual_matrix(*loaded.model), proof_options());
  for (auto& finding : facts.proof.findings) loaded.diagnostics.push_back(finding);
  facts.warnings = warnings_of(loaded);
  return facts;
}

/// Adds what the log says about the guideline up to its version. Returns `findings` if a line is signed by somebody
/// unknown.
int add_releases(report::GuidelineFacts& facts, const std::string& version, const PrintOptions& options,
                 const Output& output) {
  const std::string path = rules_name(options.rules).path, file = records::file_name(path);
  const auto log = sound_log(path, output);
  const Trust trust(options.trust, output);
  for (const auto& release : log.releases) {
    if (release.file != file || engine::compare_versions(release.version, version) > 0) continue;
    const auto* withdrawal = withdrawal_of(log.withdrawals, release);
    const bool is_this = release.text_digest == facts.text_digest;
    facts.is_released = facts.is_released || is_this;
    facts.releases.push_back(release);
    facts.signed_by.push_back(signed_by(release, trust));
    if (withdrawal == nullptr) continue;
    const std::string why = fmt::format("on {}: {}", withdrawal->date, withdrawal->note);
    facts.releases.back().note += fmt::format("{}withdrawn {}", release.note.empty() ? "" : "; ", why);
    if (is_this) facts.withdrawn = why;
  }
  if (const auto* latest = latest_usable(log, file);
      latest != nullptr && engine::compare_versions(latest->version, version) > 0)
    facts.later = fmt::format("version {}, on {}", latest->version, latest->date);
  warn_of_lines(log, path, output);
  return check_signers(log, path, trust, output);
}

}  // namespace

int print(const PrintOptions& options, const Output& output) {
  if (options.rules == "-" && !options.trust.empty())
    stop(output, wrong_usage, "--trust is about the log beside a file, and standard input has none");
  FileRoles files;
  files.read_guideline(options.rules);
  files.read(options.trust, "the trusted keys");
  files.write(options.output, FileRoles::Product::document, "-o");
  stop_at_conflict(files, output);
  const bool html = wants_html(options, output);
  Loaded loaded = load(options.rules, output, true);
  if (!loaded.model) {
    for (const auto& diagnostic : loaded.diagnostics)
      output.err << grammar::render(diagnostic, *loaded.source, output.color_err) << "\n";
    return loaded.status;
  }
  auto facts = facts_of(loaded);
  const int status = options.rules == "-" ? fine : add_releases(facts, loaded.model->version, options, output);
  const auto document = report::guideline_document(*loaded.model, facts);
  const std::string text = html ? report::to_html(document) : report::to_markdown(document);
  if (options.output.empty() || options.output == "-") {
    output.out << text << std::flush;
    return status;
  }
  records::AtomicFile file(options.output);
  auto error = file.open();
  if (!error) error = file.write(text);
  if (!error) error = file.commit();
  if (error) stop(output, file_trouble, error->message);
  return status;
}

}  // namespace spanne::cli
