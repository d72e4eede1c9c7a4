// The TextMate grammar by which VS Code colours rule files until the server's semantic tokens arrive.
#pragma once

#include <string>

namespace spanne::editors {

/// A JSON document, made from the tables of words (grammar/tokens/keywords, engine/value/unit).
std::string textmate_grammar();

}  // namespace spanne::editors
