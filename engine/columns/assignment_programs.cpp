#include "engine/columns/assignment_programs.hpp"

#include <algorithm>

#include "engine/columns/plan_terms.hpp"
#include "engine/model/term_parts.hpp"

namespace spanne::engine {
namespace {

/// In what the program counts, its ends inclusive.
void set_range(const Attribute& attribute, AssignmentProgram& assignment) {
  if (attribute.bounds.low) assignment.low = count_in(ColumnKind::wide, *attribute.bounds.low);
  if (attribute.bounds.high)
    assignment.high = count_in(ColumnKind::wide, *attribute.bounds.high) - (attribute.bounds.half_open ? 1 : 0);
}

bool asks_for_value_of(AttributeId attribute, TermId id, const Model& model) {
  const std::vector<TermId> parts = all_terms({id}, model);
  return std::any_of(parts.begin(), parts.end(), [&](TermId part) {
    const Term& term = model.term(part);
    return term.op == Op::attribute && static_cast<AttributeId>(term.number) == attribute;
  });
}

AssignmentProgram plan_assignment(const Evaluator& evaluator, const Assignment& assignment,
                                  std::vector<ColumnKind>& column_kinds) {
  const Model& model = evaluator.model();
  const Attribute& attribute = model.attributes[assignment.attribute];
  const Term& term = model.term(assignment.value);
  if (attribute.key || attribute.owner || attribute.type.kind == TypeKind::text)
    throw Unplannable("an attribute that is set for one account at a time");
  AssignmentProgram planned;
  planned.attribute = assignment.attribute;
  planned.is_whole = attribute.type.kind == TypeKind::integer;
  set_range(attribute, planned);
  TermPlanner terms(evaluator, planned.program, column_kinds);
  const PlannedNumber value = terms.column_value(assignment.value, attribute.type.kind);
  planned.value = value.series;
  planned.fallback = value.fallback;
  // What keeps a missing value is up to the plain evaluator.
  if (attribute.optional && term.op == Op::conditional &&
      asks_for_value_of(assignment.attribute, assignment.value, model))
    planned.fallback =
        planned.program.either(planned.fallback, negation(planned.program.known(terms.use(assignment.attribute))));
  if (term.op == Op::attribute && model.attributes[static_cast<std::size_t>(term.number)].optional)
    planned.fallback = planned.program.either(
        planned.fallback, negation(planned.program.known(terms.use(static_cast<AttributeId>(term.number)))));
  planned.program.keep_series(planned.value);
  planned.program.keep(planned.fallback);
  planned.program.finish();
  return planned;
}

}  // namespace

std::vector<AssignmentProgram> plan_assignments(const Evaluator& evaluator, std::vector<ColumnKind>& column_kinds) {
  std::vector<AssignmentProgram> programs;
  for (const Assignment& assignment : evaluator.model().assignments)
    programs.push_back(plan_assignment(evaluator, assignment, column_kinds));
  // Blocks keep what is set, whether the plan reads it or not: the values before tell which rows are changed.
  for (const AssignmentProgram& program : programs)
    column_kinds[program.attribute] = column_kind_of(evaluator.model().attributes[program.attribute].type);
  return programs;
}

BlockAssigner::BlockAssigner(const std::vector<AssignmentProgram>& programs) : programs_(programs) {
  for (const AssignmentProgram& assignment : programs) workspaces_.emplace_back(assignment.program);
  changed_.resize(programs.size());
}

void BlockAssigner::run(Block& block) {
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    engine::run(programs_[i].program, block, workspaces_[i]);
    put(i, block);
  }
}

void BlockAssigner::put(std::size_t index, Block& block) {
  const AssignmentProgram& assignment = programs_[index];
  const Workspace& made = workspaces_[index];
  const Mask& known = block.columns[assignment.attribute].known;
  changed_[index] = {};
  for (std::size_t word = 0; word < mask_words; ++word)
    block.fallback.words[word] |= holds_word(assignment.program, made, assignment.fallback, word);
  const auto& values = made.series[assignment.program.place_of_series(assignment.value)].of;
  const std::int64_t unit = assignment.is_whole ? Decimal::one : 1;
  for (std::size_t row = 0; row < block.rows; ++row) {
    if (block.fallback.get(row)) continue;
    const std::int64_t value = values[row];
    const bool right = value >= assignment.low && value <= assignment.high && value % unit == 0;
    if (!right || !known.get(row) || block.count(row, assignment.attribute) != value / unit) changed_[index].set(row);
    if (right && block.put(row, assignment.attribute, value / unit))
      block.columns[assignment.attribute].known.set(row);
    else
      block.fallback.set(row);
  }
}

}  // namespace spanne::engine
