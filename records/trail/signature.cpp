#include "records/trail/signature.hpp"

#include <cstdlib>
#include <sodium.h>

#include "records/trail/base64.hpp"

namespace spanne::engine {
namespace {

using PublicBytes = FixedBytes<crypto_sign_PUBLICKEYBYTES>;
using SecretKeyBytes = SecretBytes<crypto_sign_SECRETKEYBYTES>;

std::string statement(Signed what, std::string_view digest) {
  return (what == Signed::receipt ? "spanne receipt " : "spanne release ") + std::string(digest);
}

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

void start_sodium() {
  if (sodium_init() < 0) std::abort();  // no source of random numbers: nothing that follows would be safe
}

KeyPair make_key_pair() {
  start_sodium();
  PublicBytes open{};
  SecretKeyBytes secret;
  crypto_sign_keypair(open.data(), secret.data());
  return {to_base64(secret), to_base64(open)};
}

std::optional<std::string> public_key_of(std::string_view secret_key) {
  SecretKeyBytes secret, again;
  if (!read_base64(secret_key, secret)) return std::nullopt;
  // The second half is the public key; made anew from the first, a damaged file is noticed.
  SecretBytes<crypto_sign_SEEDBYTES> seed;
  PublicBytes open{};
  crypto_sign_ed25519_sk_to_seed(seed.data(), secret.data());
  crypto_sign_seed_keypair(open.data(), again.data(), seed.data());
  if (again != secret) return std::nullopt;
  return to_base64(open);
}

bool is_public_key(std::string_view text) {
  PublicBytes open{};
  return read_base64(text, open);
}

std::optional<std::string> sign(Signed what, std::string_view digest, std::string_view secret_key) {
  SecretKeyBytes secret;
  if (!read_base64(secret_key, secret)) return std::nullopt;
  const std::string message = statement(what, digest);
  FixedBytes<crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret.data());
  return to_base64(signature);
}

bool is_signed(Signed what, std::string_view digest, std::string_view signature, std::string_view public_key) {
  FixedBytes<crypto_sign_BYTES> bytes{};
  PublicBytes key{};
  if (!read_base64(signature, bytes) || !read_base64(public_key, key)) return false;
  const std::string message = statement(what, digest);
  return crypto_sign_verify_detached(bytes.data(), bytes_of(message), message.size(), key.data()) == 0;
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

}  // namespace spanne::engine
