// A release: one version of a guideline, as it was approved, in a log that can only grow.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/trail/schemes.hpp"

namespace spanne::engine {

/// One line of the log. Texts are UTF-8, digests 64 hexadecimal digits, keys and signatures base64; what is not there
/// is empty.
struct Release {
  Schemes schemes = current_schemes;
  std::string file;         // name of the rule file, without its folder
  std::string version;      // "2.1.0"
  std::string digest;       // of the canonical text
  std::string text_digest;  // of the text
  std::string previous;     // digest of the whole line before; empty for the first line
  std::string date;         // "2026-07-01", UTC
  std::string approved_by, note;
  std::vector<std::string> changes;   // what differs in meaning from the release before, a sentence each
  std::vector<std::string> warnings;  // what check found and the approver accepted
  std::string engine;                 // version of the program
  std::string signer;                 // public key
  std::string text;                   // the released text itself
  std::string line_digest;            // of everything above, as it stands in the log
  std::string signature;              // of the line's digest, by the signer
};

/// Number by number: 2.10.0 is above 2.9.3. Both are of three numbers, as the grammar reads them.
std::strong_ordering compare_versions(std::string_view a, std::string_view b);

/// Whether it is a day that exists, as logs and receipts write it: "2026-07-01".
bool is_logged_day(std::string_view text);

/// The latest release of a rule file; null where there is none.
const Release* latest_of(const std::vector<Release>& releases, std::string_view file);
/// Of all rule files the release with the latest day, of several the last; null where there is none.
const Release* latest_dated(const std::vector<Release>& releases);
/// The release of one version of a rule file; null where there is none.
const Release* release_of(const std::vector<Release>& releases, std::string_view file, std::string_view version);

/// Why something is not done, and what to do instead.
struct Refusal {
  std::string message, help;
};

/// Whether `next` may follow what is released already: versions rise, a released version stays as it is, and days do
/// not go back. `supersedes` is what its header says, if it says so.
std::optional<Refusal> refusal(const std::vector<Release>& earlier, const Release& next,
                               const std::optional<std::string>& supersedes);

}  // namespace spanne::engine
