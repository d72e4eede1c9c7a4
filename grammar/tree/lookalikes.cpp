#include "grammar/tree/lookalikes.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <unordered_map>
#include <utility>

namespace spanne::grammar {
namespace {

// ---------------------------------------------------------------------------------------------- letters

struct Replacement {
  std::u32string_view from, to;  // letter by letter
};
// Letters that most fonts draw alike. Source: Unicode Technical Standard 39, confusables; those of names in use.
constexpr Replacement alike[] = {
    {U"\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04BB\u0501\u051B\u051D\u04CF\u0433\u043A"
     U"\u0410\u0412\u0415\u0417\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u04C0"
     U"\u050C",  // Cyrillic
     U"aeopcyxijshdqwlrkABE3KMHOPCTYXlJSlG"},
    {U"\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03B1\u03B3\u03B9"
     U"\u03BA\u03BD\u03BF\u03C1\u03C5\u03C7\u03B2\u03C9\u03F2\u03F3",  // Greek
     U"ABEZHlKMNOPTYXayikvopux\u00DFwcj"},
    {U"\u0131\u0251\u0261\u01C0I10",  // Latin and digits
     U"iaglllO"},
};

struct Accent {
  char32_t mark;
  std::u32string_view composed, plain;  // letter by letter
};
// Canonical decompositions of the Unicode Character Database, U+00C0 to U+017F.
constexpr Accent accents[] = {
    {U'\u0300', U"ÀÈÌÒÙàèìòù", U"AEIOUaeiou"},
    {U'\u0301', U"ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹź", U"AEIOUYaeiouyCcLlNnRrSsZz"},
    {U'\u0302', U"ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ", U"AEIOUaeiouCcGgHhJjSsWwYy"},
    {U'\u0303', U"ÃÑÕãñõĨĩŨũ", U"ANOanoIiUu"},
    {U'\u0304', U"ĀāĒēĪīŌōŪū", U"AaEeIiOoUu"},
    {U'\u0306', U"ĂăĔĕĞğĬĭŎŏŬŭ", U"AaEeGgIiOoUu"},
    {U'\u0307', U"ĊċĖėĠġİŻż", U"CcEeGgIZz"},
    {U'\u0308', U"ÄËÏÖÜäëïöüÿŸ", U"AEIOUaeiouyY"},
    {U'\u030A', U"ÅåŮů", U"AaUu"},
    {U'\u030B', U"ŐőŰű", U"OoUu"},
    {U'\u030C', U"ČčĎďĚěĽľŇňŘřŠšŤťŽž", U"CcDdEeLlNnRrSsTtZz"},
    {U'\u0327', U"ÇçĢģĶķĻļŅņŖŗŞşŢţ", U"CcGgKkLlNnRrSsTt"},
    {U'\u0328', U"ĄąĘęĮįŲų", U"AaEeIiUu"},
};

/// A letter without its accent, and the accent; 0 if there is none.
std::pair<char32_t, char32_t> parted(char32_t letter) {
  if (letter >= 0xC0 && letter < 0x180)
    for (const Accent& accent : accents)
      if (const auto at = accent.composed.find(letter); at != std::u32string_view::npos)
        return {accent.plain[at], accent.mark};
  return {letter, 0};
}

constexpr char32_t replaced(char32_t letter) {
  for (const auto& [from, to] : alike)
    if (const auto at = from.find(letter); at != std::u32string_view::npos) return to[at];
  // Bold, italic and other letters of mathematics: 52 of each style.
  if (letter >= 0x1D400 && letter < 0x1D6A4) {
    const char32_t place = (letter - 0x1D400) % 52;
    return place < 26 ? U'A' + place : U'a' + (place - 26);
  }
  if ((letter >= 0xFF21 && letter <= 0xFF3A) || (letter >= 0xFF41 && letter <= 0xFF5A)) return letter - 0xFEE0;
  return letter;
}

// ---------------------------------------------------------------------------------------------- alphabets

struct AlphabetRange {
  char32_t first, last;
  std::string_view alphabet;
};
// Alphabets whose letters are taken for one another's. Chinese and Japanese names mix with Latin letters as they like.
constexpr AlphabetRange alphabets[] = {{U'A', U'Z', "Latin"},          {U'a', U'z', "Latin"},
                                       {0x1C0, 0x1C3, "phonetic"},     {0x251, 0x251, "phonetic"},
                                       {0x261, 0x261, "phonetic"},     {0xC0, 0x24F, "Latin"},
                                       {0x250, 0x2AF, "Latin"},        {0x370, 0x3FF, "Greek"},
                                       {0x400, 0x52F, "Cyrillic"},     {0x530, 0x58F, "Armenian"},
                                       {0x590, 0x5FF, "Hebrew"},       {0x600, 0x6FF, "Arabic"},
                                       {0x10A0, 0x10FF, "Georgian"},   {0x13A0, 0x13FF, "Cherokee"},
                                       {0x1C80, 0x1C8F, "Cyrillic"},   {0x1D00, 0x1DBF, "phonetic"},
                                       {0x1E00, 0x1EFF, "Latin"},      {0x1F00, 0x1FFF, "Greek"},
                                       {0x212A, 0x212B, "letterlike"}, {0x2160, 0x217F, "Roman numeral"},
                                       {0x2C80, 0x2CFF, "Coptic"},     {0xA4D0, 0xA4FF, "Lisu"},
                                       {0xA640, 0xA69F, "Cyrillic"},   {0xFB00, 0xFB06, "ligature"},
                                       {0xFF21, 0xFF5A, "full-width"}, {0x1D400, 0x1D7FF, "mathematical"}};

std::string_view alphabet_of(char32_t letter) {
  for (const auto& [first, last, alphabet] : alphabets)
    if (letter >= first && letter <= last) return alphabet;
  return {};
}

// ---------------------------------------------------------------------------------------------- names

class Names {
 public:
  explicit Names(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Names of one family are told apart by their spelling only. The names stay where they are as long as this.
  void begin_family() { family_.clear(); }

  void add(std::string_view name, TextSpan span) {
    if (mixes(name, span)) return;
    const auto [place, fresh] = family_.try_emplace(looks(name), Entry{name, span});
    if (fresh || place->second.name == name) return;
    diagnostics_.push_back({"W0271",
                            Severity::warning,
                            span,
                            fmt::format("{} looks like another name, but is spelt with other characters", name),
                            "give one of the two a name that cannot be mistaken",
                            {{place->second.span, "the other one"}}});
  }

 private:
  struct Entry {
    std::string_view name;
    TextSpan span;
  };

  bool mixes(std::string_view name, TextSpan span) {
    std::string_view first;
    for (const char32_t letter : letters(name)) {
      const std::string_view alphabet = alphabet_of(letter);
      if (first.empty()) first = alphabet;
      if (alphabet.empty() || alphabet == first) continue;
      const bool latin = alphabet == "Latin";
      const auto foreign = latin ? first_of(name, first) : letter;
      diagnostics_.push_back(
          {"W0270",
           Severity::warning,
           span,
           fmt::format("{} mixes two alphabets: its {} is a {} letter", name, utf8(foreign), latin ? first : alphabet),
           in_latin_letters(name).empty() ? "write it in one alphabet" : in_latin_letters(name),
           {}});
      return true;
    }
    return false;
  }

  static char32_t first_of(std::string_view name, std::string_view alphabet) {
    const auto all = letters(name);
    return *std::find_if(all.begin(), all.end(), [&](char32_t one) { return alphabet_of(one) == alphabet; });
  }

  Diagnostics& diagnostics_;
  std::unordered_map<std::string, Entry> family_;
};

void warn_of_names(const SyntaxTree& tree, Diagnostics& diagnostics) {
  Names names(diagnostics);
  for (const auto& attribute : tree.attributes) names.add(attribute.name.text, attribute.name.span);
  for (const auto& define : tree.defines) names.add(define.name.text, define.name.span);
  if (tree.ruleset)
    for (const auto& kind : tree.ruleset->kinds) names.add(kind.name.text, kind.name.span);
  for (const auto& table : tree.tables)
    for (const auto& head : table.outcomes)
      if (head.name) names.add(head.name->text, head.name->span);
  names.begin_family();
  for (const auto& cluster : tree.clusters) names.add(cluster.name.text, cluster.name.span);
  names.begin_family();
  for (const auto& profile : tree.profiles) names.add(profile.name.text, profile.name.span);
  names.begin_family();
  for (const auto& rule : tree.rules)
    if (rule.name) names.add(rule.name->text, rule.name->span);
  for (const auto& table : tree.tables) names.add(table.name.text, table.name.span);
  for (const auto& attribute : tree.attributes) {
    names.begin_family();
    for (const auto& value : attribute.type.values) names.add(value.text, value.span);
  }
}

// ---------------------------------------------------------------------------------------------- what people type

/// The letters of one word, or of several; those of no alphabet are left out.
struct Alphabets {
  std::u32string latin, foreign;
  std::string_view foreign_alphabet;
  bool several = false;  // more than one that is not Latin

  void add(char32_t letter) {
    const std::string_view alphabet = alphabet_of(letter);
    if (alphabet.empty() || (alphabet == "Greek" && replaced(letter) == letter)) return;
    if (alphabet == "Latin") {
      latin += letter;
      return;
    }
    several = several || (!foreign.empty() && alphabet != foreign_alphabet);
    foreign_alphabet = alphabet;
    foreign += letter;
  }
  bool mixed() const { return several || (!latin.empty() && !foreign.empty()); }
  bool all_look_latin() const {
    return std::all_of(foreign.begin(), foreign.end(), [](char32_t letter) { return replaced(letter) != letter; });
  }
  StrayLetter stray(bool all_alike) const {
    const char32_t letter = several ? foreign.back() : foreign.front();
    const char32_t latin_one = replaced(letter);
    return {letter, alphabet_of(letter), latin_one == letter ? std::string() : utf8(latin_one), all_alike};
  }
};

bool parts_words(char32_t letter) {
  const bool ascii_letter = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
  return (letter < 0xC0 && !ascii_letter) || (letter >= 0x2000 && letter < 0x2070) || letter == 0x3000;
}

/// The first word of a line that mixes alphabets in a text or in the comment, where no name is told.
std::optional<TextSpan> mixed_word(std::string_view text, TextSpan line) {
  bool quoted = false, comment = false;
  Alphabets word;
  std::uint32_t begin = line.begin;
  for (std::uint32_t at = line.begin; at < line.end;) {
    const char32_t letter = letters(text.substr(at, 4)).front();
    const std::uint32_t next = at + static_cast<std::uint32_t>(utf8(letter).size());
    if (parts_words(letter)) {
      if (word.mixed()) return TextSpan{begin, at};
      word = {}, begin = next;
      quoted = quoted != (letter == U'"' && !comment);
      comment = comment || (letter == U'#' && !quoted);
    } else if (quoted || comment) {
      word.add(letter);
    }
    at = next;
  }
  return word.mixed() ? std::optional<TextSpan>({begin, line.end}) : std::nullopt;
}

void warn_of_words(std::string_view text, TextSpan line, Diagnostics& diagnostics) {
  const auto span = mixed_word(text, line);
  if (!span) return;
  const std::string_view word = text.substr(span->begin, span->end - span->begin);
  const std::string latin = in_latin_letters(word);
  diagnostics.push_back({"W0270",
                         Severity::warning,
                         *span,
                         fmt::format("{} mixes two alphabets: its {} is a {} letter", word,
                                     utf8(stray_letter(word)->letter), stray_letter(word)->alphabet),
                         latin.empty() ? "write it in one alphabet" : "",
                         {}});
  if (!latin.empty()) diagnostics.back().set_help(latin);
}

}  // namespace

std::u32string letters(std::string_view text) {
  std::u32string result;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t letter = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      letter = (letter << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    result += letter;
    i += length;
  }
  return result;
}

std::string utf8(char32_t letter) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (letter < 0x80) return {byte(letter)};
  if (letter < 0x800) return {byte(0xC0 | letter >> 6), byte(0x80 | (letter & 0x3F))};
  if (letter < 0x10000)
    return {byte(0xE0 | letter >> 12), byte(0x80 | (letter >> 6 & 0x3F)), byte(0x80 | (letter & 0x3F))};
  return {byte(0xF0 | letter >> 18), byte(0x80 | (letter >> 12 & 0x3F)), byte(0x80 | (letter >> 6 & 0x3F)),
          byte(0x80 | (letter & 0x3F))};
}

std::string in_latin_letters(std::string_view text) {
  std::string latin;
  for (const char32_t letter : letters(text)) {
    const std::string_view alphabet = alphabet_of(letter);
    const char32_t other = alphabet == "Latin" || alphabet.empty() ? letter : replaced(letter);
    if (other == letter && alphabet != "Latin" && !alphabet.empty()) return {};
    latin += utf8(other);
  }
  return latin;
}

std::optional<StrayLetter> stray_letter(std::string_view text) {
  Alphabets all, word;
  for (const char32_t letter : letters(text)) {
    if (parts_words(letter)) word = {};
    word.add(letter);
    all.add(letter);
    if (word.mixed()) return word.stray(false);
  }
  if (all.foreign.empty() || !all.all_look_latin()) return std::nullopt;
  return all.stray(all.latin.empty() && !all.several);
}

std::string looks(std::string_view name) {
  std::string result;
  for (const char32_t letter : letters(name)) {
    const auto [plain, mark] = parted(letter);
    result += utf8(replaced(plain));
    if (mark != 0) result += utf8(mark);
  }
  return result;
}

std::string decomposed(std::string_view text) {
  std::string result;
  for (const char32_t letter : letters(text)) {
    const auto [plain, mark] = parted(letter);
    result += utf8(plain);
    if (mark != 0) result += utf8(mark);
  }
  return result;
}

void warn_of_lookalikes(std::string_view text, const SyntaxTree& tree, Diagnostics& diagnostics) {
  warn_of_names(tree, diagnostics);
  const auto is_foreign = [](char byte) {
    return static_cast<unsigned char>(byte) >= 0xC6;
  };  // no accented Latin letter
  for (std::size_t at = 0; at < text.size();) {
    const auto found = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_foreign);
    if (found == text.end()) return;
    const auto place = static_cast<std::size_t>(found - text.begin());
    const std::size_t begin = text.rfind('\n', place) + 1, end = std::min(text.find('\n', place), text.size());
    warn_of_words(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, diagnostics);
    at = end;
  }
}

}  // namespace spanne::grammar
