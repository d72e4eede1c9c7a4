#include "engine/portfolio/readings.hpp"

namespace spanne::engine {
namespace {

void add_figures(std::vector<Enclosure>& figures, const Range& lower, const Range& upper) {
  figures.push_back({lower.low, upper.low});
  figures.push_back({lower.middle(), upper.middle()});
  figures.push_back({lower.high, upper.high});
}

/// Up to 30 decimals of a number whose 30th decimal is in doubt at most.
std::string thirty_decimals(const Fraction& number) {
  constexpr std::int64_t half = 1'000'000'000'000'000;  // 15 decimals
  const Fraction size = absolute(number) * half;
  Fraction first = size.floor();
  Fraction second = ((size - first) * half + Fraction::ratio(1, 2)).floor();
  if (second == Fraction(half)) first += 1, second = 0;
  const std::string whole = (first / half).floor().to_text();
  std::string digits =
      (first - (first / half).floor() * half + half).to_text().substr(1) + (second + half).to_text().substr(1);
  digits.erase(digits.find_last_not_of('0') + 1);
  const std::string text = digits.empty() ? whole : whole + "." + digits;
  return number.sign() < 0 && text != "0" ? "-" + text : text;
}

}  // namespace

std::pair<Range, Range> settled_bounds(const Subtotal& sum) {
  std::pair<Range, Range> bounds{sum.effort, sum.inexact ? sum.inexact->effort : sum.effort};
  if (!sum.inexact) return bounds;
  if (const auto low = sum.inexact->low.settled()) bounds.first.low = bounds.second.low = *low;
  if (const auto high = sum.inexact->high.settled()) bounds.first.high = bounds.second.high = *high;
  return bounds;
}

std::vector<Enclosure> result_figures(const Subtotal& sum) {
  std::vector<Enclosure> figures;
  const InexactSums* upper = sum.inexact.get();
  add_figures(figures, sum.effort, upper != nullptr ? upper->effort : sum.effort);
  if (!sum.parts) return figures;
  for (KindId kind = 0; kind < sum.parts->kinds.size(); ++kind)
    add_figures(figures, sum.parts->kinds[kind], upper != nullptr ? upper->kinds[kind] : sum.parts->kinds[kind]);
  add_figures(figures, sum.parts->limit, upper != nullptr ? upper->limit : sum.parts->limit);
  return figures;
}

Enclosure minus(const Enclosure& sum, const Fraction& part) { return {sum.low - part, sum.high - part}; }

bool has_exact_text(const Enclosure& sum) { return sum.is_exact() && is_computable(sum.low); }

std::string exact_text(const Enclosure& sum) {
  return has_exact_text(sum) ? sum.low.to_exact_text() : thirty_decimals(sum.middle());
}

std::string marked_exact_text(const Enclosure& sum) { return (has_exact_text(sum) ? "" : "≈ ") + exact_text(sum); }

}  // namespace spanne::engine
