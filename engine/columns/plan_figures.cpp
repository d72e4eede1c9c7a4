#include "engine/columns/plan_figures.hpp"

#include <set>

namespace spanne::engine {
namespace {

/// The optional attributes that a term may ask for.
void collect_optional(TermId id, const Model& model, std::set<AttributeId>& found) {
  const Term& term = model.term(id);
  if (term.op == Op::attribute && model.attributes[static_cast<std::size_t>(term.number)].optional)
    found.insert(static_cast<AttributeId>(term.number));
  for (const TermId operand : term.operands) collect_optional(operand, model, found);
  if (term.op != Op::define) return;
  for (const auto& version : model.defines[static_cast<std::size_t>(term.number)].versions)
    collect_optional(version.value, model, found);
}

PlannedNumber planned_value(TermId id, const Model& model, TermPlanner& terms) {
  const TypeKind kind = model.term(id).type.kind;
  if (is_number(kind)) return terms.rounded(id, column_unit(ColumnKind::wide, kind));  // which it is already
  return terms.in_unit(terms.value(id), 1);
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
  const PlannedNumber value = planned_value(*figure.value, model, terms);
  planned.row.value = value.series;
  planned.fault = program.either(planned.fault, program.both(where.holds, value.fallback));
  std::set<AttributeId> optional;
  collect_optional(*figure.value, model, optional);
  for (const AttributeId id : optional) {
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
