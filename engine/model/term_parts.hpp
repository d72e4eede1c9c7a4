// What a term is made of: the one walk from a term to those that may enter its value.
#pragma once

#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// Calls `visit` with every term that a term uses directly: its operands, the versions of a define on all days, the
/// conditions of a table that is looked up in, and the values that it may give.
template <class Visit>
void for_each_part(const Term& term, const Model& model, Visit visit) {
  for (const TermId operand : term.operands) visit(operand);
  if (term.op == Op::define)
    for (const auto& version : model.defines[static_cast<std::size_t>(term.number)].versions) visit(version.value);
  if (term.op != Op::lookup) return;
  for (const Row& row : model.tables[table_of(term)].rows) {
    for (const TermId condition : row.conditions) visit(condition);
    visit(row.values[derived_of(term)]);
  }
}

/// The terms and all terms they use, through defines and lookups too, without repetition.
std::vector<TermId> all_terms(const std::vector<TermId>& terms, const Model& model);
/// The attributes that terms use, through defines and lookups too, ascending. Results count as using none.
std::vector<AttributeId> attributes_of(const std::vector<TermId>& terms, const Model& model);

}  // namespace spanne::engine
