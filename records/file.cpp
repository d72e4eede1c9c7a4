// Files by the system's own calls, so that every failure keeps the system's reason.
#include "records/file.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace spanne::records {
namespace {

FileError cannot_read(const std::string& path) {
  return {fmt::format("cannot read {}: {}", path == "-" ? "standard input" : path, std::strerror(errno))};
}

FileError cannot_write(const std::string& path) {
  return {fmt::format("cannot write {}: {}", path == "-" ? "standard output" : path, std::strerror(errno))};
}

int opened(const std::string& path) { return path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }

/// "16 MB", "1000 bytes".
std::string size_text(std::size_t bytes) {
  constexpr std::size_t million = 1'000'000;
  return bytes % million == 0 ? fmt::format("{} MB", bytes / million) : fmt::format("{} bytes", bytes);
}

FileError too_large(const std::string& path, std::size_t limit) {
  return {fmt::format("cannot read {}: it is larger than {}, which is the most it may be",
                      path == "-" ? "standard input" : path, size_text(limit))};
}

/// A file descriptor that closes itself; standard input stays open.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

/// The size of a regular file, to make room once; 0 where there is none to know.
std::size_t expected_size(int descriptor) {
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
  return known ? static_cast<std::size_t>(status.st_size) : 0;
}

/// Where links lead to, so that a link stays a link.
std::string followed(const std::string& path) {
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string result(real);
  std::free(real);  // NOLINT: realpath allocates that way
  return result;
}

/// Whether a path is another name for a file that is open already, such as redirected standard output.
bool names_open_file(const std::string& path) {
  return path == "-" || path.starts_with("/dev/std") || path.starts_with("/dev/fd/") || path.starts_with("/proc/");
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

}  // namespace

std::variant<std::string, FileError> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(opened(path));
  if (file.get() < 0) return cannot_read(path);
  const std::size_t expected = expected_size(file.get());
  if (expected > limit) return too_large(path, limit);
  constexpr std::size_t unknown = 1 << 16;  // of a pipe
  // One more than there is, so that its end shows without more room, which would be cleared for nothing.
  std::string text(expected > 0 ? expected + 1 : unknown, '\0');
  for (std::size_t filled = 0;;) {
    if (filled == text.size()) text.resize(2 * filled);
    const ssize_t count = ::read(file.get(), text.data() + filled, text.size() - filled);
    if (count < 0 && errno != EINTR) return cannot_read(path);
    filled += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    if (filled > limit) return too_large(path, limit);
    if (count != 0) continue;
    text.resize(filled);
    return text;
  }
}

std::optional<FileError> read_pieces(const std::string& path, std::size_t limit,
                                     const std::function<void(std::string_view)>& take) {
  const Descriptor file(opened(path));
  if (file.get() < 0) return cannot_read(path);
  std::string piece(1 << 18, '\0');
  for (std::size_t taken = 0;;) {
    const ssize_t count = ::read(file.get(), piece.data(), piece.size());
    if (count < 0 && errno != EINTR) return cannot_read(path);
    if (count == 0) return std::nullopt;
    const auto size = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    taken += size;
    if (taken > limit) return too_large(path, limit);
    take(std::string_view(piece).substr(0, size));
  }
}

AtomicFile::AtomicFile(std::string path, unsigned mode) : path_(std::move(path)), mode_(mode) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

std::optional<FileError> AtomicFile::open() {
  struct stat status {};
  const bool exists = path_ != "-" && ::stat(path_.c_str(), &status) == 0;
  // A device, a pipe or somebody's open file is added to; it must not be replaced by another.
  direct_ = names_open_file(path_) || (exists && !S_ISREG(status.st_mode));
  if (direct_) {
    descriptor_ = path_ == "-" ? ::dup(STDOUT_FILENO) : ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    return descriptor_ < 0 ? std::optional(cannot_write(path_)) : std::nullopt;
  }
  if (exists && ::access(path_.c_str(), W_OK) != 0) return cannot_write(path_);
  target_ = exists ? followed(path_) : path_;
  // A file without a name vanishes with the process, however that ends; not every file system has them.
  const bool can_be_named = ::access("/proc/self/fd", X_OK) == 0;
  if (can_be_named) descriptor_ = ::open(folder_of(target_).c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, mode_);
  if (descriptor_ < 0)
    if (auto error = name_temporary()) return error;
  if (exists && ::fchmod(descriptor_, status.st_mode & 07777U) != 0) return cannot_write(path_);
  return std::nullopt;
}

/// Gives the file its name beside the target; creates it where it does not exist yet.
std::optional<FileError> AtomicFile::name_temporary() {
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::string name = fmt::format("{}.{}-{}.tmp", target_, ::getpid(), attempt);
    int result = -1;
    if (descriptor_ >= 0) {
      const std::string nameless = fmt::format("/proc/self/fd/{}", descriptor_);
      result = ::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW);
    } else {
      result = descriptor_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_);
    }
    if (result >= 0) {
      temporary_ = std::move(name);
      return std::nullopt;
    }
    if (errno != EEXIST) break;  // one left over from an earlier run is passed by
  }
  return cannot_write(path_);
}

std::optional<FileError> AtomicFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return cannot_write(path_);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return std::nullopt;
}

std::optional<FileError> AtomicFile::commit(bool durable) {
  if (!direct_ && durable && ::fsync(descriptor_) != 0) return cannot_write(path_);
  if (!direct_ && temporary_.empty())
    if (auto error = name_temporary()) return error;
  if (::close(std::exchange(descriptor_, -1)) != 0) return cannot_write(path_);
  if (direct_) return std::nullopt;
  // Some file systems write a file to the disk before they let it replace another, but not where the two change names;
  // what is then left under the temporary name is the old one.
  if (!durable && ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) == 0)
    return std::nullopt;
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return cannot_write(path_);
  temporary_.clear();
  return std::nullopt;
}

std::optional<FileError> write_file(const std::string& path, std::string_view bytes) {
  AtomicFile file(path);
  if (auto error = file.open()) return error;
  if (auto error = file.write(bytes)) return error;
  return file.commit();
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<FileError> FolderLock::hold(const std::string& path) {
  const std::string folder = folder_of(path);
  descriptor_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int result = descriptor_;
  while (result >= 0 && (result = ::flock(descriptor_, LOCK_EX)) != 0 && errno == EINTR) result = descriptor_;
  if (result >= 0) return std::nullopt;
  return FileError{fmt::format("cannot lock the folder {}: {}", folder, std::strerror(errno))};
}

}  // namespace spanne::records
