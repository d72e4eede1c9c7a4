// The files that `spanne init` writes, embedded in the program (rules/starter).
#pragma once

#include <string_view>
#include <vector>

namespace spanne::cli {

struct StarterFile {
  std::string_view name;  // without a folder
  std::string_view text;
};

/// In the order in which they are listed to the user: the guideline, the accounts, the people.
std::vector<StarterFile> starter_files(bool german);

}  // namespace spanne::cli
