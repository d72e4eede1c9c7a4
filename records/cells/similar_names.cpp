#include "records/cells/similar_names.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utf8.h>
#include <vector>

#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"

namespace spanne::records {
namespace {

struct FoldedName {
  const std::string* name;
  std::u32string letters;
  bool has_digits = false;
};

FoldedName fold(const std::string& name) {
  FoldedName result{&name, {}, name.find_first_of("0123456789") != std::string::npos};
  const std::string text = folded(name);
  if (is_utf8(text)) utf8::utf8to32(text.begin(), text.end(), std::back_inserter(result.letters));
  return result;
}

/// One letter replaced, missing or added, within a word: "Team A" and "Team B" are two on purpose.
bool differ_in_one_letter(const std::u32string& a, const std::u32string& b) {
  const auto& [shorter, longer] = std::minmax(a, b, [](const auto& x, const auto& y) { return x.size() < y.size(); });
  if (longer.size() - shorter.size() > 1) return false;
  const auto [left, right] = std::mismatch(shorter.begin(), shorter.end(), longer.begin());
  const auto rest = shorter.size() == longer.size() && left != shorter.end() ? left + 1 : left;
  const auto other = right == longer.end() ? right : right + 1;
  const bool follows = right != longer.begin() && *(right - 1) != U' ',
             precedes = other != longer.end() && *other != U' ';
  if (!follows && !precedes) return false;
  return std::equal(rest, shorter.end(), other, longer.end());
}

}  // namespace

void SimilarNames::add(std::string_view name) {
  if (is_full_ || name.empty() || names_.contains(name)) return;
  names_.emplace(std::string(name));
  if (names_.size() <= max_names) return;
  is_full_ = true;
  names_.clear();
}

void SimilarNames::merge(const SimilarNames& more) {
  for (const std::string& name : more.names_) add(name);
  if (!more.is_full_) return;
  is_full_ = true;
  names_.clear();
}

std::string SimilarNames::note(std::string_view attribute, bool one_letter) const {
  constexpr std::size_t listed = 3, fewest_letters = 5;
  std::vector<FoldedName> folded_names;
  for (const std::string& name : names_) folded_names.push_back(fold(name));
  std::sort(folded_names.begin(), folded_names.end(), [](const auto& a, const auto& b) { return *a.name < *b.name; });
  std::vector<std::string> pairs;
  for (auto a = folded_names.begin(); a != folded_names.end(); ++a)
    for (auto b = a + 1; b != folded_names.end(); ++b) {
      const bool same = a->letters == b->letters;
      const bool may_be_slip = one_letter && !a->has_digits && !b->has_digits &&
                               std::min(a->letters.size(), b->letters.size()) >= fewest_letters;
      if (!same && !(may_be_slip && differ_in_one_letter(a->letters, b->letters))) continue;
      pairs.push_back(fmt::format("\"{}\" and \"{}\" differ only in {}", shown(*a->name), shown(*b->name),
                                  same ? "case" : "one letter"));
    }
  if (pairs.empty()) return {};
  const auto end = pairs.begin() + static_cast<std::ptrdiff_t>(std::min(pairs.size(), listed));
  return fmt::format("{}: {}{}; do they mean the same?", attribute, fmt::join(pairs.begin(), end, ", "),
                     pairs.size() > listed ? fmt::format(" and {} more pairs", pairs.size() - listed) : "");
}

}  // namespace spanne::records
