// The checker turns a syntax tree into a Model: it resolves names, types, units, missing values and periods, finds
// cycles, and reports all findings in one pass.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/check/resolved_names.hpp"
#include "engine/model/model.hpp"
#include "grammar/text/diagnostic.hpp"
#include "grammar/tree/parse.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::engine {

/// `model` is set exactly if no diagnostic is an error and the tree is complete. It then holds everything the tree says
/// (see omissions.hpp).
struct Checked {
  std::optional<Model> model;
  grammar::Diagnostics diagnostics;
};

/// Checks a syntax tree. The tree may come from text with unreadable statements; what is missing only because of them
/// is not reported. `names`, if not null, gets what the names of the text mean, as far as they could be resolved: also
/// where there is no model.
Checked check(const grammar::SyntaxTree& tree, std::shared_ptr<const grammar::Source> source,
              ResolvedNames* names = nullptr);

/// Adds `attribute = expression` (from `eval --set`) to a model. Findings refer to `source`, the text of the option.
grammar::Diagnostics add_assignment(Model& model, const grammar::AssignmentSyntax& assignment,
                                    const grammar::Source& source);

/// Puts columns such as `sites: 1 .. 2 | 3 .., decentral` (`matrix --by`) in the place of the model's profiles: one for
/// every combination of their parts. Findings refer to `source`, the text of the option.
grammar::Diagnostics replace_profiles(Model& model, const std::vector<grammar::ColumnAxisSyntax>& columns,
                                      const grammar::Source& source);

/// An account given as `name = value, …`.
struct GivenAccount {
  Account account;                     // omitted attributes have their defaults, or are missing if optional
  std::optional<Date> as_of;           // the value of `as_of`, if given
  std::vector<AttributeId> assumed;    // omitted keys and owner without a default: any value of their type
  std::vector<AttributeId> defaulted;  // omitted attributes that have their defaults
  std::vector<AttributeId> counted;    // omitted figures of a group: those of the account as the only row
  std::vector<AttributeId> lacking;    // other omitted attributes without a default
};

/// Reads the values of `explain --given`. Findings refer to `source`, the text of the option; if they include errors,
/// the account is meaningless.
struct CheckedGiven {
  GivenAccount given;
  grammar::Diagnostics diagnostics;
};
CheckedGiven check_given(const Model& model, const std::vector<grammar::Given>& given, const grammar::Source& source);

}  // namespace spanne::engine
