// Which texts stand in CSV as they are: asked of every text of every row.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "records/cells/word_table.hpp"
#include "records/csv/csv.hpp"
#include "records/results/results.hpp"

namespace spanne::records {
namespace {

// g++ and clang know vectors of every processor's; Highway has none of those that all x86 processors have, and to
// choose between others would take longer than a look at a short text.
using Sixteen [[gnu::vector_size(16)]] = std::uint8_t;
using Two [[gnu::vector_size(16)]] = std::uint64_t;

/// Letter by letter, whether one of them is among csv_signs.
bool any_special(std::string_view text) {
  static constexpr auto special = [] {
    std::array<bool, 256> result{};
    for (const char c : csv_signs) result[static_cast<unsigned char>(c)] = true;
    return result;
  }();
  return std::any_of(text.begin(), text.end(), [](char c) { return special[static_cast<unsigned char>(c)]; });
}

Sixteen load_sixteen(const char* text) {
  Sixteen letters;
  std::memcpy(&letters, text, sizeof letters);
  return letters;
}

/// The same of sixteen letters at once. All control characters count as special here, so that what is found has to be
/// looked at once more.
bool may_be_special(Sixteen letters) {
  const auto found = (letters == ',') | (letters == ';') | (letters == '"') | (letters < ' ');
  const auto halves = reinterpret_cast<Two>(found);
  return (halves[0] | halves[1]) != 0;
}

/// Nearly all texts are short: of those below sixteen letters, two halves that overlap.
bool may_hold_special(std::string_view text) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  if (text.size() < 8) return true;
  if (text.size() < 16) return may_be_special(reinterpret_cast<Sixteen>(Two{load_eight(begin), load_eight(end - 8)}));
  for (const char* at = begin; at + 16 < end; at += 16)
    if (may_be_special(load_sixteen(at))) return true;
  return may_be_special(load_sixteen(end - 16));
}

/// Whether a spreadsheet may run a text that begins so, or take the blank away. Signs of full width begin with EF.
bool is_risky(char first) {
  return first == ' ' || first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' ||
         first == '\xEF';
}

}  // namespace

bool is_bare(std::string_view text) {
  if (text.empty()) return true;
  if (is_risky(text.front()) || text.back() == ' ') return false;
  return !(may_hold_special(text) && any_special(text));
}

}  // namespace spanne::records
