// The section on the guideline's matrix: clusters down, complexity across, before any account is loaded.
#pragma once

#include "engine/proof/matrix/matrix.hpp"
#include "report/portfolio_page/page_section.hpp"

namespace spanne::report {

/// `matrix` may count one's own accounts.
PageSection matrix_section(const engine::Matrix& matrix, const engine::Model& model);

}  // namespace spanne::report
