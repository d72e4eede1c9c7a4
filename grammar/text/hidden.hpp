// Hidden characters of rule text: in texts, in comments and at line breaks that only some programs see.
#pragma once

#include <string_view>

#include "grammar/text/diagnostic.hpp"

namespace spanne::grammar {

/// Adds a message for each line and kind of hidden character: control characters are errors (E0109), what turns the
/// order of reading round (W0272) and what cannot be seen (W0273) are warnings. Lines of which an E0109 has been told
/// are passed over.
void tell_hidden_characters(std::string_view text, Diagnostics& diagnostics);

}  // namespace spanne::grammar
