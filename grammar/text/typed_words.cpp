#include "grammar/text/typed_words.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "grammar/text/characters.hpp"
#include "grammar/tree/lookalikes.hpp"

namespace spanne::grammar {
namespace {

using HiddenKind = HiddenCharacter::Kind;

std::string_view what_it_does(HiddenKind kind) {
  switch (kind) {
    case HiddenKind::control: return "is a control character";
    case HiddenKind::reading_order: return "cannot be seen and turns the order of reading round";
    case HiddenKind::not_utf8: return "is not UTF-8";
    case HiddenKind::invisible: break;
  }
  return "cannot be seen";
}

std::string anew(std::string_view words) {
  return is_unseen(words) ? std::string() : fmt::format("type it anew: {}", words);
}

/// Blanks of other widths become ordinary ones.
std::string with_usual_blanks(std::string_view name) {
  std::string result;
  for (const char32_t letter : letters(name)) result += is_blank(letter) ? std::string(" ") : utf8(letter);
  return result;
}

}  // namespace

std::optional<WordsFault> hidden_fault(std::string_view words) {
  const auto hidden = find_hidden(words);
  if (!hidden) return std::nullopt;
  const std::size_t place = 1 + character_count(words.substr(0, hidden->offset));
  return WordsFault{fmt::format("character {} {} ({})", place, what_it_does(hidden->kind), code_of(*hidden)),
                    anew(without_hidden(words))};
}

std::optional<WordsFault> alphabet_fault(std::string_view words) {
  const auto stray = stray_letter(words);
  if (!stray || stray->all_alike) return std::nullopt;
  std::string message = fmt::format("\"{}\" mixes two alphabets: its {} (U+{:04X}) is a {} letter", words,
                                    utf8(stray->letter), static_cast<unsigned>(stray->letter), stray->alphabet);
  if (!stray->latin.empty()) message += fmt::format(" that looks like {}", stray->latin);
  const std::string plain = in_latin_letters(words);
  return WordsFault{std::move(message), plain.empty() ? "type it in one alphabet" : anew(plain)};
}

std::optional<WordsFault> name_fault(std::string_view name) {
  if (auto fault = hidden_fault(name)) return fault;
  std::size_t place = 0;
  for (const char32_t letter : letters(name)) {
    ++place;
    if (letter != U' ' && is_blank(letter))
      return WordsFault{
          fmt::format("character {} is not an ordinary blank (U+{:04X})", place, static_cast<unsigned>(letter)),
          anew(with_usual_blanks(name))};
  }
  return alphabet_fault(name);
}

std::optional<WordsFault> lookalike_fault(std::string_view words) {
  const auto stray = stray_letter(words);
  if (!stray || !stray->all_alike) return std::nullopt;
  return WordsFault{fmt::format("\"{}\" is written in {} letters, all of which look Latin", words, stray->alphabet),
                    ""};
}

bool names_somebody(std::string_view name) {
  const auto is_punctuation = [](char32_t code) {
    if (code < 0x80) return std::isalnum(static_cast<int>(code)) == 0;
    return code < 0xC0 || (code >= 0x2000 && code < 0x2070) || (code >= 0x3000 && code < 0x3040);
  };
  const std::u32string all = letters(without_hidden(name));
  return !std::all_of(all.begin(), all.end(), is_punctuation);
}

}  // namespace spanne::grammar
