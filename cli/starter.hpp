// The files `spanne init` begins a guideline with, carried inside the program (rules/starter).
#pragma once

#include <string_view>
#include <vector>

namespace spanne::cli {

struct StarterFile {
  std::string_view name;  // without a folder
  std::string_view text;
};

/// In the order in which they are named to the user: the guideline first, then the accounts, then the people.
std::vector<StarterFile> starter_files(bool german);

}  // namespace spanne::cli
