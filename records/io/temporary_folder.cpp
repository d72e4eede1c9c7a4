#include "records/io/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

#include "records/io/system.hpp"

namespace spanne::records {

namespace fs = std::filesystem;

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

std::optional<FileError> TemporaryFolder::open() {
  std::error_code error;
  const fs::path place = fs::temp_directory_path(error);
  if (error) return FileError{fmt::format("there is no folder for temporary files: {}", error.message())};
  std::string name = (fs::absolute(place) / "spanne-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    return FileError{fmt::format("cannot make a folder in {}: {}", place.string(), std::strerror(errno))};
  path_ = name;
  return std::nullopt;
}

std::optional<FileError> TemporaryFolder::make_folders_of(const std::string& relative) const {
  std::error_code error;
  fs::create_directories((fs::path(path_) / relative).parent_path(), error);
  if (error) return FileError{fmt::format("cannot make the folder of {}: {}", relative, error.message())};
  return std::nullopt;
}

WorkingFolder::WorkingFolder(const std::string& path) : before_(open_current_folder()) {
  if (before_ < 0 || ::chdir(path.c_str()) != 0)
    error_ = FileError{fmt::format("cannot enter {}: {}", path, std::strerror(errno))};
}

WorkingFolder::~WorkingFolder() {
  if (before_ < 0) return;
  if (::fchdir(before_) != 0) std::abort();  // relative paths would mean other files
  ::close(before_);
}

}  // namespace spanne::records
