#include "service/text_changes.hpp"

#include <algorithm>
#include <utility>

namespace spanne::service {

TextChanges in_order(TextChanges changes) {
  std::stable_sort(changes.begin(), changes.end(), [](const TextChange& a, const TextChange& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
  });
  TextChanges ordered;
  for (TextChange& change : changes) {
    if (ordered.empty() || ordered.back().span.end != change.span.begin) {
      ordered.push_back(std::move(change));
      continue;
    }
    ordered.back().span.end = change.span.end;
    ordered.back().text += change.text;
  }
  return ordered;
}

std::string changed_text(std::string_view text, const TextChanges& changes) {
  std::string made;
  std::uint32_t at = 0;
  for (const TextChange& change : changes) {
    made += text.substr(at, change.span.begin - at);
    made += change.text;
    at = change.span.end;
  }
  return made += text.substr(at);
}

std::uint32_t place_after(std::uint32_t offset, const TextChanges& changes) {
  std::uint32_t place = offset;
  for (const TextChange& change : changes) {
    if (change.span.begin >= offset) break;
    place += static_cast<std::uint32_t>(change.text.size()) - (change.span.end - change.span.begin);
  }
  return place;
}

}  // namespace spanne::service
