// TemporaryFolder is a folder for this run alone, gone with all that is in it.
#pragma once

#include <optional>
#include <string>

#include "records/io/file.hpp"

namespace spanne::records {

class TemporaryFolder {
 public:
  TemporaryFolder() = default;
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  /// Makes it where the system keeps such folders (TMPDIR), readable for nobody else. To be called first.
  std::optional<FileError> open();
  const std::string& path() const { return path_; }
  /// The folders on the way to `relative`, a path of plain names inside.
  std::optional<FileError> make_folders_of(const std::string& relative) const;

 private:
  std::string path_;
};

/// Makes a folder the current one until the object is gone: for commands that read only files in it, whose names then
/// stand in messages and reports as they are there. Nothing else may run meanwhile.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::string& path);
  ~WorkingFolder();
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

  /// Set if the folder could not be entered.
  const std::optional<FileError>& error() const { return error_; }

 private:
  int before_ = -1;
  std::optional<FileError> error_;
};

}  // namespace spanne::records
