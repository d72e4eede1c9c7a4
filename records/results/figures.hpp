// How results write an effort and a count.
#pragma once

#include <algorithm>
#include <string>

#include "records/results/results.hpp"

namespace spanne::records {

inline std::string text_of(const engine::Fraction& number, const FigureStyle& style) {
  std::string text = style.exact ? number.to_exact_text() : number.to_text(style.decimals);
  std::replace(text.begin(), text.end(), '.', style.decimal_mark());
  return text;
}

/// Of a sum, which may be known within bounds only. Without ≈, since cells of numbers are read by programs.
inline std::string text_of(const engine::Enclosure& sum, const FigureStyle& style) {
  if (!style.exact) return text_of(sum.middle(), style);
  std::string text = exact_text(sum);
  std::replace(text.begin(), text.end(), '.', style.decimal_mark());
  return text;
}

inline std::string text_of(const engine::Count& count) { return count ? count->to_text() : "unlimited"; }

}  // namespace spanne::records
