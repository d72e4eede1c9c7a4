// A line typed on the terminal that nobody beside it can read.
#pragma once

#include <optional>
#include <ostream>
#include <string>

namespace spanne::cli {

/// Asks a question on `terminal` and reads a line from standard input, with the echo turned off before anybody can
/// begin to type; without its line break. The terminal is left as it was, also by a signal such as that of Ctrl-C,
/// which then ends the program as usual. Returns nullopt if the input ends or the echo cannot be turned off.
std::optional<std::string> hidden_line(const std::string& question, std::ostream& terminal);

}  // namespace spanne::cli
