// Passphrases of secret keys: asked for on the terminal, or in files.
#pragma once

#include <string>

#include "cli/commands.hpp"

namespace spanne::cli {

/// The answer to a question on the terminal (`output.terminal.asks`), in Unicode's normal form C; throws Stop if the
/// input ends.
std::string asked_passphrase(const std::string& question, const Output& output);

/// The first line of a file, in Unicode's normal form C. Throws Stop if it is empty, is none that new_passphrase would
/// take, or can be read by others.
std::string passphrase_in_file(const std::string& file, const Output& output);

/// The passphrase for the key in `key`: that of `file`, or what is answered on a terminal twice alike. Empty for none,
/// which is said on `err`: on a terminal, for an empty answer; elsewhere without a file.
std::string new_passphrase(const std::string& key, const std::string& file, const Output& output);

}  // namespace spanne::cli
