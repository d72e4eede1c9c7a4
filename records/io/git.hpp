// Files as they were in a git repository.
#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include "records/io/file.hpp"

namespace spanne::records {

/// The bytes of `path` (relative to the current folder, as everywhere) in `revision` (a branch, a tag, HEAD~3, the
/// beginning of a commit's name) of the repository the path lies in; at most `limit`. The file need not exist any more.
/// The library for it is loaded only here, so that no other command waits for it.
std::variant<std::string, FileError> read_from_git(const std::string& revision, const std::string& path,
                                                   std::size_t limit);

}  // namespace spanne::records
