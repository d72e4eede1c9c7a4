// Work done beside: by another thread, on another processor from the beginning.
//
// A thread begins in the queue of the processor that asked for it, and is moved to an idle one when the system has seen
// it wait, some milliseconds later. Most of what is done beside could be over by then.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace spanne::grammar {

/// A thread that as a rule begins on a processor other than this one, and may go wherever this one may. `work` throws
/// nothing. Where there is no other,
/// or the system does not tell, it begins here; nothing where no thread can be had.
std::optional<std::jthread> elsewhere(std::function<void()> work);

/// Begins at once where a thread can be had, else when the result is asked for. Who lets go of the result waits for
/// what has begun.
template <class Work>
auto beside(Work work) -> std::future<decltype(work())> {
  auto task = std::make_shared<std::packaged_task<decltype(work())()>>(std::move(work));
  auto made = task->get_future();
  auto thread = elsewhere([task] { (*task)(); });
  return std::async(std::launch::deferred, [task, made = std::move(made), thread = std::move(thread)]() mutable {
    if (!thread) (*task)();
    return made.get();
  });
}

}  // namespace spanne::grammar
