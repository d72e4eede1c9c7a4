#include "records/tables/total_words.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

constexpr std::array<std::string_view, 22> total_words{
    "total",   "totals", "totaal", "totale",   "totalt",    "totaux",  "subtotal", "sum",
    "sums",    "summe",  "summa",  "gesamt",   "insgesamt", "somme",   "suma",     "razem",
    "łącznie", "ogółem", "celkem", "összesen", "итого",     "ergebnis"};
/// Long words are made of these: Zwischensumme, Gesamttotal, Gesamtergebnis.
constexpr std::array<std::string_view, 4> total_endings{"summe", "total", "ergebnis", "gesamt"};
/// Words beside them that name no account.
constexpr std::array<std::string_view, 6> small_words{"grand", "sub", "général", "generale", "overall", "all"};

bool is_total_word(std::string_view word) {
  if (std::find(total_words.begin(), total_words.end(), word) != total_words.end()) return true;
  return std::any_of(total_endings.begin(), total_endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

/// How words for totals begin and end, the ASCII ones.
constexpr std::array<std::string_view, 9> beginnings{"tot", "sub", "sum", "ges", "ins", "som", "raz", "cel", "erg"};
constexpr std::array<std::string_view, 4> endings{"mme", "tal", "nis", "amt"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// Calls `take` with each word of a folded text.
template <class Take>
void each_word(std::string_view text, const Take& take) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end > at) take(text.substr(at, end - at));
    at = end + 1;
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

template <std::size_t Count>
bool is_any(const std::array<std::string_view, Count>& parts, const char* at) {
  const std::array<char, 3> letters{lower(at[0]), lower(at[1]), lower(at[2])};
  const std::string_view part(letters.data(), letters.size());
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

/// False for nearly every cell that is no total's, without folding it: no word begins or ends like one for a total.
bool may_name_total(std::string_view cell) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= cell.size(); ++at) {
    if (at < cell.size() && is_letter(lower(cell[at]))) {
      if (static_cast<unsigned char>(cell[at]) >= 0x80) return true;
      continue;
    }
    if (at - begin >= 3 && (is_any(beginnings, cell.data() + begin) || is_any(endings, cell.data() + at - 3)))
      return true;
    begin = at + 1;
  }
  return false;
}

}  // namespace

bool names_total(std::string_view cell) {
  constexpr std::size_t longest = 100;  // no total is called by a whole paragraph
  if (cell.size() > longest || !may_name_total(cell)) return false;
  const std::string text = folded(cell);
  bool named = text == "σ" || text == "∑";
  each_word(text, [&](std::string_view word) { named = named || is_total_word(word); });
  return named;
}

bool is_only_total(std::string_view cell) {
  if (!names_total(cell)) return false;
  const std::string text = folded(cell);
  bool only = true;
  each_word(text, [&](std::string_view word) {
    const bool is_small = std::find(small_words.begin(), small_words.end(), word) != small_words.end();
    only = only && (is_small || is_total_word(word) || word == "σ" || word == "∑");
  });
  return only;
}

}  // namespace spanne::records
