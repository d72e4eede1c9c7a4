// SHA-256 of rule text, the same however the file was carried from one system to another.
#include "engine/audit/digest.hpp"

#include <array>
#include <sodium.h>

namespace spanne::engine {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void absorb(crypto_hash_sha256_state& state, std::string_view text) {
  crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

std::string hexadecimal(const std::array<unsigned char, crypto_hash_sha256_BYTES>& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

}  // namespace

std::string digest(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (std::size_t end = text.find("\r\n"); end != std::string_view::npos; end = text.find("\r\n")) {
    absorb(state, text.substr(0, end));
    text.remove_prefix(end + 1);  // the line feed stays
  }
  absorb(state, text);
  std::array<unsigned char, crypto_hash_sha256_BYTES> bytes{};
  crypto_hash_sha256_final(&state, bytes.data());
  return hexadecimal(bytes);
}

}  // namespace spanne::engine
