// Syntax tree to Model: names, types, units, missing values, periods, cycles; all findings in one pass.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/model/model.hpp"
#include "grammar/text/diagnostic.hpp"
#include "grammar/tree/parse.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::engine {

/// `model` is there exactly when no diagnostic is an error and the tree is complete. It then holds all that the tree
/// says (omissions.hpp).
struct Checked {
  std::optional<Model> model;
  grammar::Diagnostics diagnostics;
};

/// `tree` may come from text with statements that could not be read: nothing is said about what is only missing because
/// of them.
Checked check(const grammar::SyntaxTree& tree, std::shared_ptr<const grammar::Source> source);

/// Adds `attribute = expression` (from `eval --set`) to a model. The findings point into `source`, the option's own
/// text.
grammar::Diagnostics add_assignment(Model& model, const grammar::AssignmentSyntax& assignment,
                                    const grammar::Source& source);

/// An account put together from `name = value, …`.
struct GivenAccount {
  Account account;                     // what was left out has its default, or is missing if optional
  std::optional<Date> as_of;           // `as_of = 2026-07-01` among the values
  std::vector<AttributeId> assumed;    // keys and owner left out, without a default: any value of their type
  std::vector<AttributeId> defaulted;  // left out, and so their default
  std::vector<AttributeId> lacking;    // others left out without a default
};

/// Reads the values of `explain --given`. The findings point into `source`, the option's own text; with errors among
/// them the account means nothing.
struct CheckedGiven {
  GivenAccount given;
  grammar::Diagnostics diagnostics;
};
CheckedGiven check_given(const Model& model, const std::vector<grammar::Given>& given, const grammar::Source& source);

}  // namespace spanne::engine
