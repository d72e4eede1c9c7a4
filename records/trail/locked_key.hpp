// A secret key locked with a passphrase, as one base64 text.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace spanne::engine {

/// Why a key stays locked. `damaged`: bytes are missing or changed. `limits`: it asks for more memory or time than any
/// key of this program. `memory`: this machine has not enough free memory.
enum class LockedKeyFault { damaged, limits, memory, passphrase };

/// The memory that locking and unlocking take, in MiB. Argon2id with 128 MiB and 3 passes takes an eighth of a
/// second (measured): between libsodium's "interactive" (64 MiB, 2 passes), meant for servers that check many passwords
/// at once, and its "moderate" (256 MiB, 3 passes), which small virtual machines cannot always spare. Whoever steals
/// the file pays it for every passphrase that is tried.
inline constexpr unsigned locking_memory = 128;

/// Locks a secret key (base64, see signature.hpp); the text holds salt, limits, nonce, box and checksum. Every call
/// gives another text. Fails with `damaged` if the key is none, and with `memory`.
std::variant<std::string, LockedKeyFault> lock_key(std::string_view secret_key, std::string_view passphrase);

/// The secret key again. Memory and time are bounded whatever the text says: at most 256 MiB and 4 passes.
std::variant<std::string, LockedKeyFault> unlock_key(std::string_view locked, std::string_view passphrase);

/// Whether the text is whole, which a checksum shows without the passphrase.
bool is_locked_key(std::string_view locked);

}  // namespace spanne::engine
