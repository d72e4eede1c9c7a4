#include "engine/model/shared_text.hpp"

#include <array>
#include <mutex>
#include <set>

namespace spanne::engine {

const std::string SharedText::none;

SharedText::SharedText(std::string_view text) {
  if (text.empty()) return;
  static std::mutex mutex;
  static std::set<std::string, std::less<>> texts;  // its elements stay where they are
  // A guideline asks for the same few again and again: those a thread asked for last are found without the others.
  thread_local std::array<const std::string*, 16> lately{};
  const std::string*& last = lately[(static_cast<unsigned char>(text.front()) + text.size()) % lately.size()];
  if (last == nullptr || *last != text) {
    const std::lock_guard lock(mutex);
    last = &*texts.emplace(text).first;
  }
  text_ = last;
}

}  // namespace spanne::engine
