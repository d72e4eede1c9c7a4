// Secret keys as they are named on the command line.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/file_roles.hpp"

namespace spanne::cli {

/// The secret keys to sign with, in the order in which they were typed. A command that signs has this as its base.
struct SigningArguments {
  std::vector<std::string> sign;  // files
  /// Files whose first lines are the passphrases of those keys that have one, in the order of `sign`; a single one is
  /// for all of them. Without any, they are asked for on the terminal.
  std::vector<std::string> passphrase_files;
};

/// Adds the files of keys and passphrases to those that nothing must be written over.
void read_keys(FileRoles& files, const SigningArguments& arguments);

/// The keys themselves; throws Stop if a file holds none, has been named twice, can be read by others, or stays locked.
std::vector<std::string> secret_keys(const SigningArguments& arguments, const Output& output);

/// The key of one file. `passphrase_file` may be empty: then a passphrase is asked for.
std::string secret_key(const std::string& path, const std::string& passphrase_file, const Output& output);

/// Throws Stop if the public key beside the secret one, in FILE.pub, says that it is somebody else's.
void refuse_key_of_other(const std::string& path, const std::string& secret_key, const std::string& name,
                         const Output& output);

}  // namespace spanne::cli
