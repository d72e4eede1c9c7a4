// What the files typed after `spanne diff` are: guidelines or accounts.
#pragma once

#include "cli/audit.hpp"

namespace spanne::cli {

/// Whether RULES OLD.csv NEW.csv was typed, which leads to a bridge, and not OLD NEW ACCOUNTS. Throws Stop where the
/// files fit neither, where one of them can be taken for both, and where an option asks for the other one.
bool asks_for_bridge(const DiffOptions& options, const Output& output);

}  // namespace spanne::cli
