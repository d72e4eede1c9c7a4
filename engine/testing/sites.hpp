// Sites are the places of the conditions and numbers of a rule set: every term that a result can depend on, once.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// The statement that a term, an effect or a period belongs to.
struct StatementRef {
  enum class Kind { cluster, heading, rule, table, row, define, attribute, header } kind = Kind::header;
  std::size_t index = 0;  // into Model::clusters, rules (heading: its first), tables (row too), defines, attributes
  std::size_t part = 0;   // row: of the table; define: its version
  bool operator==(const StatementRef&) const = default;
};

/// The name of a statement: "many_sites", "contracts#3", "line 31", "cluster regional", "rules "Sites"", "complex";
/// returns nullopt for the header.
std::string name_of(const StatementRef& owner, const Model& model);
/// The line on which a statement is declared; the first line of the file for the header.
grammar::TextSpan span_of(const StatementRef& owner, const Model& model);

/// The effects of a cluster, a rule or a row; `AnyModel` is Model or const Model.
template <class AnyModel>
auto& effects_of(const StatementRef& owner, AnyModel& model) {
  if (owner.kind == StatementRef::Kind::cluster) return model.clusters[owner.index].base;
  if (owner.kind == StatementRef::Kind::rule) return model.rules[owner.index].effects;
  return model.tables[owner.index].rows[owner.part].effects;
}

struct Site {
  enum class Use {
    condition,  // a condition on which something depends
    item,       // a condition that is one item of a list: `in (lead, national)`, a cell `1, 5 .. 7`
    compared,   // one side of a comparison, or the number of places to round to
    value,      // a part of a number, an effort or a flag
    implied,    // not written by the author: a cell's value is known
  } use = Use::value;
  TermId term = 0;
  StatementRef owner;
  std::optional<TermId> inside;  // the term it is an operand of
};

/// The sites reached from clusters, rules and tables, in the order of the text; those in defines and lookups appear at
/// their own place. Terms used only by properties, or not at all, are left out.
std::vector<Site> sites(const Model& model);

/// Whether a site decides without evaluating another condition: a comparison, whether a value is known, or a yes-or-no
/// attribute.
bool is_atom(const Site& site, const Model& model);
/// Whether a term is the list of `in (…)` or of a cell with several tests; the items share what they are compared with.
bool is_list(const Term& term, const Model& model);
/// Whether a term is the `is known and …` that a cell of an optional attribute implies.
bool is_implied_guard(const Term& term, const Model& model);

/// The terms that stand directly in a cluster, rule or row.
std::vector<TermId> terms_of(const StatementRef& owner, const Model& model);

}  // namespace spanne::engine
