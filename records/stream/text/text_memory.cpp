#include "records/stream/text/text_memory.hpp"

namespace spanne::records {

TextMemory::TextMemory(std::size_t longest)
    : patience_(10'000),
      slot_((head_size + longest + stride - 1) / stride * stride),
      slots_(((slot_ << bits) + stride + sizeof(Cells) - 1) / sizeof(Cells)) {}

void TextMemory::keep(std::int64_t low, std::int64_t high, const char* text, std::size_t size) {
  if (has_given_up()) return;
  patience_ -= 2;
  if (size > slot_ - head_size) return;
  char* const slot = slots_.front().bytes.data() + offset_of(low, high);
  const auto kept = static_cast<std::uint32_t>(size);
  std::memcpy(slot, &low, sizeof low);
  std::memcpy(slot + 8, &high, sizeof high);
  std::memcpy(slot + 16, &kept, sizeof kept);
  std::memcpy(slot + head_size, text, size);
}

}  // namespace spanne::records
