// Lays a guideline's text out in its one layout.
#pragma once

#include <optional>
#include <spanne/diagnostic.hpp>
#include <spanne/export.hpp>
#include <string>

namespace spanne {

struct FormattedText {
  std::optional<std::string> text;  // nullopt if the rules cannot be read
  FindingList findings;
};

/// The words stay the same, and so does what they mean; names need not be known.
SPANNE_API FormattedText format(std::string text, std::string name = "rules");

}  // namespace spanne
