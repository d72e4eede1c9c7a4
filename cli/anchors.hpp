// Anchors are what somebody kept of a log, so that nobody can cut off its end unnoticed: the digest of a line, or
// receipts.
#pragma once

#include "cli/audit.hpp"
#include "cli/signers.hpp"

namespace spanne::cli {

/// Whether the log has what `--expect` and `--at-least` name; reports on `err` what it lacks. A line that was expected
/// and is there has been seen before by whoever trusts the keys.
int check_anchors(const records::ReleaseLog& log, const VerifyOptions& options, Trust& trust, const Output& output);

}  // namespace spanne::cli
