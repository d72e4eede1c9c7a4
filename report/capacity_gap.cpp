#include "report/capacity_gap.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace spanne::report {

using engine::Fraction;

namespace {

/// Both ends on one side of 0.
std::string one_sided(const Fraction& nearer, const Fraction& farther, const char* words, const SizeText& size) {
  const std::string least = size(absolute(nearer)), most = size(absolute(farther));
  if (nearer.sign() == 0) return fmt::format("up to {} {}", most, words);
  return least == most ? fmt::format("{} {}", most, words) : fmt::format("{}–{} {}", least, most, words);
}

}  // namespace

std::string capacity_gap_words(const Fraction& one_end, const Fraction& other_end, const SizeText& size) {
  const Fraction& low = std::min(one_end, other_end);
  const Fraction& high = std::max(one_end, other_end);
  if (low.sign() == 0 && high.sign() == 0) return "neither too many nor too few";
  if (low.sign() >= 0) return one_sided(low, high, "too few", size);
  if (high.sign() <= 0) return one_sided(high, low, "too many", size);
  return fmt::format("between {} too many and {} too few", size(absolute(low)), size(high));
}

std::string people_gap_words(const engine::CapacityGap& gap) {
  return both_readings(gap.people, [](const engine::PeopleGap& people) {
    return capacity_gap_words(people.low, people.high, [](const Fraction& count) { return count.to_text(); });
  });
}

}  // namespace spanne::report
