#include "records/cells/word_table.hpp"

#include <algorithm>

namespace spanne::records {

WordTable::WordTable(const std::vector<std::string>& words) {
  const bool too_long =
      std::any_of(words.begin(), words.end(), [](const auto& one) { return one.size() > max_word_size; });
  if (too_long || words.size() > max_words) return;
  unsigned bits = 2;
  while ((std::size_t{1} << bits) < words.size() * 4) ++bits;
  shift_ = 64 - bits;
  for (int attempt = 1; attempt < 1'000; ++attempt) {
    factor_ = static_cast<std::uint64_t>(attempt) * 0xD6E8'FEB8'6659'FD93U | 1U;
    slots_.assign(std::size_t{1} << bits, {});
    bool free = true;
    for (std::size_t i = 0; i < words.size() && free; ++i) {
      std::string padded = words[i];
      padded.resize(16, '\0');
      const Slot slot{load_eight(padded.data()), load_eight(padded.data() + 8), static_cast<int>(i)};
      Slot& place = slots_[slot_of(slot.first, slot.second)];
      free = place.place < 0;
      place = slot;
    }
    if (free) return;
  }
  slots_.clear();
}

}  // namespace spanne::records
