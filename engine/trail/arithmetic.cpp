#include "engine/trail/arithmetic.hpp"

#include <algorithm>

#include "engine/model/term_parts.hpp"
#include "engine/testing/sites.hpp"

namespace spanne::engine {

bool depends_on_arithmetic(const Model& model) {
  const auto rounds = [&](TermId id) {
    const Term& term = model.term(id);
    return term.op == Op::multiply || term.op == Op::divide || term.op == Op::power ||
           term.type.kind == TypeKind::percent;
  };
  std::vector<TermId> assigned;
  for (const Assignment& assignment : model.assignments) assigned.push_back(assignment.value);
  const std::vector<TermId> inputs = all_terms(assigned, model);
  const std::vector<Site> read = sites(model);
  return std::any_of(inputs.begin(), inputs.end(), rounds) ||
         std::any_of(read.begin(), read.end(), [&](const Site& site) { return rounds(site.term); });
}

}  // namespace spanne::engine
