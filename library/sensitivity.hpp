// Which numbers of a guideline move the effort of a portfolio, as a result: what `sensitivity` shows.
#pragma once

#include <optional>
#include <string>

#include "engine/planning/sensitivity.hpp"
#include "library/planning_result.hpp"

namespace spanne::library {

/// The step as it is usually taken.
inline constexpr const char* usual_step = "10 %";

/// `10 %`, `10%` or `2.5 %` as a share; of the share 0.1 and the percentage 10 nobody knows which a bare number is.
/// Returns nullopt for anything else, and unless it lies above 0 % and below 100 %.
std::optional<engine::Fraction> step_from_text(const std::string& text);

/// `step` is step_from_text(step_words). The notes are those of `rows` alone.
PlanningResult sensitivity_result(const engine::RowEvaluation& rows, const engine::Fraction& step,
                                  const std::string& step_words, const engine::Executor& executor);

}  // namespace spanne::library
