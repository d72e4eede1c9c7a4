#include "library/sensitivity.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/testing/figures.hpp"

namespace spanne::library {

std::optional<engine::Fraction> step_from_text(const std::string& text) {
  const std::string digits = text.substr(0, text.find_first_not_of("0123456789."));
  const std::string rest = text.substr(digits.size());
  const bool is_percentage = !digits.empty() && digits != "." && digits.size() <= 12 &&
                             std::count(digits.begin(), digits.end(), '.') <= 1 && (rest == "%" || rest == " %");
  if (!is_percentage) return std::nullopt;
  const engine::Fraction share = engine::number_at(digits, 0) / 100;
  if (share.sign() <= 0 || share >= engine::Fraction(1)) return std::nullopt;
  return share;
}

PlanningResult sensitivity_result(const engine::RowEvaluation& rows, const engine::Fraction& step,
                                  const std::string& step_words, const engine::Executor& executor) {
  const auto found = sensitivity_of(rows, step, executor);
  PlanningResult result;
  result.tables = {sensitivity_table(found)};
  result.summary = fmt::format(
      "A step is {} of an amount, {} of what parts a factor from 1, and the next value in the "
      "file that makes a difference for a threshold.\n",
      step_words, step_words);
  result.notes = rows.notes();
  result.rejected = found.rejected;
  return result;
}

}  // namespace spanne::library
