// How VS Code treats brackets, comments, names and new lines in rule files.
#pragma once

#include <string>

namespace spanne::editors {

/// A JSON document.
std::string language_configuration();

}  // namespace spanne::editors
