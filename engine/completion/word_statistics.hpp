// WordStatistics counts which word follows which in a text: its author's habits, by which completions are ranked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/tokens/tokens.hpp"

namespace spanne::engine {

class WordStatistics {
 public:
  WordStatistics() = default;
  /// Numbers count as one word, texts as one, days as one. The first word of a line follows that of the line above.
  void add(const std::vector<grammar::Token>& tokens, std::string_view text);

  /// The words before a place, as they are counted.
  struct Before {
    std::uint32_t last = 0, second = 0;
  };
  Before before(const std::vector<grammar::Token>& tokens, std::string_view text, bool fresh_line) const;

  std::uint32_t count(std::string_view word) const;
  std::uint32_t count(Before before, std::string_view word) const;       // after the last word
  std::uint32_t count_both(Before before, std::string_view word) const;  // after the last two

 private:
  std::uint32_t id_of(std::string_view word) const;  // 0: never seen
  std::uint32_t make_id(std::string_view word);

  std::unordered_map<std::string, std::uint32_t> ids_;
  std::unordered_map<std::uint64_t, std::uint32_t> counts_;
};

}  // namespace spanne::engine
