// Threads that help the calling one with its work.
#pragma once

#include <cstddef>
#include <functional>

namespace spanne::records {

/// Calls `work` in the calling thread and in up to `helpers` more at the same time, and waits for all of them. A thread
/// that cannot be had is done without; WebAssembly has none. `work` must not throw in them.
void work_with_helpers(std::size_t helpers, const std::function<void()>& work);

}  // namespace spanne::records
