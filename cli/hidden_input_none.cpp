// In builds that cannot keep a terminal from showing what is typed: nothing is asked for.
#include "cli/hidden_input.hpp"

namespace spanne::cli {

std::optional<std::string> hidden_line(const std::string&, std::ostream&) { return std::nullopt; }

}  // namespace spanne::cli
