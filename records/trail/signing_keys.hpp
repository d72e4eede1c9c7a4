// Keys of those who sign, as small text files.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "records/io/file.hpp"

namespace spanne::records {

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
};

/// A file of public keys. `programme` is the name that logs have to state, empty where the file states none.
struct TrustFile {
  std::vector<TrustedKey> keys;
  std::string programme;
  std::string digest;  // SHA-256 of its bytes
};

/// The secret key of a file that write_key_pair made.
std::variant<std::string, KeyError, FileError> read_secret_key(const std::string& path);

/// The public keys of a file, one a line, with a name after each if one likes; at least one. Blank lines and lines
/// that begin with `#` are passed over. No key is listed under two names; two keys may have the same name.
std::variant<TrustFile, KeyError, FileError> read_trust_file(const std::string& path);

/// Makes a new pair: the secret key, readable for its owner alone, in `path`, the public one in `path`.pub. Replaces
/// nothing.
std::optional<FileError> write_key_pair(const std::string& path, const std::string& name);

}  // namespace spanne::records
