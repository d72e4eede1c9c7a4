// What content a number came from: the digest every result names.
#pragma once

#include <string>
#include <string_view>

namespace spanne::engine {

/// SHA-256 of a rule file's text, as 64 hexadecimal digits. A byte-order mark and the kind of line break do not count,
/// so a file that passed through another system keeps its digest.
std::string digest(std::string_view text);

}  // namespace spanne::engine
