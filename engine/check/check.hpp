// Syntax tree to Model: names, types, units, missing values, periods, cycles; all findings in one pass.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/model/model.hpp"
#include "grammar/diagnostic.hpp"
#include "grammar/syntax.hpp"

namespace spanne::engine {

/// `model` is there exactly when no diagnostic is an error.
struct Checked {
  std::optional<Model> model;
  grammar::Diagnostics diagnostics;
};

/// `tree` may come from text with syntax errors: then say so with `complete = false`, and names that nothing declares
/// are still reported but a missing cluster is not.
Checked check(const grammar::Tree& tree, std::shared_ptr<const grammar::Source> source, bool complete = true);

/// Adds `attribute = expression` (from `eval --set`) to a model. The findings point into `source`, the option's own
/// text.
grammar::Diagnostics add_assignment(Model& model, const grammar::Assignment& assignment, const grammar::Source& source);

}  // namespace spanne::engine
