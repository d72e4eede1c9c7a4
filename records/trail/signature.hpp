// Ed25519 signatures: who vouches for a line of the log, or for a receipt.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spanne::engine {

/// Both keys in base64. The secret one signs and stays with its owner; the public one is for everyone who checks.
struct KeyPair {
  std::string secret_key, public_key;
};

/// Prepares the library of signatures, as often as one likes. Ends the program if the system has no random numbers.
void start_sodium();

KeyPair make_key_pair();

/// Nullopt where the text is no secret key.
std::optional<std::string> public_key_of(std::string_view secret_key);
bool is_public_key(std::string_view text);

/// What is signed. A signature says it, so that it cannot be passed off as one of something else.
enum class Signed { log_line, receipt };

/// The signature of a digest in base64; nullopt where the text is no secret key.
std::optional<std::string> sign(Signed what, std::string_view digest, std::string_view secret_key);
/// False also for what is no signature or no key.
bool is_signed(Signed what, std::string_view digest, std::string_view signature, std::string_view public_key);

/// Zeroes and empties a text that was secret.
void wipe(std::string& secret);

}  // namespace spanne::engine
