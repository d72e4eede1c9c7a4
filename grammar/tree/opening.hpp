// Files that are no rule files: too large, not text, not UTF-8, or something else altogether.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/text/diagnostic.hpp"

namespace spanne::grammar {

/// An error that concerns the file as a whole.
Diagnostic refusal(std::string code, TextSpan span, std::string message, std::string help);

/// What makes a text no rule file at all, or nothing.
std::optional<Diagnostic> unusable(std::string_view text);
/// The same, and what makes a whole file something else than rules.
std::optional<Diagnostic> no_rule_file(std::string_view text);

}  // namespace spanne::grammar
