// How work that consists of independent tasks is carried out: by one thread, or shared by whoever embeds the engine.
//
// The engine starts no threads of its own. A caller that wants its work shared passes an executor in;
// records/stream/threads.hpp has one.
#pragma once

#include <cstddef>
#include <functional>

namespace spanne::engine {

/// Calls `task(i)` once for each i below `count`, in any order and from any thread, and returns when all are done.
using Executor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& task)>;

/// In the calling thread, in order.
inline void run_in_order(std::size_t count, const std::function<void(std::size_t)>& task) {
  for (std::size_t i = 0; i < count; ++i) task(i);
}

}  // namespace spanne::engine
