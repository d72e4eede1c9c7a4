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

/// Where places of the text lie after the changes. None lies inside a change; one at the beginning of a change lies at
/// the beginning of what stands there then.
class PlacesAfter {
 public:
  explicit PlacesAfter(const TextChanges& changes) : changes_(changes) {}
  /// Asked in ascending order, so that all of them take time linear in the changes.
  std::uint32_t of(std::uint32_t offset);

 private:
  const TextChanges& changes_;
  std::size_t passed_ = 0;
  std::uint32_t added_ = 0, removed_ = 0;  // bytes, by the changes that have been passed
};

}  // namespace spanne::service
