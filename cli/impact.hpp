// The command `spanne diff OLD NEW ACCOUNTS`: which accounts get something else under the new version.
#pragma once

#include "cli/audit.hpp"

namespace spanne::cli {

/// Requires that both versions have been loaded and `options.accounts` is given.
int impact(const DiffOptions& options, Loaded before, Loaded after, const Output& output);

/// Loads a version to compare: errors are shown and end the command, warnings are left out.
Loaded load_version(const std::string& name, const Output& output);

}  // namespace spanne::cli
