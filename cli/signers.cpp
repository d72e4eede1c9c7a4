#include "cli/signers.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/tree/lookalikes.hpp"

namespace spanne::cli {

using engine::Release;
using records::ReleaseLog;
using records::TrustedKey;

namespace {

constexpr std::size_t shown_of_a_key = 12;

std::string beginning_of(const std::string& public_key) { return public_key.substr(0, shown_of_a_key); }

/// "line 2" or "lines 2–5", counted from 1; `end` is one past the last.
std::string lines_between(std::size_t begin, std::size_t end) {
  return end - begin == 1 ? fmt::format("line {}", end) : fmt::format("lines {}–{}", begin + 1, end);
}

}  // namespace

Trust::Trust(const std::string& file, const Output& output) : file_(file) {
  if (file.empty()) return;
  auto read = records::read_trust_file(file);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::KeyError>(&read)) stop(output, findings, error->message, error->help);
  keys_ = std::get<records::TrustFile>(std::move(read));
}

const TrustedKey* Trust::signer_of(const Release& release) const {
  const auto found = std::find_if(keys_.keys.begin(), keys_.keys.end(),
                                  [&](const auto& key) { return key.public_key == release.signer; });
  return found == keys_.keys.end() ? nullptr : &*found;
}

std::string whose_key(const TrustedKey& key) {
  const std::string whose = key.name.empty() ? "a key without a name" : "the key of " + key.name;
  return fmt::format("{} ({})", whose, beginning_of(key.public_key));
}

std::string signed_by(const Release& release, const Trust& trust) {
  if (release.signer.empty()) return "no";
  if (!trust.given()) return fmt::format("yes ({})", beginning_of(release.signer));
  const auto* key = trust.signer_of(release);
  if (key == nullptr) return fmt::format("unknown key ({})", beginning_of(release.signer));
  return key->name.empty() ? whose_key(*key) : fmt::format("{} ({})", key->name, beginning_of(key->public_key));
}

namespace {

/// Somebody may sign for somebody else, but readers of the log should know.
void warn_of_other_signers(const ReleaseLog& log, const std::string& path, const Trust& trust, const Output& output) {
  for (const Release& release : log.releases) {
    const auto* key = trust.signer_of(release);
    if (key == nullptr || key->name.empty()) continue;
    if (grammar::decomposed(key->name) == grammar::decomposed(release.approved_by)) continue;
    write_line(output.err,
               fmt::format("warning: {}: line {} (version {}) is approved by {}, but signed with {}", path,
                           &release - log.releases.data() + 1, release.version, release.approved_by, whose_key(*key)));
  }
}

/// The first line with a trusted signature, counted from 0; the number of lines if there is none.
std::size_t first_trusted(const ReleaseLog& log, const Trust& trust) {
  const auto first = std::find_if(log.releases.begin(), log.releases.end(),
                                  [&](const Release& release) { return trust.signer_of(release) != nullptr; });
  return static_cast<std::size_t>(first - log.releases.begin());
}

}  // namespace

int check_signers(const ReleaseLog& log, const std::string& rules_path, const Trust& trust, const Output& output) {
  if (!trust.given()) return fine;
  const std::string path = records::log_path(rules_path);
  const std::size_t first = first_trusted(log, trust);
  int status = fine;
  for (std::size_t i = 0; i < log.releases.size(); ++i) {
    const Release& release = log.releases[i];
    const bool covered = i < first && first < log.releases.size() && release.signer.empty();
    if (covered || trust.signer_of(release) != nullptr) continue;
    write_line(output.err,
               fmt::format("error: {}: line {} (version {}) {}", path, i + 1, release.version,
                           release.signer.empty() ? "is not signed"
                                                  : fmt::format("is signed with a key that is not in {} ({})",
                                                                trust.file(), beginning_of(release.signer))));
    status = findings;
  }
  warn_of_other_signers(log, path, trust, output);
  return status;
}

void show_signers(const ReleaseLog& log, const std::string& rules_path, const Trust& trust, const Output& output) {
  const std::string path = records::log_path(rules_path);
  const auto& all = log.releases;
  const bool any = std::any_of(all.begin(), all.end(), [](const Release& release) { return !release.signer.empty(); });
  if (!trust.given() && any)
    write_line(output.out, fmt::format("{}: there are signatures; whose they are is said with --trust KEYS", path));
  const std::size_t first = first_trusted(log, trust);
  if (first > 0 && first < all.size() && all[first - 1].signer.empty())
    write_line(output.out,
               fmt::format("{}: signed since line {}; its signature covers the lines before it", path, first + 1));
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end].signer == all[begin].signer) ++end;
    if (const auto* key = trust.signer_of(all[begin]))
      write_line(output.out, fmt::format("{}: {} signed with {}", path, lines_between(begin, end), whose_key(*key)));
  }
}

}  // namespace spanne::cli
