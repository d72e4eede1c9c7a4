#include "records/stream/threads.hpp"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace spanne::records {

void run_on_all_processors(std::size_t count, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < count; index = next++) task(index);
  };
  const std::size_t processors = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 64);
  std::vector<std::jthread> helpers;
  try {
    for (std::size_t i = 1; i < std::min(processors, count); ++i) helpers.emplace_back(work);
  } catch (const std::system_error&) {}  // the threads there are do the work
  work();
}

}  // namespace spanne::records
