// Bytes of a fixed number as base64, in the one way in which keys and signatures are written.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <sodium.h>
#include <string>
#include <string_view>

namespace spanne::engine {

inline constexpr int base64_variant = sodium_base64_VARIANT_ORIGINAL;

template <std::size_t size>
using FixedBytes = std::array<unsigned char, size>;

/// Zeroed when it goes, so that a secret does not stay in memory.
template <std::size_t size>
struct SecretBytes : FixedBytes<size> {
  SecretBytes() : FixedBytes<size>{} {}
  ~SecretBytes() { sodium_memzero(this->data(), size); }
  SecretBytes(const SecretBytes&) = default;
  SecretBytes& operator=(const SecretBytes&) = default;
};

template <std::size_t size>
std::string to_base64(const FixedBytes<size>& bytes) {
  std::string text(sodium_base64_ENCODED_LEN(size, base64_variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), size, base64_variant);
  text.pop_back();  // the library's closing zero
  return text;
}

/// Fills `bytes`; returns false if the text is not exactly as long. Padding and trailing bits have to be as to_base64
/// writes them, so that one key has one text.
template <std::size_t size>
bool read_base64(std::string_view text, FixedBytes<size>& bytes) {
  std::size_t length = 0;
  const int failed =
      sodium_base642bin(bytes.data(), size, text.data(), text.size(), nullptr, &length, nullptr, base64_variant);
  return failed == 0 && length == size && to_base64(bytes) == text;
}

}  // namespace spanne::engine
