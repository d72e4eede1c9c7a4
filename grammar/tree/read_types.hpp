// Types of attributes, and lists of alternative texts.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// `"Umsatz (EUR)" or "Revenue"`: any of these. `what` they are, after which `word`.
std::vector<Text> read_alternatives(Reader& reader, std::string_view what, std::string_view word);

TypeUse read_type(Reader& reader);

}  // namespace spanne::grammar
