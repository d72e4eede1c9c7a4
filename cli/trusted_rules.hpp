// Guidelines that a command uses, against the log beside them: whether they are released, signed with the keys of
// `--trust`, and in force.
#pragma once

#include "cli/commands.hpp"
#include "cli/receipt.hpp"
#include "cli/signers.hpp"

namespace spanne::cli {

/// A guideline by the name that was typed, and as it was read.
struct NamedRules {
  const std::string& typed;
  const Loaded& loaded;
};

/// Whether the logs beside the guidelines are signed with trusted keys, and what is said to be released is a release in
/// them. Reports on `err` what is not, and of a plain file as a note that it is no release. Returns `fine` if nothing
/// is trusted.
int check_trusted(const std::vector<NamedRules>& rules, const Trust& trust, const Output& output);

/// A warning where a file is a version that was withdrawn, and a note where `--as-of` names a day on which another one
/// was in force.
void note_version_in_force(const EvalOptions& options, const RuleFacts& rules, const Output& output);

}  // namespace spanne::cli
