// The files that `spanne init` writes, embedded in the program (rules/starter).
#pragma once

#include <string>
#include <vector>

namespace spanne::cli {

struct StarterFile {
  std::string name;  // without a folder
  std::string text;
};

/// In the order in which they are listed to the user: the guideline, the accounts, the people.
std::vector<StarterFile> starter_files(bool german);

}  // namespace spanne::cli
