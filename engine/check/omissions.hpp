// A second look at a checked model: that every part of the syntax tree has its counterpart in it.
//
// The check leaves out what it has reported an error about. Left out without an error, a condition would become
// `always` and an effect would be gone, with results that are wrong in silence. So a model is only handed out after
// this comparison, which shares no code with the check that made it. It takes time linear in the size of both.
#pragma once

#include <optional>

#include "engine/model/model.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::engine {

/// Where the first part stands of which the model holds nothing; returns nullopt if the model is complete. The tree
/// must have been read without an error.
std::optional<grammar::TextSpan> first_omission(const grammar::SyntaxTree& tree, const Model& model);

}  // namespace spanne::engine
