// What follows from a sum that is known within bounds only: one reading if both bounds agree, else both.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/portfolio/subtotals.hpp"

namespace spanne::engine {

/// `other` is set only if the sum is not known well enough to decide. `value` is then that of the greater effort, with
/// which nobody plans too few people.
template <class Result>
struct Readings {
  Result value;
  std::optional<Result> other;
};

/// Both readings in words: "8", or "≈ 7 or 8". `words` makes a text of one of them.
template <class Result, class Words>
std::string both_readings(const Readings<Result>& all, Words words) {
  return all.other ? "≈ " + words(*all.other) + " or " + words(all.value) : words(all.value);
}

/// The least and the greatest effort that the sum may be: exact where it can be settled.
std::pair<Range, Range> settled_bounds(const Subtotal& sum);

/// `follow` takes the effort of a group as a Range, and gives something that can be compared.
template <class Follow>
auto readings(const Subtotal& sum, Follow follow) -> Readings<decltype(follow(sum.effort))> {
  if (!sum.inexact) return {follow(sum.effort), std::nullopt};
  auto least = follow(sum.effort), greatest = follow(sum.inexact->effort);
  if (least == greatest) return {std::move(greatest), std::nullopt};
  const auto [low, high] = settled_bounds(sum);
  least = follow(low), greatest = follow(high);
  if (least == greatest) return {std::move(greatest), std::nullopt};
  return {std::move(greatest), std::move(least)};
}

/// The sums in the order of Model::result_names(): low end, middle and high end of the total; if broken down, also of
/// each kind and of the limit.
std::vector<Enclosure> result_figures(const Subtotal& sum);

/// What is known of the sum less `part`.
Enclosure minus(const Enclosure& sum, const Fraction& part);

/// Whether exact_text() is the exact value: not of a sum whose fraction would be longer than any that is computed with,
/// or that is known within bounds only.
bool has_exact_text(const Enclosure& sum);
/// The exact value as Fraction::to_exact_text has it, or up to 30 decimals.
std::string exact_text(const Enclosure& sum);
/// exact_text() for people, with ≈ before decimals that are not all.
std::string marked_exact_text(const Enclosure& sum);

}  // namespace spanne::engine
