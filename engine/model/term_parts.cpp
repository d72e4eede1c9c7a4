#include "engine/model/term_parts.hpp"

#include <set>

#include "engine/model/condition_terms.hpp"

namespace spanne::engine {
namespace {

void collect(TermId id, const Model& model, std::set<TermId>& seen, std::vector<TermId>& found) {
  if (!seen.insert(id).second) return;
  found.push_back(id);
  for_each_part(model.term(id), model, [&](TermId part) { collect(part, model, seen, found); });
}

}  // namespace

std::vector<TermId> all_terms(const std::vector<TermId>& terms, const Model& model) {
  std::set<TermId> seen;
  std::vector<TermId> found;
  for (const TermId term : terms) collect(term, model, seen, found);
  return found;
}

std::vector<AttributeId> attributes_of(const std::vector<TermId>& terms, const Model& model) {
  std::set<AttributeId> found;
  for (const TermId id : all_terms(terms, model)) {
    const Term& term = model.term(id);
    if (term.op == Op::attribute || is_presence(term.op)) found.insert(static_cast<AttributeId>(term.number));
  }
  return {found.begin(), found.end()};
}

}  // namespace spanne::engine
