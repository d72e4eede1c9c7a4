// Where the conditions and numbers of a rule set stand: every term that an account's result can depend on, once.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// What a term, an effect or a period belongs to.
struct StatementRef {
  enum class Kind { cluster, heading, rule, table, row, define, attribute, header } kind = Kind::header;
  std::size_t index = 0;  // into Model::clusters, rules (heading: its first), tables (row too), defines, attributes
  std::size_t part = 0;   // row: of the table; define: its version
  bool operator==(const StatementRef&) const = default;
};

/// "many_sites", "contracts#3", "line 31", "cluster regional", "rules "Sites"", "complex"; nullopt for the header.
std::string name_of(const StatementRef& owner, const Model& model);
/// The line on which it is declared; the file's first for the header.
grammar::TextSpan span_of(const StatementRef& owner, const Model& model);

struct Site {
  enum class Use {
    condition,  // its truth decides something
    item,       // likewise, as one of the values of a list: `in (lead, national)`, a cell `1, 5 .. 7`
    compared,   // one side of a comparison, or how many places to round to
    value,      // a part of a number, an effort or a remark
    implied,    // not written: that a cell's value is known
  } use = Use::value;
  TermId term = 0;
  StatementRef owner;
  std::optional<TermId> inside;  // the term it is an operand of
};

/// What clusters, rules and tables reach, defines and lookups at their own place; in the order of the text. What only
/// properties or nobody asks for is left out.
std::vector<Site> sites(const Model& model);

bool is_comparison(Op op);  // of two sides, or with a range
/// Decides without asking another condition: a comparison, whether a value is known, a yes-or-no attribute.
bool is_atom(const Site& site, const Model& model);
/// The items of `in (…)` and of a cell with several tests; they share what they are compared with.
bool is_list(const Term& term, const Model& model);
/// `is known and …`, which a cell of an optional attribute means without writing it.
bool is_implied_guard(const Term& term, const Model& model);

/// The terms and all they ask for, through defines and lookups too, each once.
std::vector<TermId> all_terms(const std::vector<TermId>& terms, const Model& model);
/// The attributes that terms ask for, through defines and lookups too. Results count as asking for none.
std::vector<AttributeId> attributes_of(const std::vector<TermId>& terms, const Model& model);
/// The terms that stand directly in a cluster, rule or row.
std::vector<TermId> terms_of(const StatementRef& owner, const Model& model);

}  // namespace spanne::engine
