#include "engine/compare/pairing.hpp"

#include <algorithm>
#include <map>

namespace spanne::engine {
namespace {

class Matcher {
 public:
  Matcher(const std::vector<Features>& old_ones, const std::vector<Features>& new_ones)
      : old_(old_ones), new_(new_ones), pairs_(old_ones.size()), taken_(new_ones.size()) {}

  Pairing run() {
    by_text(&Features::name);
    by_text(&Features::content);
    by_likeness();
    return std::move(pairs_);
  }

 private:
  void join(std::size_t old_one, std::size_t new_one) {
    pairs_[old_one] = new_one;
    taken_[new_one] = true;
  }

  /// Pairs statements with equal texts, the first with the first.
  void by_text(std::string Features::*text) {
    std::multimap<std::string, std::size_t> places;
    for (std::size_t i = 0; i < new_.size(); ++i)
      if (!taken_[i] && !(new_[i].*text).empty()) places.emplace(new_[i].*text, i);
    for (std::size_t i = 0; i < old_.size(); ++i) {
      if (pairs_[i]) continue;
      const auto found = places.find(old_[i].*text);
      if (found == places.end()) continue;
      join(i, found->second);
      places.erase(found);
    }
  }

  int likeness(const Features& a, const Features& b) const {
    int sum = 0;
    for (std::size_t i = 0; i < a.parts.size() && i < b.parts.size(); ++i)
      if (!a.parts[i].text.empty() && a.parts[i].text == b.parts[i].text) sum += a.parts[i].weight;
    return sum;
  }

  struct Candidate {
    int likeness;
    std::size_t distance, old_one, new_one;
  };

  void by_likeness() {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < old_.size(); ++i)
      for (std::size_t j = 0; j < new_.size() && !pairs_[i]; ++j)
        if (const int like = taken_[j] ? 0 : likeness(old_[i], new_[j]); like >= enough_likeness)
          candidates.push_back({like, i < j ? j - i : i - j, i, j});
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      if (a.likeness != b.likeness) return a.likeness > b.likeness;
      if (a.distance != b.distance) return a.distance < b.distance;
      return a.old_one != b.old_one ? a.old_one < b.old_one : a.new_one < b.new_one;
    });
    for (const Candidate& candidate : candidates)
      if (!pairs_[candidate.old_one] && !taken_[candidate.new_one]) join(candidate.old_one, candidate.new_one);
  }

  const std::vector<Features>& old_;
  const std::vector<Features>& new_;
  Pairing pairs_;
  std::vector<bool> taken_;
};

}  // namespace

Pairing pair_up(const std::vector<Features>& old_ones, const std::vector<Features>& new_ones) {
  return Matcher(old_ones, new_ones).run();
}

std::vector<bool> moved(const Pairing& pairs) {
  // The longest increasing run of new positions has stayed in place; all other statements have moved.
  std::vector<std::size_t> tails;  // tails[n]: the old statement that ends the best run of length n + 1
  std::vector<std::optional<std::size_t>> before(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!pairs[i]) continue;
    const auto place = std::lower_bound(tails.begin(), tails.end(), *pairs[i],
                                        [&](std::size_t index, std::size_t value) { return *pairs[index] < value; });
    if (place != tails.begin()) before[i] = *(place - 1);
    if (place == tails.end())
      tails.push_back(i);
    else
      *place = i;
  }
  std::vector<bool> result(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) result[i] = pairs[i].has_value();
  if (tails.empty()) return result;
  for (std::optional<std::size_t> stayed = tails.back(); stayed; stayed = before[*stayed]) result[*stayed] = false;
  return result;
}

}  // namespace spanne::engine
