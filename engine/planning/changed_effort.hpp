// The effort of an account some of whose effects come to something else: from what an evaluation wrote down, without
// evaluating again.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "engine/semantics/trace.hpp"

namespace spanne::engine {

/// What the effect at a place of Trace::contributions comes to now: FTE, a share or a factor, of all portions.
using ChangedWorth = std::pair<std::size_t, Range>;

/// The total; `trace` is that of an account that was not rejected. Returns nullopt where the account may be rejected
/// now, or where numbers get long: then it has to be evaluated.
std::optional<Range> changed_total(const Trace& trace, const std::vector<ChangedWorth>& changes);

}  // namespace spanne::engine
