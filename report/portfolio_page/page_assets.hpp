// The style and the script of the page, which are part of the program.
#pragma once

#include <string>
#include <string_view>

namespace spanne::report {

std::string_view page_style();
std::string_view page_script();

/// "sha256-…": how a Content-Security-Policy names a text that may be used.
std::string policy_hash(std::string_view text);

}  // namespace spanne::report
