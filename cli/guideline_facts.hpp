// What a document says of a guideline besides its own words: tests, proofs, and what the log of releases knows.
#pragma once

#include <string>

#include "cli/commands.hpp"
#include "report/guideline.hpp"

namespace spanne::cli {

/// Runs the tests and proves; findings of the proofs are added to `loaded`.
report::GuidelineFacts guideline_facts(Loaded& loaded);

/// Adds what the log beside the guideline says up to its version; `trust`: the file of trusted keys, may be empty.
/// Returns `findings` if a line is signed by somebody unknown.
int add_releases(report::GuidelineFacts& facts, const std::string& rules, const std::string& version,
                 const std::string& trust, const Output& output);

}  // namespace spanne::cli
