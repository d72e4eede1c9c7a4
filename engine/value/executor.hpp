// Executor is how independent tasks are carried out: in one thread, or distributed by the program that embeds the
// engine.
//
// The engine starts no threads of its own. A caller that wants parallel execution passes an executor;
// records/stream/threads.hpp provides one.
#pragma once

#include <cstddef>
#include <functional>

namespace spanne::engine {

/// Calls `task(i)` once for each i below `count`, in any order and from any thread, and returns after all have
/// finished.
using Executor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& task)>;

/// Runs the tasks in the calling thread, in order.
inline void run_in_order(std::size_t count, const std::function<void(std::size_t)>& task) {
  for (std::size_t i = 0; i < count; ++i) task(i);
}

}  // namespace spanne::engine
