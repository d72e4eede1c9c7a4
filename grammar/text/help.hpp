// How to mend a finding: text that can be pasted, or advice in words.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/source.hpp"

namespace spanne::grammar {

/// What stands after "help:". A help is text that takes the place of the culprit, unless it says otherwise: of another
/// part of the line (`in_place_of`), something to put in (`inserted`), one of several texts (`either`), a guess asked
/// as a question (`guess`), or words that are no text at all (`advice`). What has a … in it is advice, too. Texts are
/// tried by the tests: pasted, they have to be accepted.
struct Help {
  std::string shown;                 // empty: no help
  std::vector<std::string> texts;    // each may be pasted; none: the help is advice
  std::optional<TextSpan> replaced;  // what the texts take the place of; nullopt: the culprit

  Help() = default;
  Help(std::string text) : shown(std::move(text)) {  // NOLINT: nearly every help is one text
    if (!shown.empty() && shown.find("…") == std::string::npos) texts.push_back(shown);
  }
  Help(std::string_view text) : Help(std::string(text)) {}  // NOLINT
  Help(const char* text) : Help(std::string(text)) {}       // NOLINT
};

/// Words that say what to do, and cannot be pasted.
Help advice(std::string words);
/// `A, or: B`: texts that mean different things, of which the author knows the right one. Empty ones are left out.
Help either(std::initializer_list<std::string> texts);
/// `did you mean NAME?`
Help guess(const std::string& name);
/// `text` takes the place of `replaced`, which is not the culprit alone.
Help in_place_of(TextSpan replaced, Help help);
/// `text` is put in before what stands at `place`, with blanks around it.
Help inserted(std::uint32_t place, std::string text);

}  // namespace spanne::grammar
