// A Release is one version of a guideline as it was approved, recorded in an append-only log.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/trail/schemes.hpp"

namespace spanne::engine {

/// One line of the log. Texts are UTF-8, digests have 64 hexadecimal digits, keys and signatures are base64; an absent
/// item is empty.
struct Release {
  Schemes schemes = current_schemes;
  std::string file;         // name of the rule file, without its folder
  std::string version;      // "2.1.0"
  std::string digest;       // of the canonical text
  std::string text_digest;  // of the text
  std::string previous;     // digest of the whole line before; empty for the first line
  std::string date;         // "2026-07-01", UTC
  std::string approved_by, note;
  std::vector<std::string> changes;   // what differs in meaning from the previous release, one sentence each
  std::vector<std::string> warnings;  // warnings of the checker that the approver accepted
  std::string engine;                 // version of the program
  std::string signer;                 // public key
  std::string text;                   // the released text itself
  std::string line_digest;            // of everything above, as it is written in the log
  std::string signature;              // of the line's digest, by the signer
};

/// Compares versions number by number: 2.10.0 is above 2.9.3. Both must have three numbers, which the grammar ensures.
std::strong_ordering compare_versions(std::string_view a, std::string_view b);

/// Whether a text is an existing day as logs and receipts write it: "2026-07-01".
bool is_logged_day(std::string_view text);

/// The latest release of a rule file; returns null if there is none.
const Release* latest_of(const std::vector<Release>& releases, std::string_view file);
/// The release with the latest day among all rule files, the last one if there are several; returns null if there is
/// none.
const Release* latest_dated(const std::vector<Release>& releases);
/// The release of one version of a rule file; returns null if there is none.
const Release* release_of(const std::vector<Release>& releases, std::string_view file, std::string_view version);

/// Why something is refused, and what to do instead.
struct Refusal {
  std::string message, help;
};

/// Checks whether `next` may follow the earlier releases: versions must rise, a released version must not change, and
/// days must not go back. `supersedes` is the version its header names, if any. Returns nullopt if it may.
std::optional<Refusal> refusal(const std::vector<Release>& earlier, const Release& next,
                               const std::optional<std::string>& supersedes);

}  // namespace spanne::engine
