// `spanne release`: appends a sound version of a guideline to the log next to it.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/audit.hpp"
#include "cli/proof_options.hpp"
#include "engine/compare/compare.hpp"
#include "engine/proof/questions/prove.hpp"
#include "engine/testing/run.hpp"
#include "engine/trail/digest.hpp"
#include "grammar/text/typed_words.hpp"

namespace spanne::cli {
namespace {

void refuse_failing_tests(const Loaded& loaded, const std::string& rules, const Output& output) {
  std::vector<std::string> failed;
  for (const auto& test : loaded.model->tests)
    if (!run_test(*loaded.model, test, today()).passed()) failed.push_back(fmt::format("\"{}\"", test.title));
  if (failed.empty()) return;
  stop(output, findings, fmt::format("not released: {} fail{}", fmt::join(failed, ", "), failed.size() == 1 ? "s" : ""),
       fmt::format("spanne test {}", rules));
}

/// Shows the findings of the proofs and adds them to the others.
void add_proofs(Loaded& loaded, const Output& output) {
  const auto found = engine::prove(*loaded.model, proof_options()).findings;
  show_findings(found, *loaded.source, output);
  loaded.diagnostics.insert(loaded.diagnostics.end(), found.begin(), found.end());
}

/// Requires a rule set without findings.
Loaded sound_rules(const std::string& rules, bool accept_warnings, const Output& output) {
  Loaded loaded = load(rules, output);
  if (!loaded.source) throw Stop{loaded.status};
  if (!loaded.model) stop(output, findings, "not released: a guideline with errors cannot be released");
  refuse_failing_tests(loaded, rules, output);
  add_proofs(loaded, output);
  if (grammar::has_errors(loaded.diagnostics))
    stop(output, findings, "not released: a guideline that does not keep what it promises cannot be released");
  if (!warnings_of(loaded).empty() && !accept_warnings)
    stop(output, findings, "not released: a guideline with warnings is released only where they are accepted",
         "mend what they point at, or add --accept-warnings, and the log keeps them");
  return loaded;
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

/// The line of a guideline that may be released, but for what the log tells.
engine::Release line_of(const Loaded& loaded, const std::string& rules) {
  engine::Release next;
  next.file = records::file_name(rules);
  next.version = loaded.model->version;
  next.text = loaded.source->text();
  next.digest = engine::canonical_digest(next.text);
  next.text_digest = loaded.digest;
  next.warnings = warnings_of(loaded);
  return next;
}

void require_plain_name(const std::string& rules, const Output& output) {
  if (const auto fault = grammar::hidden_fault(records::file_name(rules)))
    stop(output, wrong_usage, "the rule file's name: " + fault->message, "give the file another name");
}

/// Checks a release against those before it, and notes what it changes.
void follow(engine::Release& next, const records::ReleaseLog& log, const Loaded& loaded, const std::string& rules,
            const Output& output) {
  if (const auto refused = refusal(log.releases, next, loaded.model->supersedes))
    stop(output, findings, "not released: " + refused->message, refused->help);
  next.changes = changes(log, rules, *loaded.model, output);
}

/// The field in which a prepared release is not what this program makes of the guideline; empty if there is none.
std::string different_field(const engine::Release& prepared, const engine::Release& again) {
  if (prepared.file != again.file) return "another file name";
  if (prepared.text != again.text) return "another text";
  if (prepared.changes != again.changes) return "other changes";
  if (prepared.warnings != again.warnings) return "other warnings";
  return prepared.engine != again.engine ? "another version of the program" : "";
}

}  // namespace

int release(const ReleaseOptions& options, const Output& output) {
  engine::Release next;
  describe(next, options, output);
  require_plain_name(options.rules, output);
  require_place_of_log(options.rules, output);
  const auto keys = keys_of_approvers(options, output);
  const Loaded loaded = sound_rules(options.rules, options.accept_warnings, output);
  engine::Release made = line_of(loaded, options.rules);
  static_cast<engine::LogLine&>(made) = next;
  return enter(std::move(made), options, keys, output, [&](records::AnyLine& line, const records::ReleaseLog& log) {
    follow(std::get<engine::Release>(line), log, loaded, options.rules, output);
  });
}

int enter_release(const engine::Release& prepared, const EntryArguments& arguments, const Output& output) {
  const Loaded loaded = sound_rules(arguments.rules, !prepared.warnings.empty(), output);
  engine::Release made = line_of(loaded, arguments.rules);
  made.engine = SPANNE_VERSION;
  return enter_prepared(prepared, arguments, output, [&](records::AnyLine& line, const records::ReleaseLog& log) {
    follow(made, log, loaded, arguments.rules, output);
    const std::string field = different_field(std::get<engine::Release>(line), made);
    if (!field.empty())
      stop(output, findings,
           fmt::format("not released: the prepared line has {} than {} gives now", field, arguments.rules),
           "prepare it again, and have it signed again");
  });
}

}  // namespace spanne::cli
