// Which columns of the people's file conditions ask for, and of what type each is: that of what it is compared with.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "grammar/tree/expression.hpp"

namespace spanne::engine {

/// A column that is compared with things of different types.
struct PeopleColumnConflict {
  std::string name;
  grammar::TextSpan span;
};

struct PeopleColumns {
  /// `kam.country`, whose head is `country`: the last of Attribute::columns. What is compared with nothing is a
  /// boolean.
  std::vector<Attribute> columns;  // in the order in which they are asked for first
  std::vector<PeopleColumnConflict> conflicts;
};

/// Names of the owner attribute with a dot after them.
PeopleColumns people_columns(const std::vector<grammar::ExpressionPtr>& conditions, const Model& guideline);

}  // namespace spanne::engine
