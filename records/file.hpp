// Reading whole files and writing them safely.
#pragma once

#include <cstddef>
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

/// Collects output and puts it in place as a whole: written beside `path` under another name, synced, then renamed.
/// Whatever stops the program before commit() leaves the old file as it was and no other file behind.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Creates the file beside `path`; to be called first.
  std::optional<FileError> open();
  std::optional<FileError> write(std::string_view bytes);
  std::optional<FileError> commit();

 private:
  std::string path_, temporary_;
  int descriptor_ = -1;
};

}  // namespace spanne::records
