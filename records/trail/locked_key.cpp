// Argon2id makes a key of the passphrase, XSalsa20-Poly1305 (crypto_secretbox) locks the secret key with it.
#include "records/trail/locked_key.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <sodium.h>

#include "records/trail/base64.hpp"
#include "records/trail/signature.hpp"

namespace spanne::engine {
namespace {

constexpr std::uint32_t passes = 3;
constexpr std::uint32_t least_passes = 2, most_passes = 4;     // of what is read
constexpr std::uint32_t least_memory = 64, most_memory = 256;  // MiB
static_assert(locking_memory >= least_memory && locking_memory <= most_memory);

// The parts one after another: salt, passes, memory (both little-endian), nonce, box, checksum of all before it. The
// checksum is no secret and protects nothing; it tells a damaged file from a wrong passphrase.
constexpr std::size_t salt_at = 0, passes_at = salt_at + crypto_pwhash_SALTBYTES, memory_at = passes_at + 4,
                      nonce_at = memory_at + 4, box_at = nonce_at + crypto_secretbox_NONCEBYTES,
                      checksum_at = box_at + crypto_secretbox_MACBYTES + crypto_sign_SECRETKEYBYTES, checksum_size = 16,
                      locked_size = checksum_at + checksum_size;

using LockedBytes = FixedBytes<locked_size>;
using BoxKey = SecretBytes<crypto_secretbox_KEYBYTES>;

void put_number(LockedBytes& bytes, std::size_t at, std::uint32_t number) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<unsigned char>((number >> (8 * i)) & 0xFFU);
}

std::uint32_t number_at(const LockedBytes& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i-- > 0;) number = (number << 8U) | bytes[at + i];
  return number;
}

FixedBytes<checksum_size> checksum_of(const LockedBytes& bytes) {
  FixedBytes<checksum_size> sum{};
  crypto_generichash(sum.data(), sum.size(), bytes.data(), checksum_at, nullptr, 0);
  return sum;
}

std::optional<LockedBytes> whole(std::string_view locked) {
  LockedBytes bytes{};
  if (!read_base64(locked, bytes)) return std::nullopt;
  const auto sum = checksum_of(bytes);
  if (!std::equal(sum.begin(), sum.end(), bytes.begin() + checksum_at)) return std::nullopt;
  return bytes;
}

/// Returns false if there is not enough memory.
bool derive(BoxKey& key, std::string_view passphrase, const LockedBytes& bytes) {
  const std::size_t memory = std::size_t{number_at(bytes, memory_at)} << 20U;
  return crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), bytes.data() + salt_at,
                       number_at(bytes, passes_at), memory, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

}  // namespace

std::variant<std::string, LockedKeyFault> lock_key(std::string_view secret_key, std::string_view passphrase) {
  start_sodium();
  SecretBytes<crypto_sign_SECRETKEYBYTES> secret;
  if (!read_base64(secret_key, secret)) return LockedKeyFault::damaged;
  LockedBytes bytes{};
  randombytes_buf(bytes.data() + salt_at, crypto_pwhash_SALTBYTES);
  put_number(bytes, passes_at, passes);
  put_number(bytes, memory_at, locking_memory);
  randombytes_buf(bytes.data() + nonce_at, crypto_secretbox_NONCEBYTES);
  BoxKey key;
  if (!derive(key, passphrase, bytes)) return LockedKeyFault::memory;
  crypto_secretbox_easy(bytes.data() + box_at, secret.data(), secret.size(), bytes.data() + nonce_at, key.data());
  const auto sum = checksum_of(bytes);
  std::copy(sum.begin(), sum.end(), bytes.begin() + checksum_at);
  return to_base64(bytes);
}

std::variant<std::string, LockedKeyFault> unlock_key(std::string_view locked, std::string_view passphrase) {
  start_sodium();
  const auto bytes = whole(locked);
  if (!bytes) return LockedKeyFault::damaged;
  const std::uint32_t asked_passes = number_at(*bytes, passes_at), asked_memory = number_at(*bytes, memory_at);
  if (asked_passes < least_passes || asked_passes > most_passes || asked_memory < least_memory ||
      asked_memory > most_memory)
    return LockedKeyFault::limits;
  BoxKey key;
  if (!derive(key, passphrase, *bytes)) return LockedKeyFault::memory;
  SecretBytes<crypto_sign_SECRETKEYBYTES> secret;
  if (crypto_secretbox_open_easy(secret.data(), bytes->data() + box_at, checksum_at - box_at, bytes->data() + nonce_at,
                                 key.data()) != 0)
    return LockedKeyFault::passphrase;
  std::string text = to_base64(secret);
  if (public_key_of(text)) return text;
  wipe(text);
  return LockedKeyFault::damaged;
}

bool is_locked_key(std::string_view locked) { return whole(locked).has_value(); }

}  // namespace spanne::engine
