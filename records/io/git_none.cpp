// In builds without libgit2: rule files of older revisions are refused.
#include <fmt/format.h>

#include "records/io/git.hpp"

namespace spanne::records {

std::variant<std::string, FileError> read_from_git(const std::string& revision, const std::string& path, std::size_t) {
  return FileError{
      fmt::format("cannot read {} from git as of {}: reading from git is not in this build; write the file "
                  "with git show {}:{} > old.spanne, and name that",
                  path, revision, revision, path)};
}

}  // namespace spanne::records
