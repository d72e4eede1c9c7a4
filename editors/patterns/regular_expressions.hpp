// Pieces of the regular expressions that editors use. They have to be read by Oniguruma and by JavaScript alike.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::editors {

// Names have letters of any script, at which \b does not end a word everywhere.
constexpr std::string_view name_begins = R"((?<![\p{L}\p{N}_]))";
constexpr std::string_view name_ends = R"((?![\p{L}\p{N}_]))";
constexpr std::string_view name_pattern = R"([\p{L}_][\p{L}\p{M}\p{N}_]*)";

inline std::string concat(std::initializer_list<std::string_view> parts) {
  std::string made;
  for (const std::string_view part : parts) made += part;
  return made;
}

/// One of the words, as a whole. Longer words first: the first alternative that fits is taken.
template <class Range>
std::string any_word_of(const Range& range) {
  std::vector<std::string> words(range.begin(), range.end());
  std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::string made;
  for (const std::string& word : words) made += (made.empty() ? "" : "|") + word;
  return concat({name_begins, "(?:", made, ")", name_ends});
}

}  // namespace spanne::editors
