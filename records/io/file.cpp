// Reading by the system's own calls, so that every failure keeps the system's reason.
#include "records/io/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace spanne::records {
namespace {

int opened(const std::string& path) { return path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }

/// "1 GB", "16 MB", "1000 bytes".
std::string size_text(std::size_t bytes) {
  constexpr std::size_t million = 1'000'000;
  if (bytes % (1'000 * million) == 0) return fmt::format("{} GB", bytes / (1'000 * million));
  return bytes % million == 0 ? fmt::format("{} MB", bytes / million) : fmt::format("{} bytes", bytes);
}

std::string readable_name(const std::string& path) { return path == "-" ? "standard input" : path; }

FileError cannot_read(const std::string& path) {
  return {fmt::format("cannot read {}: {}", readable_name(path), std::strerror(errno))};
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

}  // namespace

FileError too_large(const std::string& path, std::size_t limit) {
  return {fmt::format("cannot read {}: it is larger than {}, which is the most it may be", readable_name(path),
                      size_text(limit))};
}

FileError begins_with_zero(const std::string& path) {
  return {fmt::format("cannot read {}: it begins with a zero byte, so it is no text", readable_name(path))};
}

std::variant<std::string, FileError> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(opened(path));
  if (file.get() < 0) return cannot_read(path);
  const std::size_t expected = expected_size(file.get());
  if (expected > limit) return too_large(path, limit);
  constexpr std::size_t unknown = 1 << 16;  // of a pipe
  // One more than there is, so that its end shows without more room, which would be cleared for nothing.
  std::string text(expected > 0 ? expected + 1 : unknown, '\0');
  for (std::size_t filled = 0;;) {
    if (filled == text.size()) text.resize(std::min(2 * filled, limit + 1));
    const ssize_t count = ::read(file.get(), text.data() + filled, text.size() - filled);
    if (count < 0 && errno != EINTR) return cannot_read(path);
    filled += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    if (expected == 0 && filled > 0 && text[0] == '\0') return begins_with_zero(path);
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

}  // namespace spanne::records
