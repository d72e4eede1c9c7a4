// Text as it stands in HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace spanne::report {

/// One line; hidden characters as marks, what means something in HTML escaped.
std::string escaped_html(std::string_view text);

}  // namespace spanne::report
