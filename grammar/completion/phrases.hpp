// The words and signs of the language as somebody writes them, several words that belong together in one. Where each of
// them fits is not said here: the readers are asked (expected.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace spanne::grammar {

struct CompletionPhrase {
  /// Where it is tried: a word that begins a statement only where a line begins, so that fewer have to be read.
  enum class Where : std::uint8_t { anywhere, line_begin, after_number } where = Where::anywhere;
  std::string_view text;
  std::string_view follow = {};  // what the readers want to see after it before they know it
};

/// In the order in which they are suggested where nothing else decides. Those of files of scenarios come in addition.
std::span<const CompletionPhrase> completion_phrases();
std::span<const CompletionPhrase> scenario_phrases();

}  // namespace spanne::grammar
