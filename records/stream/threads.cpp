#include "records/stream/threads.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "records/stream/helper_threads.hpp"

namespace spanne::records {

void run_on_all_processors(std::size_t count, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < count; index = next++) task(index);
  };
  const std::size_t processors = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 64);
  work_with_helpers(std::max<std::size_t>(std::min(processors, count), 1) - 1, work);
}

}  // namespace spanne::records
