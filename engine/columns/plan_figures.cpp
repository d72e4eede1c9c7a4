#include "engine/columns/plan_figures.hpp"

#include <set>

#include "engine/model/term_parts.hpp"

namespace spanne::engine {
namespace {

/// The optional attributes whose values a term may ask for.
std::set<AttributeId> optional_attributes(TermId id, const Model& model) {
  std::set<AttributeId> found;
  for (const TermId part : all_terms({id}, model)) {
    const auto attribute = static_cast<AttributeId>(model.term(part).number);
    if (model.term(part).op == Op::attribute && model.attributes[attribute].optional) found.insert(attribute);
  }
  return found;
}

}  // namespace

void use_groups(const GroupFigure& figure, TermPlanner& terms) {
  for (const AttributeId id : figure.per) terms.use(id);
  if (figure.counted) terms.use(*figure.counted);
}

PlannedFigure plan_figure(const GroupFigure& figure, const Model& model, TermPlanner& terms, Program& program) {
  const PlannedTruth where = figure.where ? terms.truth(*figure.where) : PlannedTruth{always, never};
  PlannedFigure planned;
  planned.row.counts = where.holds;
  planned.fault = where.fallback;
  planned.row.value = program.constant(Decimal::one);
  if (figure.counted && model.attributes[*figure.counted].optional)
    planned.row.counts = program.both(where.holds, program.known(terms.use(*figure.counted)));
  if (!figure.value) return planned;
  const PlannedNumber value = terms.column_value(*figure.value, model.term(*figure.value).type.kind);
  planned.row.value = value.series;
  planned.fault = program.either(planned.fault, program.both(where.holds, value.fallback));
  for (const AttributeId id : optional_attributes(*figure.value, model)) {
    const MaskRef known = program.known(terms.use(id));
    if (model.term(*figure.value).op == Op::attribute)
      planned.row.counts = program.both(planned.row.counts, known);
    else
      planned.unknown = program.either(planned.unknown, program.both(where.holds, negation(known)));
  }
  return planned;
}

std::optional<Plan> make_counting_plan(const Evaluator& evaluator, const std::vector<AttributeId>& figures) {
  const Model& model = evaluator.model();
  try {
    Plan plan;
    plan.wanted = Wanted::least();
    plan.column_kinds.assign(model.attributes.size(), ColumnKind::none);
    plan.assignments = plan_assignments(evaluator, plan.column_kinds);
    TermPlanner terms(evaluator, plan.program, plan.column_kinds);
    for (const AttributeId id : figures) {
      const GroupFigure& figure = *model.attributes[id].figure;
      use_groups(figure, terms);
      const PlannedFigure planned = plan_figure(figure, model, terms, plan.program);
      plan.row_figures.push_back(planned.row);
      plan.fallback = plan.program.either(plan.fallback, plan.program.either(planned.fault, planned.unknown));
      plan.program.keep(planned.row.counts);
      plan.program.keep_series(planned.row.value);
    }
    plan.program.keep(plan.fallback);
    plan.program.finish();
    return plan;
  } catch (const Unplannable&) { return std::nullopt; }
}

}  // namespace spanne::engine
