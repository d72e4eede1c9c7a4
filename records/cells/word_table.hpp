// Few words, one of which a cell is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace spanne::records {

/// Eight characters of text as one number, the first in the lowest byte.
inline std::uint64_t load_eight(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

/// Of a text of 0 to 16 characters: which bytes of its first eight are there, and of its last eight from place 17 on.
/// A table, since sizes are hard to foretell.
inline constexpr auto first_bytes = [] {
  std::array<std::uint64_t, 34> result{};
  for (std::size_t size = 0; size <= 16; ++size)
    for (std::size_t byte = 0; byte < size; ++byte)
      result[byte < 8 ? size : 17 + size] |= std::uint64_t{0xFF} << (8 * (byte % 8));
  return result;
}();

constexpr std::size_t max_word_size = 16, max_words = 64;

/// Finds one of a few words (of up to sixteen bytes) without comparing with each.
class WordTable {
 public:
  WordTable() = default;
  /// Empty where some word is too long or there are too many.
  explicit WordTable(const std::vector<std::string>& words);
  bool empty() const { return slots_.empty(); }
  /// The word's place, or -1. Sixteen bytes from `text` on can be read.
  int find(const char* text, std::size_t size) const;

 private:
  struct Slot {
    std::uint64_t first = 0, second = 0;
    int place = -1;
  };
  std::size_t slot_of(std::uint64_t first, std::uint64_t second) const;
  std::vector<Slot> slots_;
  std::uint64_t factor_ = 1;
  unsigned shift_ = 60;
};

inline std::size_t WordTable::slot_of(std::uint64_t first, std::uint64_t second) const {
  return static_cast<std::size_t>(((first ^ (second * 0x9E37'79B9'7F4A'7C15U)) * factor_) >> shift_);
}

inline int WordTable::find(const char* text, std::size_t size) const {
  if (size > 16) return -1;
  const std::uint64_t first = load_eight(text) & first_bytes[size],
                      second = load_eight(text + 8) & first_bytes[17 + size];
  const Slot& slot = slots_[slot_of(first, second)];
  return slot.first == first && slot.second == second ? slot.place : -1;
}

}  // namespace spanne::records
