// The engine's independent tasks, shared by all processors.
#pragma once

#include "engine/value/executor.hpp"

namespace spanne::records {

/// Carries tasks out in the calling thread and in as many more as there are further processors, 63 at most. A thread
/// that cannot be had is done without.
void run_on_all_processors(std::size_t count, const std::function<void(std::size_t)>& task);

}  // namespace spanne::records
