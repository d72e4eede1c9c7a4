#include "records/text_memory.hpp"

namespace spanne::records {

TextMemory::TextMemory(std::size_t longest)
    : slot_((sizeof(Head) + longest + stride - 1) / stride * stride), slots_((slot_ << bits) + stride) {}

void TextMemory::keep(std::int64_t low, std::int64_t high, const char* text, std::size_t size) {
  if (patience_ < 0) return;
  patience_ -= 2;
  if (size > slot_ - sizeof(Head)) return;
  const Head head{low, high, size};
  char* const slot = place_of(low, high);
  std::memcpy(slot, &head, sizeof head);
  std::memcpy(slot + sizeof head, text, size);
}

}  // namespace spanne::records
