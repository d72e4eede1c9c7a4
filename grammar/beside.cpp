#include "grammar/beside.hpp"

#include <latch>
#include <system_error>

#ifdef __linux__
#include <pthread.h>
#include <sched.h>
#endif

namespace spanne::grammar {
namespace {

#ifdef __linux__

/// It is in the queue of some processor then, other than this; where it goes from there is the system's affair.
void move_from_here(std::jthread& thread) {
  const int here = ::sched_getcpu();
  cpu_set_t allowed;
  if (here < 0 || here >= CPU_SETSIZE || ::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  cpu_set_t others = allowed;
  CPU_CLR(static_cast<std::size_t>(here), &others);
  if (CPU_COUNT(&others) == 0) return;
  const pthread_t handle = thread.native_handle();
  if (::pthread_setaffinity_np(handle, sizeof others, &others) == 0)
    ::pthread_setaffinity_np(handle, sizeof allowed, &allowed);
}

#else

void move_from_here(std::jthread&) {}

#endif

}  // namespace

std::optional<std::jthread> elsewhere(std::function<void()> work) {
  const auto placed = std::make_shared<std::latch>(1);
  try {
    std::jthread thread([placed, work = std::move(work)] {
      placed->wait();
      work();
    });
    move_from_here(thread);
    placed->count_down();
    return thread;
  } catch (const std::system_error&) { return std::nullopt; }
}

}  // namespace spanne::grammar
