// TextChanges are what is put in place of parts of one text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/source.hpp"

namespace spanne::service {

struct TextChange {
  grammar::TextSpan span;
  std::string text;
};

/// From top to bottom, none over another; changes that touch become one.
using TextChanges = std::vector<TextChange>;

/// Puts changes in order. Of several at one place, those come first that were added first.
TextChanges in_order(TextChanges changes);

std::string changed_text(std::string_view text, const TextChanges& changes);

/// Where a place of the text lies after the changes: one at the beginning of a change, at the beginning of what stands
/// there then. None lies inside.
std::uint32_t place_after(std::uint32_t offset, const TextChanges& changes);

}  // namespace spanne::service
