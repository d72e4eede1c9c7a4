// `spanne verify`: checks whether anything has changed since the release.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/audit.hpp"
#include "cli/evidence.hpp"
#include "cli/file_roles.hpp"
#include "cli/receipt.hpp"
#include "cli/signers.hpp"
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
  const auto* key = trust.signer_of(release);
  write_line(output.out, fmt::format("{}: version {} as released on {}, approved by {}{} (line {} of {})", options.file,
                                     release.version, release.date, release.approved_by,
                                     key == nullptr ? "" : ", signed with " + whose_key(*key),
                                     &release - log.releases.data() + 1, path));
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
                                 released->version, released->date, released - log.releases.data() + 1, path,
                                 same_meaning ? "; only layout or comments differ" : ""));
  output.err << first_difference(released->text, text, "released", "here");
  return findings;
}

}  // namespace

int verify(const VerifyOptions& options, const Output& output) {
  if (is_evidence(options.file)) return verify_evidence(options, output);
  FileRoles sources;
  sources.read(options.file, "which is to be checked");
  if (options.file != "-") sources.read(records::log_path(options.file), "its log of releases");
  sources.read(options.trust, "the trusted keys");
  stop_if_answered_into(std::move(sources), output);
  auto text = records::read_file(options.file, largest_rule_file);
  if (const auto* error = std::get_if<records::FileError>(&text)) stop(output, file_trouble, error->message);
  if (std::get<std::string>(text).starts_with("{") || options.file.ends_with(".json"))
    return verify_receipt(options, std::get<std::string>(text), output);
  const auto log = sound_log(options.file, output);
  const std::string file = records::file_name(options.file);
  if (latest_of(log.releases, file) == nullptr)
    stop(output, findings,
         version_of(options.file, std::get<std::string>(text))
             ? not_released(file, log)
             : fmt::format("{} is neither a guideline nor a receipt", options.file));
  const Trust trust(options.trust, output);
  const int lines = check_lines(log, options.file, output);
  const int signers = check_signers(log, options.file, trust, output);
  write_line(output.out,
             fmt::format("{}: {} release{}, every line whole and in its place{}", records::log_path(options.file),
                         log.releases.size(), log.releases.size() == 1 ? "" : "s",
                         trust.given() && signers == fine ? ", signed by trusted keys" : ""));
  show_signers(log, options.file, trust, output);
  return std::max({lines, signers, compare(std::get<std::string>(text), log, trust, options, output)});
}

}  // namespace spanne::cli
