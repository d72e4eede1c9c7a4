#include "engine/model/currency.hpp"

#include <mutex>
#include <set>

namespace spanne::engine {

const std::string Currency::none;

Currency::Currency(std::string_view name) {
  if (name.empty()) return;
  static std::mutex mutex;
  static std::set<std::string, std::less<>> names;  // its elements stay where they are
  const std::lock_guard lock(mutex);
  name_ = &*names.emplace(name).first;
}

}  // namespace spanne::engine
