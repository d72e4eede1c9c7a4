// How many of one's own accounts lie in each part of a matrix, and what they come to.
#pragma once

#include "engine/planning/portfolio_rows.hpp"
#include "engine/proof/matrix/matrix.hpp"

namespace spanne::engine {

/// Counts every accepted row in the cells of all profiles that it is in, and in the totals once. The rows' model has
/// the clusters and profiles of the matrix. Returns how many rows were rejected.
std::size_t count_own(Matrix& matrix, const RowEvaluation& rows, const Executor& executor);

}  // namespace spanne::engine
