// What may be written at a place in a guideline or a file of scenarios, the likeliest first: what fits the grammar is
// found by the readers (grammar/completion), which names fit by what is declared, and their order by what the author is
// used to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/completion/declared_names.hpp"
#include "engine/completion/word_statistics.hpp"
#include "grammar/completion/writing_place.hpp"

namespace spanne::engine {

struct CompletionItem {
  enum class Kind : std::uint8_t {
    word,  // of the language
    sign,
    type,
    unit,
    attribute,
    define,  // and values of lookups
    choice_value,
    cluster,
    effort_kind,
    rule,
    result,
    function,
    text
  } kind = Kind::word;
  std::string text;         // what is put in
  std::string detail = {};  // how it is declared, its label
};

/// What is known besides the statement that is being written.
struct Surroundings {
  DeclaredNames names;
  WordStatistics statistics;
  std::vector<std::string> heads;      // of the accounts that are loaded
  std::vector<std::string> scenarios;  // names of scenarios, as texts
};

/// Of a text without `statement`, which is being written. Of a file of scenarios: the names come from `guideline`, the
/// text of the rules that it belongs to (empty where it is not known).
Surroundings surroundings(std::string_view text, grammar::TextSpan statement, grammar::FileKind file,
                          std::string_view guideline = {});

std::vector<CompletionItem> completions(const grammar::WritingPlace& place, const Surroundings& surroundings);

}  // namespace spanne::engine
