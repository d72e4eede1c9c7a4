// Compiles what a row gives to the figures of its groups.
#pragma once

#include "engine/columns/plan_terms.hpp"

namespace spanne::engine {

/// One figure as steps over columns.
struct PlannedFigure {
  Plan::RowFigure row;
  MaskRef fault = never;    // rows of which what is counted may have no value
  MaskRef unknown = never;  // rows of which something in it is missing: the plain evaluator decides whether they count
};

PlannedFigure plan_figure(const GroupFigure& figure, const Model& model, TermPlanner& terms, Program& program);

/// Makes blocks keep what rows are grouped by.
void use_groups(const GroupFigure& figure, TermPlanner& terms);

}  // namespace spanne::engine
