// SHA-256 (FIPS 180-4) in plain C++, for builds without Nettle: WebAssembly has none. Elsewhere Nettle is used, which
// is nine times as fast by the processor's own instructions; a test compares the two.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace spanne::engine {

class Sha256 {
 public:
  /// Any number of bytes, piece by piece.
  void add(std::string_view bytes);
  /// The digest of all bytes that were added; afterwards it begins anew.
  std::array<unsigned char, 32> finish();

 private:
  static constexpr std::size_t block_size = 64;
  static constexpr std::array<std::uint32_t, 8> initial{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  void compress(const unsigned char* block);

  std::array<std::uint32_t, 8> state_ = initial;
  std::array<unsigned char, block_size> buffer_{};
  std::uint64_t size_ = 0;  // bytes added
};

}  // namespace spanne::engine
