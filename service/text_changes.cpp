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

std::uint32_t PlacesAfter::of(std::uint32_t offset) {
  for (; passed_ < changes_.size() && changes_[passed_].span.begin < offset; ++passed_) {
    added_ += static_cast<std::uint32_t>(changes_[passed_].text.size());
    removed_ += changes_[passed_].span.end - changes_[passed_].span.begin;
  }
  return offset + added_ - removed_;
}

}  // namespace spanne::service
