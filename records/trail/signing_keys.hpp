// Keys of those who sign, as small text files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/io/file.hpp"
#include "records/trail/anchor.hpp"
#include "records/trail/locked_key.hpp"

namespace spanne::records {

/// The words with which the lines of key files begin.
inline constexpr std::string_view secret_key_word = "spanne-secret-key", locked_key_word = "spanne-secret-key-2",
                                  public_key_word = "spanne-public-key";
/// In bytes.
inline constexpr std::size_t largest_key_file = 1'000'000;

/// A file holds no key, or the wrong kind of one; the message names the file.
struct KeyError {
  std::string message, help;
};

/// `public_key` in base64, and whose it is, where the file says so; what the key may sign, and when.
struct TrustedKey {
  std::string public_key, name;
  bool is_author = true, is_approver = true;  // the roles it may sign in
  std::vector<std::string> rules;             // names of the rule files it may sign for; none: all
  /// Days of UTC as the log writes them, empty where there is none: the first and the last whose lines it may sign, and
  /// the one from which on nothing it signed is believed.
  std::string from, until, revoked;

  bool operator==(const TrustedKey&) const = default;
};

/// A file of public keys, and what logs have to be like; empty or 0 where the file does not say.
struct TrustFile {
  std::vector<TrustedKey> keys;
  std::string programme;      // which the log has to name
  int required = 0;           // approvals that the policy of the log has to ask for, 1 to most_approvals
  bool author_apart = false;  // and it has to keep authors apart
  LineAnchor seen;            // a line that the log has to have
  std::string digest;         // SHA-256 of its bytes
};

/// A secret key that a passphrase unlocks (engine::unlock_key).
struct LockedKey {
  std::string text;
};

/// The secret key of a file that write_key_pair made. Refuses a file that others than its owner can read or write.
std::variant<std::string, LockedKey, KeyError, FileError> read_secret_key(const std::string& path);

/// Why the key in `path` could not be unlocked.
KeyError unlock_error(const std::string& path, engine::LockedKeyFault fault);

/// Whether others than its owner can read or write a file, as its mode says; nullopt if they cannot, and of what is no
/// regular file. `holds` says what it is to hold, "the secret key".
std::optional<KeyError> exposure_error(const std::string& path, std::string_view holds);

/// What new passphrases may not be, as the end of a sentence: of characters that cannot be seen, with blanks that
/// cannot be distinguished from none, or too long. It repeats nothing of the passphrase. Returns nullopt if it may be
/// used.
std::optional<std::string> passphrase_fault(std::string_view passphrase);

/// What is wrong with the name of a programme, which trust files and policies have to have in the same way; nullopt if
/// nothing is.
std::optional<KeyError> programme_name_error(std::string_view name);

/// The public keys of a file, one a line, with a name after each if one likes, then fields such as `; role: approver`
/// (docs/commands.md#trust-files); at least one. Blank lines and lines that begin with `#` are passed over. No key is
/// listed with two names or with different fields; two keys may have the same name.
std::variant<TrustFile, KeyError, FileError> read_trust_file(const std::string& path);

/// Why nobody in a file of public keys can be called so: hidden characters, or words that would be read as fields.
/// Returns nullopt if the name can be used.
std::optional<KeyError> key_name_error(std::string_view name);

/// Returns an error if one of the files that write_key_pair would make exists.
std::optional<FileError> existing_key_error(const std::string& path);

/// Makes a new pair: the secret key, readable for its owner alone, in `path`, the public one in `path`.pub. Replaces
/// nothing. An empty passphrase leaves the secret key unlocked.
std::optional<FileError> write_key_pair(const std::string& path, const std::string& name,
                                        std::string_view passphrase = {});

/// Replaces the file of a secret key by one with the same key and another passphrase, or none.
std::optional<FileError> rewrite_secret_key(const std::string& path, const std::string& secret_key,
                                            std::string_view passphrase);

}  // namespace spanne::records
