// Trust is the set of public keys a user trusts, and what they say about the lines of a log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "records/trail/releases.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::cli {

/// The keys of a `--trust` file; empty without one.
class Trust {
 public:
  /// Throws Stop if the file contains anything but public keys and a programme. `file` may be empty.
  Trust(const std::string& file, const Output& output);

  bool given() const { return !file_.empty(); }
  const std::string& file() const { return file_; }
  const records::TrustFile& keys() const { return keys_; }
  /// The key in base64; null if it is not trusted.
  const records::TrustedKey* key(const std::string& public_key) const;

  /// That the lines up to this one were seen before, as whoever kept the digest of it knows (`--expect`, or `seen:` in
  /// the file): what a key signed in them counts although it was revoked later.
  void have_seen(std::size_t line) { seen_ = line; }
  bool has_seen(std::size_t line) const { return line <= seen_ || line <= keys_.seen.line; }

 private:
  std::string file_;
  records::TrustFile keys_;
  std::size_t seen_ = 0;
};

/// Whether a key may sign for a rule file.
bool may_sign_for(const records::TrustedKey& key, const std::string& file);

/// A key in words, "the key of Jane Doe (y0jwQKQe9/fI)": its name in the trust file and its beginning, because two keys
/// may have the same name.
std::string whose_key(const records::TrustedKey& key);

/// The trusted keys that signed a line, as above, "… and …"; empty if none did.
std::string whose_keys(const engine::LogLine& line, const Trust& trust);

/// The text for a table cell: "no", "yes (y0jwQKQe9/fI)" if nothing is trusted, "Jane Doe (y0jwQKQe9/fI)", or that the
/// key is unknown; one after the other where several signed.
std::string signed_by(const engine::LogLine& line, const Trust& trust);

/// Whether every line is signed with keys that are trusted for it, as many as the policy asks for; reports on `err`
/// those that are not, and warns of those signed with one person's key and approved by another, which a policy forbids.
/// Lines from before signing began are covered by the first signature, which binds everything before it. Returns `fine`
/// if nothing is trusted.
int check_signers(const records::ReleaseLog& log, const std::string& rules_path, const Trust& trust,
                  const Output& output);

/// Shows on `out` whose key signed which lines, or, if nothing is trusted, that this could be shown.
void show_signers(const records::ReleaseLog& log, const std::string& rules_path, const Trust& trust,
                  const Output& output);

}  // namespace spanne::cli
