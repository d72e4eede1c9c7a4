// Secret keys as they are named on the command line.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.hpp"

namespace spanne::cli {

/// The secret keys to sign with, in the order in which they were typed. A command that signs has this as its base.
struct SigningArguments {
  std::vector<std::string> sign;  // files
};

/// The keys themselves; throws Stop if a file holds none, or has been named twice.
std::vector<std::string> secret_keys(const SigningArguments& arguments, const Output& output);

}  // namespace spanne::cli
