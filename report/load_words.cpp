#include "report/load_words.hpp"

namespace spanne::report {

using engine::Fraction;

namespace {

/// Beyond, 80 % and 79.99 % are the same to whoever reads it.
constexpr int most_places = 3;

bool same_side(const Fraction& a, const Fraction& b, const Fraction& edge) {
  return (a < edge) == (b < edge) && (a > edge) == (b > edge);
}

}  // namespace

std::string load_words(const engine::Enclosure& share, const engine::Model& model) {
  const Fraction percent = share.middle() * 100;
  int places = 0;
  for (; places < most_places; ++places) {
    const Fraction shown = round(percent, places);
    if (same_side(shown, percent, model.utilisation_low * 100) &&
        same_side(shown, percent, model.utilisation_high * 100))
      break;
  }
  return percent.to_text(places) + " %";
}

}  // namespace spanne::report
