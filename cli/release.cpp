// `spanne release`: appends a sound version of a guideline to the log next to it.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/audit.hpp"
#include "cli/file_roles.hpp"
#include "cli/proof_options.hpp"
#include "cli/rules_text.hpp"
#include "cli/secret_keys.hpp"
#include "cli/typed_names.hpp"
#include "engine/compare/compare.hpp"
#include "engine/proof/questions/prove.hpp"
#include "engine/testing/run.hpp"
#include "engine/trail/digest.hpp"
#include "grammar/text/typed_words.hpp"

namespace spanne::cli {
namespace {

void refuse_failing_tests(const Loaded& loaded, const ReleaseOptions& options, const Output& output) {
  std::vector<std::string> failed;
  for (const auto& test : loaded.model->tests)
    if (!run_test(*loaded.model, test, today()).passed()) failed.push_back(fmt::format("\"{}\"", test.title));
  if (failed.empty()) return;
  stop(output, findings, fmt::format("not released: {} fail{}", fmt::join(failed, ", "), failed.size() == 1 ? "s" : ""),
       fmt::format("spanne test {}", options.rules));
}

/// Shows the findings of the proofs and adds them to the others.
void add_proofs(Loaded& loaded, const Output& output) {
  const auto found = engine::prove(*loaded.model, proof_options()).findings;
  show_findings(found, *loaded.source, output);
  loaded.diagnostics.insert(loaded.diagnostics.end(), found.begin(), found.end());
}

/// Requires a rule set without findings.
Loaded sound_rules(const ReleaseOptions& options, const Output& output) {
  Loaded loaded = load(options.rules, output);
  if (!loaded.source) throw Stop{loaded.status};
  if (!loaded.model) stop(output, findings, "not released: a guideline with errors cannot be released");
  refuse_failing_tests(loaded, options, output);
  add_proofs(loaded, output);
  if (grammar::has_errors(loaded.diagnostics))
    stop(output, findings, "not released: a guideline that does not keep what it promises cannot be released");
  if (!warnings_of(loaded).empty() && !options.accept_warnings)
    stop(output, findings, "not released: a guideline with warnings is released only where they are accepted",
         "mend what they point at, or add --accept-warnings, and the log keeps them");
  return loaded;
}

/// The log is next to the guideline. If the guideline is reached through a link from another folder, a second log would
/// begin there.
void require_place_of_log(const std::string& rules, const Output& output) {
  if (rules_name(rules).source != RulesName::Source::file || records::is_special(rules))
    stop(output, wrong_usage, "only a file can be released, because the log lies beside it", "spanne release RULES");
  const std::string target = records::link_target(rules);
  if (records::identity_of(records::folder_of(target)) != records::identity_of(records::folder_of(rules)))
    stop(output, wrong_usage, fmt::format("{} is a link to {}, beside which its log lies", rules, target),
         fmt::format("spanne release {}", target));
}

void keep_files_apart(const ReleaseOptions& options, const Output& output) {
  FileRoles files;
  files.read(options.rules, "the guideline");
  for (const std::string& key : options.sign) files.read(key, "the secret key");
  files.write(records::log_path(options.rules), FileRoles::Product::log, "the guideline or the key");
  stop_at_conflict(files, output);
}

/// What differs in meaning from the previous release.
std::vector<std::string> changes(const records::ReleaseLog& log, const std::string& path, const engine::Model& model,
                                 const Output& output) {
  const auto* latest = latest_of(log.releases, records::file_name(path));
  if (latest == nullptr) return {"first release"};
  const Loaded before = load(fmt::format("release:{}:{}", latest->version, path), output, true);
  if (before.status == file_trouble) throw Stop{file_trouble};
  if (!before.model)
    return {fmt::format("version {} can no longer be read, so that nothing is compared", latest->version)};
  return sentences(compare(*before.model, model));
}

/// The new log is written to a new file: other links would still lead to the old one.
void refuse_second_name(const std::string& path, const Output& output) {
  if (records::name_count(path) > 1)
    stop(output, file_trouble,
         fmt::format("{} has a second name (a hard link), which would not get the new line", path),
         "remove the second name, or make it a symbolic link");
}

void append(const records::ReleaseLog& log, const engine::Release& release, const std::string& path,
            const Output& output) {
  records::AtomicFile file(path);
  auto error = file.open();
  if (!error) error = file.write(log.text);
  if (!error) error = file.write(records::to_line(release));
  if (!error) error = file.commit();
  if (error) stop(output, file_trouble, error->message);
}

}  // namespace

int release(const ReleaseOptions& options, const Output& output) {
  engine::Release next;
  next.approved_by = name_of_person(output, "--approved-by", options.approved_by);
  if (next.approved_by.empty()) stop(output, wrong_usage, "somebody has to approve a release", "--approved-by NAME");
  next.note = line_of_text(output, "--note", options.note);
  next.file = records::file_name(options.rules);
  if (const auto fault = grammar::hidden_fault(next.file))
    stop(output, wrong_usage, "the rule file's name: " + fault->message, "give the file another name");
  require_place_of_log(options.rules, output);
  keep_files_apart(options, output);
  const auto keys = secret_keys(options, output);
  const std::string key = keys.empty() ? std::string() : keys.front();
  const Loaded loaded = sound_rules(options, output);
  next.version = loaded.model->version;
  next.text = loaded.source->text();
  next.digest = engine::canonical_digest(next.text);
  next.text_digest = loaded.digest;
  next.warnings = warnings_of(loaded);
  next.engine = SPANNE_VERSION;

  const std::string path = records::log_path(options.rules);
  records::FolderLock lock;
  if (const auto error = lock.hold(path)) stop(output, file_trouble, error->message);
  next.date = to_text(today_in_utc());  // taken this late because midnight may pass while waiting for another release
  const records::ReleaseLog log = sound_log(options.rules, output);
  refuse_second_name(path, output);
  if (const auto refused = refusal(log.releases, next, loaded.model->supersedes))
    stop(output, findings, "not released: " + refused->message, refused->help);
  next.changes = changes(log, options.rules, *loaded.model, output);
  records::seal(next, log, key);
  append(log, next, path, output);
  write_line(output.out,
             fmt::format("released {} version {} on {} (UTC), approved by {}{}: line {} of {}", next.file, next.version,
                         next.date, next.approved_by, key.empty() ? "" : ", signed", log.releases.size() + 1, path));
  for (const auto& change : next.changes) write_line(output.out, "  " + change);
  return fine;
}

}  // namespace spanne::cli
