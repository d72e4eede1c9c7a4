#include "records/trail/signature.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <sodium.h>

namespace spanne::engine {
namespace {

constexpr int writing = sodium_base64_VARIANT_ORIGINAL;

template <std::size_t size>
using Bytes = std::array<unsigned char, size>;

template <std::size_t size>
std::string to_text(const Bytes<size>& bytes) {
  std::string text(sodium_base64_ENCODED_LEN(size, writing), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), size, writing);
  text.pop_back();  // the library's closing zero
  return text;
}

/// Exactly so many bytes, or nothing. Padding and trailing bits have to be as to_text writes them, so that one key has
/// one text.
template <std::size_t size>
std::optional<Bytes<size>> from_text(std::string_view text) {
  Bytes<size> bytes{};
  std::size_t length = 0;
  const int failed =
      sodium_base642bin(bytes.data(), size, text.data(), text.size(), nullptr, &length, nullptr, writing);
  if (failed != 0 || length != size || to_text(bytes) != text) return std::nullopt;
  return bytes;
}

std::string statement(Signed what, std::string_view digest) {
  return (what == Signed::receipt ? "spanne receipt " : "spanne release ") + std::string(digest);
}

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

KeyPair make_key_pair() {
  if (sodium_init() < 0) std::abort();  // no source of random numbers: nothing that follows would be safe
  Bytes<crypto_sign_PUBLICKEYBYTES> open{};
  Bytes<crypto_sign_SECRETKEYBYTES> secret{};
  crypto_sign_keypair(open.data(), secret.data());
  return {to_text(secret), to_text(open)};
}

std::optional<std::string> public_key_of(std::string_view secret_key) {
  const auto secret = from_text<crypto_sign_SECRETKEYBYTES>(secret_key);
  if (!secret) return std::nullopt;
  // The second half is the public key; made anew from the first, a damaged file is noticed.
  Bytes<crypto_sign_SEEDBYTES> seed{};
  Bytes<crypto_sign_PUBLICKEYBYTES> open{};
  Bytes<crypto_sign_SECRETKEYBYTES> again{};
  crypto_sign_ed25519_sk_to_seed(seed.data(), secret->data());
  crypto_sign_seed_keypair(open.data(), again.data(), seed.data());
  if (again != *secret) return std::nullopt;
  return to_text(open);
}

bool is_public_key(std::string_view text) { return from_text<crypto_sign_PUBLICKEYBYTES>(text).has_value(); }

std::optional<std::string> sign(Signed what, std::string_view digest, std::string_view secret_key) {
  const auto secret = from_text<crypto_sign_SECRETKEYBYTES>(secret_key);
  if (!secret) return std::nullopt;
  const std::string message = statement(what, digest);
  Bytes<crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret->data());
  return to_text(signature);
}

bool is_signed(Signed what, std::string_view digest, std::string_view signature, std::string_view public_key) {
  const auto bytes = from_text<crypto_sign_BYTES>(signature);
  const auto key = from_text<crypto_sign_PUBLICKEYBYTES>(public_key);
  if (!bytes || !key) return false;
  const std::string message = statement(what, digest);
  return crypto_sign_verify_detached(bytes->data(), bytes_of(message), message.size(), key->data()) == 0;
}

}  // namespace spanne::engine
