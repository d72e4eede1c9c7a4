// Reading whole files and writing them safely.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace spanne::records {

/// Why a file could not be read or written, in one sentence that names it and the system's reason.
struct FileError {
  std::string message;
};

/// The bytes of a file, or of standard input for "-". Refuses directories, what cannot be opened, and more than
/// `limit` bytes (reading no further than that).
std::variant<std::string, FileError> read_file(const std::string& path, std::size_t limit);
/// The same piece by piece, so that a large file needs no room.
std::optional<FileError> read_pieces(const std::string& path, std::size_t limit,
                                     const std::function<void(std::string_view)>& take);

/// Collects output and puts it in place as a whole: written beside `path` under another name, then renamed.
/// Whatever stops the program before commit() leaves the old file as it was and, where the file system knows files
/// without a name, nothing else behind. The mode of an old file stays. What is no regular file ("-" for standard
/// output, /dev/stdout, a pipe) cannot be replaced and is written to directly.
class AtomicFile {
 public:
  /// `mode`: who may do what with a file that is new, before the system's umask.
  explicit AtomicFile(std::string path, unsigned mode = 0666);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Creates the file beside `path`; to be called first. Refuses to replace a file that may not be written to.
  std::optional<FileError> open();
  std::optional<FileError> write(std::string_view bytes);
  /// `durable`: waits until the bytes are on the disk. For what cannot be made again; results can.
  std::optional<FileError> commit(bool durable = true);
  /// Once open: whether nothing is seen of it before commit().
  bool replaces() const { return !direct_; }

 private:
  std::optional<FileError> name_temporary();

  std::string path_, target_, temporary_;  // target_: path_ with links followed; temporary_: empty while it has no name
  unsigned mode_;
  bool direct_ = false;
  int descriptor_ = -1;
};

/// Puts `bytes` in place as a whole or not at all.
std::optional<FileError> write_file(const std::string& path, std::string_view bytes);
/// Keeps other runs of the program out of a folder until it is gone: whoever reads a file, changes it and puts it back
/// holds one. It is the folder itself that is locked, so nothing is left behind.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  /// Waits while another run holds the folder in which `path` lies.
  std::optional<FileError> hold(const std::string& path);

 private:
  int descriptor_ = -1;
};

}  // namespace spanne::records
