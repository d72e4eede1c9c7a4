// Which sorts of words editors are told of.
#pragma once

#include "service/json_rpc.hpp"

namespace spanne::service {

/// The names of types and modifiers, whose places the answers to semanticTokens/full name.
Json semantic_tokens_legend();

}  // namespace spanne::service
