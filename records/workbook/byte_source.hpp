// ByteSource is what a workbook is read from: bytes that can be read from any place. A workbook's directory stands at
// its end, so it cannot be read as a stream; and a large one need not be held in memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

namespace spanne::records {

/// Used by one thread at a time. The bytes do not change while somebody reads them.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = default;
  ByteSource& operator=(const ByteSource&) = default;
  virtual ~ByteSource() = default;

  /// How many bytes there are.
  virtual std::size_t size() const = 0;
  /// Copies up to `size` bytes from `offset` on to `out`, and returns how many; fewer only where the bytes end. Returns
  /// nullopt where the system refuses.
  virtual std::optional<std::size_t> read(std::size_t offset, char* out, std::size_t size) const = 0;
};

/// Bytes in memory, which outlive it.
class MemoryBytes : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}
  std::size_t size() const override { return bytes_.size(); }
  std::optional<std::size_t> read(std::size_t offset, char* out, std::size_t size) const override {
    if (offset >= bytes_.size()) return 0;
    const std::size_t count = std::min(size, bytes_.size() - offset);
    std::memcpy(out, bytes_.data() + offset, count);
    return count;
  }

 private:
  std::string_view bytes_;
};

}  // namespace spanne::records
