// `spanne verify`: whether anything has been changed since it was released.
#include <algorithm>
#include <fmt/format.h>

#include "cli/audit.hpp"
#include "cli/receipt.hpp"
#include "engine/audit/digest.hpp"
#include "grammar/parse.hpp"
#include "records/signing_keys.hpp"

namespace spanne::cli {
namespace {

using engine::Release;
using records::ReleaseLog;

std::vector<records::TrustedKey> trusted_keys(const std::string& path, const Output& output) {
  auto read = records::read_trusted_keys(path);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::KeyError>(&read)) stop(output, findings, error->message, error->help);
  return std::get<std::vector<records::TrustedKey>>(std::move(read));
}

/// What the text calls its version, even where the rest of it is broken.
std::optional<std::string> version_of(const std::string& name, const std::string& text) {
  const grammar::Source source(name, text);
  const auto parsed = grammar::parse(source);
  if (!parsed.tree.ruleset) return std::nullopt;
  return parsed.tree.ruleset->version.text;
}

/// Tells how the text at hand stands to what was released.
int compare(const std::string& text, const ReleaseLog& log, const VerifyOptions& options, const Output& output) {
  const std::string file = records::file_name(options.file), path = records::log_path(options.file);
  const std::string digest = engine::digest(text);
  const auto place = [&](const Release& one) { return &one - log.releases.data() + 1; };
  for (const auto& one : log.releases) {
    if (one.file != file || one.text_digest != digest) continue;
    output.out << fmt::format("{}: version {} as released on {}, approved by {} (line {} of {})\n", options.file,
                              one.version, one.date, one.approved_by, place(one), path);
    return fine;
  }
  const Release* latest = latest_of(log.releases, file);
  const auto version = version_of(options.file, text);
  const Release* released = version ? release_of(log.releases, file, *version) : latest;
  if (released == nullptr) {
    output.err << fmt::format("error: {}: version {} has not been released; the latest release is {}\n", options.file,
                              *version, latest->version);
    return findings;
  }
  const bool same_meaning = engine::canonical_digest(text) == released->digest;
  output.err << fmt::format("error: {}: this is not version {} as it was released on {} (line {} of {}){}\n",
                            options.file, released->version, released->date, place(*released), path,
                            same_meaning ? "; only layout or comments differ" : "")
             << first_difference(released->text, text, "released", "here");
  return findings;
}

}  // namespace

int check_signers(const ReleaseLog& log, const std::string& rules_path, const std::string& trust,
                  const Output& output) {
  const auto keys = trusted_keys(trust, output);
  const std::string path = records::log_path(rules_path);
  const auto trusted = [&](const Release& one) {
    return std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return key.public_key == one.signer; });
  };
  const auto first = std::find_if(log.releases.begin(), log.releases.end(), trusted);
  int status = fine;
  for (auto one = log.releases.begin(); one != log.releases.end(); ++one) {
    const bool covered = one < first && first != log.releases.end() && one->signer.empty();
    if (covered || trusted(*one)) continue;
    output.err << fmt::format("error: {}: line {} (version {}) {}\n", path, one - log.releases.begin() + 1,
                              one->version,
                              one->signer.empty() ? "is not signed" : "is signed with a key that is not in " + trust);
    status = findings;
  }
  if (status == fine && first != log.releases.begin())
    output.out << fmt::format("{}: signed since line {}; its signature covers the lines before it\n", path,
                              first - log.releases.begin() + 1);
  return status;
}

int verify(const VerifyOptions& options, const Output& output) {
  auto text = records::read_file(options.file, largest_rule_file);
  if (const auto* error = std::get_if<records::FileError>(&text)) stop(output, file_trouble, error->message);
  if (std::get<std::string>(text).starts_with("{") || options.file.ends_with(".json"))
    return verify_receipt(options, std::get<std::string>(text), output);
  const auto log = sound_log(options.file, output);
  const std::string file = records::file_name(options.file);
  if (latest_of(log.releases, file) == nullptr) stop(output, findings, not_released(file, log));
  const int signers = options.trust.empty() ? fine : check_signers(log, options.file, options.trust, output);
  output.out << fmt::format("{}: {} release{}, every line whole and in its place{}\n", records::log_path(options.file),
                            log.releases.size(), log.releases.size() == 1 ? "" : "s",
                            options.trust.empty() || signers != fine ? "" : ", signed by trusted keys");
  return std::max(signers, compare(std::get<std::string>(text), log, options, output));
}

}  // namespace spanne::cli
