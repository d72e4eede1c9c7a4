// Texts of numbers that come again and again.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace spanne::records {

/// Remembers what pairs of numbers were written as: most files have few different efforts, and to copy a text takes
/// less time than to divide. One pair a place; the next with the same place takes it over. Where pairs hardly ever come
/// again it gives up. For one thread.
class TextMemory {
 public:
  /// One that has given up.
  TextMemory() = default;
  /// Texts of up to `longest` bytes are remembered, longer ones may be.
  explicit TextMemory(std::size_t longest);

  /// How many bytes copy() may write beyond the text it copies.
  static constexpr std::size_t stride = 32;

  /// After what it copied; nullopt where the text is not known.
  char* copy(char* to, std::int64_t low, std::int64_t high) {
    if (has_given_up()) return nullptr;
    const char* const slot = place_of(low, high);
    const Head head = head_of(slot);
    if (head.low != low || head.high != high || head.size == 0) return nullptr;
    ++patience_;
    for (std::size_t done = 0; done < head.size; done += stride)
      std::memcpy(to + done, slot + head_size + done, stride);
    return to + head.size;
  }
  bool has_given_up() const { return patience_ < 0; }
  /// Soon that text will be asked for: the processor may fetch it in the meantime. Not where it has given up.
  void expect(std::int64_t low, std::int64_t high) const { __builtin_prefetch(place_of(low, high)); }
  void keep(std::int64_t low, std::int64_t high, const char* text, std::size_t size);

 private:
  static constexpr unsigned bits = 11;
  struct Head {
    std::int64_t low = 0, high = 0;
    std::uint32_t size = 0;  // 0: nothing is there
  };
  static constexpr std::size_t head_size = 20;  // what lies after it is the text
  static Head head_of(const char* slot) {
    Head head;
    std::memcpy(&head.low, slot, sizeof head.low);
    std::memcpy(&head.high, slot + 8, sizeof head.high);
    std::memcpy(&head.size, slot + 16, sizeof head.size);
    return head;
  }
  std::size_t offset_of(std::int64_t low, std::int64_t high) const {
    const auto key = static_cast<std::uint64_t>(low) ^ std::rotl(static_cast<std::uint64_t>(high), 32);
    return (key * 0x9E37'79B9'7F4A'7C15U >> (64 - bits)) * slot_;
  }
  const char* place_of(std::int64_t low, std::int64_t high) const {
    return slots_.front().bytes.data() + offset_of(low, high);
  }

  /// As the processor's memory has them.
  struct alignas(64) Cells {
    std::array<char, 64> bytes{};
  };

  std::int64_t patience_ = -1;
  std::size_t slot_ = stride;  // bytes of a head and its text
  std::vector<Cells> slots_;
};

}  // namespace spanne::records
