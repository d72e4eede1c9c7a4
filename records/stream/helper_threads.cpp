#include "records/stream/helper_threads.hpp"

#include <system_error>
#include <thread>
#include <vector>

namespace spanne::records {

void work_with_helpers(std::size_t helpers, const std::function<void()>& work) {
  std::vector<std::jthread> threads;
  try {
    for (std::size_t i = 0; i < helpers; ++i) threads.emplace_back(work);
  } catch (const std::system_error&) {}  // the threads there are do the work
  work();
}

}  // namespace spanne::records
