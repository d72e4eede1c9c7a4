// Names and texts that users type, and that others are to read and to trust.
#pragma once

#include <string>

#include "cli/commands.hpp"

namespace spanne::cli {

/// One line in which every character is visible; throws Stop if the text is none. `option` names it in messages.
std::string line_of_text(const Output& output, const std::string& option, const std::string& typed);

/// A person's name that cannot be mistaken for another; empty if it names nobody. Throws Stop.
std::string name_of_person(const Output& output, const std::string& option, const std::string& typed);

}  // namespace spanne::cli
