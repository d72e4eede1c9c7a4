// Edit distance with swapped neighbours, on letters folded to what people confuse least.
#include "grammar/text/nearest.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace spanne::grammar {
namespace {

std::string folded(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> letters{
      {{"ß", "ss"}, {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}}};
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char byte = name[i];
    if (byte == ' ' || byte == '-' || byte == '_') continue;
    const auto is_here = [&](const auto& letter) { return name.substr(i).starts_with(letter.first); };
    if (const auto found = std::find_if(letters.begin(), letters.end(), is_here); found != letters.end()) {
      result += found->second;
      ++i;  // each of them has two bytes
    } else {
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
    }
  }
  return result;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

// Names of people, values and columns are short; what is longer is no slip of the pen.
constexpr std::size_t longest = 100;

}  // namespace

std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates) {
  const std::string wanted = folded(typed);
  if (wanted.empty() || wanted.size() > longest) return std::nullopt;
  std::optional<std::string> best;
  std::size_t least = 1 + std::max<std::size_t>(1, wanted.size() / 3);
  for (const auto& candidate : candidates) {
    const std::string other = folded(candidate);
    if (other.empty() || other.size() > longest) continue;
    const std::size_t longer = std::max(wanted.size(), other.size()), shorter = std::min(wanted.size(), other.size());
    if (longer - shorter >= least) continue;  // so many edits it takes at least, and comparing takes long
    const std::size_t edits = distance(wanted, other);
    if (edits < least && edits < other.size()) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string>& candidates) {
  const auto near = nearest(typed, candidates);
  return near ? "; did you mean " + *near + "?" : std::string();
}

}  // namespace spanne::grammar
