// Names and texts that people write, as a guideline can hold them.
#pragma once

#include <string>
#include <vector>

namespace spanne::cli {

/// Escapes a text for a guideline, with its quotation marks.
std::string quoted_for_guideline(const std::string& text);

/// A name for what people call `text`: letters, digits and `_`, no reserved word, none of `taken`. Empty letters only:
/// `otherwise`.
std::string name_for(const std::string& text, const std::string& otherwise, const std::vector<std::string>& taken);

}  // namespace spanne::cli
