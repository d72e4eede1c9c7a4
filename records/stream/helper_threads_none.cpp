#include "records/stream/helper_threads.hpp"

namespace spanne::records {

void work_with_helpers(std::size_t, const std::function<void()>& work) { work(); }

}  // namespace spanne::records
