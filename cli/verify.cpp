// `spanne verify`: checks whether anything has changed since the release.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/anchors.hpp"
#include "cli/audit.hpp"
#include "cli/evidence.hpp"
#include "cli/file_roles.hpp"
#include "cli/receipt.hpp"
#include "cli/signers.hpp"
#include "engine/explain/words.hpp"
#include "engine/trail/digest.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::cli {
namespace {

using engine::Release;
using records::ReleaseLog;

/// The version a text names in its header, even if the rest of it is broken.
std::optional<std::string> version_of(const std::string& name, const std::string& text) {
  const grammar::Source source(name, text);
  const auto parsed = grammar::parse(source);
  if (!parsed.tree.ruleset) return std::nullopt;
  return parsed.tree.ruleset->version.text;
}

/// Reports which release the text is, who approved it, and whether there is a later one.
void show_release(const Release& release, const ReleaseLog& log, const Trust& trust, const VerifyOptions& options,
                  const Output& output) {
  const std::string path = records::log_path(options.file);
  const std::string keys = whose_keys(release, trust);
  write_line(output.out, fmt::format("{}: version {} as released on {}, approved by {}{} (line {} of {})", options.file,
                                     release.version, release.date, approvers(release),
                                     keys.empty() ? "" : ", signed with " + keys, release.number, path));
  if (const std::string taken_back = withdrawn(log, options.file, release); !taken_back.empty())
    write_line(output.err, fmt::format("warning: {}: {}", options.file, taken_back));
  if (const std::string later = later_release(log, options.file, release.version); !later.empty())
    write_line(output.err, fmt::format("warning: {}: {}", options.file, later));
}

/// Reports how the text differs from what was released.
int compare(const std::string& text, const ReleaseLog& log, const Trust& trust, const VerifyOptions& options,
            const Output& output) {
  const std::string file = records::file_name(options.file), path = records::log_path(options.file);
  const std::string digest = engine::digest(text);
  for (const auto& release : log.releases) {
    if (release.file != file || release.text_digest != digest) continue;
    show_release(release, log, trust, options, output);
    return fine;
  }
  const Release* latest = latest_of(log.releases, file);
  const auto version = version_of(options.file, text);
  const Release* released = version ? release_of(log.releases, file, *version) : latest;
  if (released == nullptr) {
    show_error(output, fmt::format("{}: version {} has not been released; the latest release is {}", options.file,
                                   *version, latest->version));
    return findings;
  }
  const bool same_meaning = engine::canonical_text(text) == engine::canonical_text(released->text);
  show_error(output, fmt::format("{}: this is not version {} as it was released on {} (line {} of {}){}", options.file,
                                 released->version, released->date, released->number, path,
                                 same_meaning ? "; only layout or comments differ" : ""));
  output.err << first_difference(released->text, text, "released", "here");
  return findings;
}

/// "4 releases, 1 withdrawal and 1 policy".
std::string what_it_has(const ReleaseLog& log) {
  std::string text = engine::counted(log.releases.size(), "release");
  if (!log.withdrawals.empty()) text += ", " + engine::counted(log.withdrawals.size(), "withdrawal");
  if (log.policies.size() == 1) text += ", 1 policy";
  if (log.policies.size() > 1) text += fmt::format(", {} policies", log.policies.size());
  return text;
}

/// The policy in force, and what to keep to notice if lines are cut off.
void show_state(const ReleaseLog& log, const std::string& path, int status, const Output& output) {
  if (const auto* policy = policy_for(log.policies, log.lines + 1))
    write_line(output.out, fmt::format("{}: policy since line {}: {}{}", path, policy->number, in_words(*policy),
                                       policy->programme.empty() ? "" : ", programme " + policy->programme));
  if (status != fine) return;  // what is in doubt is not kept
  write_line(output.out, fmt::format("{}: keep --expect {}:{} to see whether lines were cut off", path, log.lines,
                                     digest_of_line(log, log.lines)));
}

int verify_guideline(const VerifyOptions& options, const std::string& text, const Output& output) {
  if (options.demands_signed)
    stop(output, wrong_usage, fmt::format("--signed is about a receipt, and {} is none", options.file),
         "spanne verify RULES --trust KEYS demands that every release is signed");
  const auto log = sound_log(options.file, output);
  const std::string path = records::log_path(options.file);
  const std::string file = records::file_name(options.file);
  const bool is_released = latest_of(log.releases, file) != nullptr;
  if (!is_released && log.policies.empty())
    stop(output, findings,
         version_of(options.file, text) ? not_released(file, log)
                                        : fmt::format("{} is neither a guideline nor a receipt", options.file));
  Trust trust(options.trust, output);
  const int anchors = check_anchors(log, options, trust, output);
  const int lines = check_lines(log, options.file, output);
  const int signers = check_signers(log, options.file, trust, output);
  write_line(output.out, fmt::format("{}: {}, every line whole and in its place{}", path, what_it_has(log),
                                     trust.given() && signers == fine ? ", signed by trusted keys" : ""));
  show_signers(log, options.file, trust, output);
  const int status = std::max({anchors, lines, signers});
  show_state(log, path, status, output);
  if (is_released) return std::max(status, compare(text, log, trust, options, output));
  show_error(output, not_released(file, log));
  return findings;
}

}  // namespace

int verify(const VerifyOptions& options, const Output& output) {
  if (options.file.empty() == options.archive.empty())
    stop(output, wrong_usage, options.file.empty() ? "verify: FILE is missing" : "verify takes a file or an archive",
         "spanne verify FILE, or spanne verify --archive FOLDER");
  const bool has_anchors = !options.expect.empty() || !options.at_least.empty();
  if (has_anchors && (!options.archive.empty() || is_evidence(options.file)))
    stop(output, wrong_usage, "--expect and --at-least are about one log, and this is an archive",
         "spanne verify RULES, or seen: LINE:DIGEST in the file of trusted keys");
  if (is_evidence(options.file)) return verify_evidence(options, output);
  FileRoles sources;
  sources.read(options.file, "which is to be checked");
  if (!options.file.empty() && options.file != "-")
    sources.read(records::log_path(options.file), "its log of releases");
  sources.read(options.trust, "the trusted keys");
  for (const std::string& receipt : options.at_least) sources.read(receipt, "a receipt");
  stop_if_answered_into(std::move(sources), output);
  if (!options.archive.empty()) return verify_archive(options, output);
  auto text = records::read_file(options.file, largest_rule_file);
  if (const auto* error = std::get_if<records::FileError>(&text)) stop(output, file_trouble, error->message);
  if (!std::get<std::string>(text).starts_with("{") && !options.file.ends_with(".json"))
    return verify_guideline(options, std::get<std::string>(text), output);
  if (has_anchors)
    stop(output, wrong_usage, "--expect and --at-least are about a log, and this is a receipt",
         "spanne verify RULES, or seen: LINE:DIGEST in the file of trusted keys");
  return verify_receipt(options, std::get<std::string>(text), output);
}

}  // namespace spanne::cli
