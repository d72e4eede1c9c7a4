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

/// The largest file of accounts or people that is read, in bytes, whatever it comes from (docs/language.md#limits).
inline constexpr std::size_t largest_data_file = 1'000'000'000;

/// "cannot read accounts.csv: it is larger than 1 GB, which is the most it may be"
FileError too_large(const std::string& path, std::size_t limit);
/// Of what is no text and may never end, such as /dev/zero.
FileError begins_with_zero(const std::string& path);

/// The bytes of a file, or of standard input for "-". Refuses directories, what cannot be opened, and more than
/// `limit` bytes (reading no further than that); of pipes and devices also what begins with a zero byte.
std::variant<std::string, FileError> read_file(const std::string& path, std::size_t limit);
/// The same piece by piece, so that a large file needs no room.
std::optional<FileError> read_pieces(const std::string& path, std::size_t limit,
                                     const std::function<void(std::string_view)>& take);

/// Collects output and puts it in place as a whole: written beside `path` under no name, then renamed. Whatever stops
/// the program before commit() leaves the old file as it was. A new file gets its name in one step; only a run that is
/// killed in the very moment in which it replaces an old one (or at any time, where the file system does not know files
/// without a name) leaves a file `.spanne-….tmp` after, which the next run that writes in that folder removes. The
/// mode of an old file stays, and a link stays a link. What is no regular file ("-" for standard output, /dev/stdout, a
/// pipe) cannot be replaced and is written to directly.
class AtomicFile {
 public:
  enum class Existing { replaced, refused };

  /// `mode`: who may do what with a file that is new, before the system's umask.
  explicit AtomicFile(std::string path, unsigned mode = 0666, Existing existing = Existing::replaced);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Creates the file beside `path`; to be called first. Refuses to replace a file that may not be written to.
  std::optional<FileError> open();
  std::optional<FileError> write(std::string_view bytes);
  /// `durable`: waits until the bytes and the file's name are on the disk. For what cannot be made again; results can.
  std::optional<FileError> commit(bool durable = true);
  /// Once open: whether nothing is seen of it before commit().
  bool replaces() const { return !direct_; }

 private:
  std::optional<FileError> open_beside();
  std::optional<FileError> name_temporary();
  std::optional<FileError> put_in_place(bool durable);

  std::string path_, target_, temporary_;  // target_: path_ with links followed; temporary_: empty while it has no name
  unsigned mode_;
  Existing existing_;
  bool direct_ = false;
  int descriptor_ = -1;
};

/// Puts `bytes` in place as a whole or not at all.
std::optional<FileError> write_file(const std::string& path, std::string_view bytes);

/// Keeps other runs of the program out of a folder until it is gone: whoever reads a file, changes it and puts it back
/// holds one. It is the folder itself that is locked, so nothing is left after; of a link, the one in which the file
/// lies that is replaced.
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
