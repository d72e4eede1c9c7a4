// Text that is written piece by piece.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace spanne::records {

/// After the copy. Nearly all pieces are short: two words that overlap take less time than the call of a function.
inline char* copy_short(char* to, std::string_view piece) {
  const auto ends = [&]<std::size_t half>(std::integral_constant<std::size_t, half>) {
    char first[half], last[half];
    std::memcpy(first, piece.data(), half);
    std::memcpy(last, piece.data() + piece.size() - half, half);
    std::memcpy(to, first, half);
    std::memcpy(to + piece.size() - half, last, half);
  };
  if (piece.size() > 32)
    std::memcpy(to, piece.data(), piece.size());
  else if (piece.size() >= 16)
    ends(std::integral_constant<std::size_t, 16>());
  else if (piece.size() >= 8)
    ends(std::integral_constant<std::size_t, 8>());
  else if (piece.size() >= 4)
    ends(std::integral_constant<std::size_t, 4>());
  else
    for (std::size_t i = 0; i < piece.size(); ++i) to[i] = piece[i];
  return to + piece.size();
}

/// Text that grows at its end; room is made for several pieces at once.
class LineBuffer {
 public:
  explicit LineBuffer(std::string& text) : LineBuffer(text, text.size()) {}
  /// Writes over what stands after the first `used` bytes, which is quicker than to clear them first.
  LineBuffer(std::string& text, std::size_t used) : text_(text), used_(used) {}
  ~LineBuffer() { text_.resize(used_); }
  LineBuffer(const LineBuffer&) = delete;
  LineBuffer& operator=(const LineBuffer&) = delete;

  /// Where up to `size` bytes may be written; `wrote_to` says where they end.
  char* buffer(std::size_t size) {
    // By steps, since every byte that is added is written twice; the string itself doubles its room.
    if (used_ + size > text_.size()) text_.resize(used_ + used_ / 8 + size);
    return text_.data() + used_;
  }
  void wrote_to(const char* end) { used_ = static_cast<std::size_t>(end - text_.data()); }
  void put(std::string_view piece) {
    copy_short(buffer(piece.size()), piece);
    used_ += piece.size();
  }
  void put(char c) {
    *buffer(1) = c;
    ++used_;
  }
  std::size_t used() const { return used_; }
  const char* text() const { return text_.data(); }  // until room is made again

 private:
  std::string& text_;
  std::size_t used_;
};

}  // namespace spanne::records
