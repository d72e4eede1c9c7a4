// A Release is one version of a guideline as it was approved, recorded in an append-only log; a Withdrawal takes one
// back.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/trail/log_line.hpp"

namespace spanne::engine {

struct Release : LogLine {
  std::string file;                   // name of the rule file, without its folder
  std::string version;                // "2.1.0"
  std::string digest;                 // of the canonical text
  std::string text_digest;            // of the text
  std::vector<std::string> changes;   // what differs in meaning from the previous release, one sentence each
  std::vector<std::string> warnings;  // warnings of the checker that the approvers accepted
  std::string text;                   // the released text itself
};

/// From its day on the version must not be used any more; the note says why.
struct Withdrawal : LogLine {
  std::string file, version;
};

/// Compares versions number by number: 2.10.0 is above 2.9.3. Both must have three numbers, which the grammar ensures.
std::strong_ordering compare_versions(std::string_view a, std::string_view b);

/// Whether a text is an existing day as logs and receipts write it: "2026-07-01".
bool is_logged_day(std::string_view text);

/// The latest release of a rule file; returns null if there is none.
const Release* latest_of(const std::vector<Release>& releases, std::string_view file);
/// The release of one version of a rule file; returns null if there is none.
const Release* release_of(const std::vector<Release>& releases, std::string_view file, std::string_view version);

/// The line that withdraws a release; returns null if there is none.
const Withdrawal* withdrawal_of(const std::vector<Withdrawal>& withdrawals, const Release& release);

/// The release in a line of the log, counted from 1; returns null if that line releases nothing.
const Release* release_in_line(const std::vector<Release>& releases, std::size_t line);

/// The latest release of a rule file that was in force on a day ("2026-07-01"): released by then, and not withdrawn.
/// Returns null if there was none.
const Release* in_force(const std::vector<Release>& releases, const std::vector<Withdrawal>& withdrawals,
                        std::string_view file, std::string_view day);

/// Why something is refused, and what to do instead.
struct Refusal {
  std::string message, help;
};

/// Checks whether `next` may follow the earlier releases: versions must rise, and a released version must not change.
/// `supersedes` is the version its header names, if any. Returns nullopt if it may.
std::optional<Refusal> refusal(const std::vector<Release>& earlier, const Release& next,
                               const std::optional<std::string>& supersedes);

/// Checks that the day of `next` is not before that of `latest`, the line with the latest day.
std::optional<Refusal> refuse_going_back(const LogLine& latest, const LogLine& next);

}  // namespace spanne::engine
