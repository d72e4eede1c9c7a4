// Who in a portfolio moves between two versions.
#pragma once

#include "cli/audit.hpp"

namespace spanne::cli {

/// Both versions have been loaded; `options.accounts` is given.
int impact(const DiffOptions& options, Loaded before, Loaded after, const Output& output);

/// A version to compare: errors are shown and end the command, warnings are beside the point.
Loaded load_version(const std::string& name, const Output& output);

}  // namespace spanne::cli
