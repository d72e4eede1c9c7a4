// Who signed: the public keys that somebody trusts, and what they say about the lines of a log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "records/trail/releases.hpp"
#include "records/trail/signing_keys.hpp"

namespace spanne::cli {

/// The keys of a `--trust` file; none without one.
class Trust {
 public:
  /// Stops where the file holds anything but public keys. `file` may be empty.
  Trust(const std::string& file, const Output& output);

  bool given() const { return !file_.empty(); }
  const std::string& file() const { return file_; }
  /// The key a line is signed with; null where it is not signed or the key is not among them.
  const records::TrustedKey* signer_of(const engine::Release& release) const;

 private:
  std::string file_;
  std::vector<records::TrustedKey> keys_;
};

/// "the key of Jane Doe (y0jwQKQe9/fI)": the name that the trust file gives a key, and the beginning of the key, since
/// two keys may have one name.
std::string whose_key(const records::TrustedKey& key);

/// For a cell of a table: "no", "yes (y0jwQKQe9/fI)" where nothing is trusted, "Jane Doe (y0jwQKQe9/fI)", or that the
/// key is unknown.
std::string signed_by(const engine::Release& release, const Trust& trust);

/// Whether every line is signed with one of the keys; names on `err` those that are not, and those that the key of one
/// person signed and another approved, which is only a warning. Lines from before signing began are covered by the
/// first signature, which binds all that was there before it. Fine where nothing is trusted.
int check_signers(const records::ReleaseLog& log, const std::string& rules_path, const Trust& trust,
                  const Output& output);

/// Shows on `out` whose key signed which lines; where nothing is trusted, that it could be said.
void show_signers(const records::ReleaseLog& log, const std::string& rules_path, const Trust& trust,
                  const Output& output);

}  // namespace spanne::cli
