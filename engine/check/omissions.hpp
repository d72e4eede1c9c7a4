// This comparison verifies that every part of the syntax tree has its counterpart in the checked model.
//
// The checker leaves out what it has reported an error about. If a part were left out without an error, a condition
// would become `always` and an effect would vanish, with wrong results and no message. So a model is returned only
// after this comparison, which shares no code with the checker. It takes time linear in the size of both.
#pragma once

#include <optional>

#include "engine/model/model.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::engine {

/// The place of the first part that the model lacks; returns nullopt if the model is complete. The tree must have been
/// read without an error.
std::optional<grammar::TextSpan> first_omission(const grammar::SyntaxTree& tree, const Model& model);

}  // namespace spanne::engine
