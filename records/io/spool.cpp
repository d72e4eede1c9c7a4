#include "records/io/spool.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "records/io/system.hpp"

namespace spanne::records {
namespace {

constexpr std::size_t held_in_memory = 4'000'000;
constexpr std::size_t piece = 1 << 18;

std::optional<std::size_t> read_fully(int descriptor, std::size_t offset, char* out, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::pread(descriptor, out + done, size - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace

std::optional<FileError> Spool::append(std::string_view bytes) {
  const auto failed = [] {
    return FileError{fmt::format("cannot keep data in a temporary file: {}", std::strerror(errno))};
  };
  size_ += bytes.size();
  if (!file_) {
    memory_ += bytes;
    if (memory_.size() <= held_in_memory) return std::nullopt;
    file_.reset(temporary_file());
    if (!file_) return failed();
    bytes = memory_;
  }
  const bool written =
      std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size() && std::fflush(file_.get()) == 0;
  memory_ = {};
  return written ? std::nullopt : std::optional(failed());
}

std::size_t Spool::read(std::size_t offset, char* out, std::size_t size) const {
  if (file_) return read_fully(::fileno(file_.get()), offset, out, size).value_or(0);
  if (offset >= memory_.size()) return 0;
  const std::size_t count = std::min(size, memory_.size() - offset);
  std::memcpy(out, memory_.data() + offset, count);
  return count;
}

void Spool::clear() {
  memory_ = {};
  file_.reset();
  size_ = 0;
}

std::optional<FileError> Spool::copy(const std::function<std::optional<FileError>(std::string_view)>& take) const {
  if (!file_) return take(memory_);
  std::vector<char> buffer(piece);
  std::size_t offset = 0;
  while (const std::size_t count = read(offset, buffer.data(), buffer.size())) {
    if (auto error = take({buffer.data(), count})) return error;
    offset += count;
  }
  return std::nullopt;
}

Input::~Input() {
  if (descriptor_ > 0) ::close(descriptor_);
}

FileError Input::refused() const {
  return {fmt::format("cannot read {}: {}", path_ == "-" ? "standard input" : path_, std::strerror(errno))};
}

std::optional<FileError> Input::open(const std::string& path) {
  path_ = path;
  descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) return refused();
  const bool regular = S_ISREG(status.st_mode) && ::lseek(descriptor_, 0, SEEK_CUR) == 0;
  size_ = regular ? static_cast<std::size_t>(status.st_size) : 0;
  if (size_ > largest_data_file) return too_large(path, largest_data_file);
  if (regular && size_ > 0) return std::nullopt;
  spooled_ = true;
  std::vector<char> buffer(piece);
  for (;;) {
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refused();
    if (count == 0) break;
    if (spool_.size() == 0 && buffer[0] == '\0') return begins_with_zero(path);
    if (spool_.size() + static_cast<std::size_t>(count) > largest_data_file) return too_large(path, largest_data_file);
    if (auto error = spool_.append({buffer.data(), static_cast<std::size_t>(count)})) return error;
  }
  size_ = spool_.size();
  return std::nullopt;
}

void Input::take(Spool&& bytes, const std::string& path) {
  path_ = path;
  spool_ = std::move(bytes);
  spooled_ = true;
  size_ = spool_.size();
}

std::optional<std::size_t> Input::read(std::size_t offset, char* out, std::size_t size) const {
  if (spooled_) return spool_.read(offset, out, size);
  const auto count = read_fully(descriptor_, offset, out, size);
  if (!count || offset + *count <= largest_data_file) return count;
  errno = EFBIG;  // it has grown meanwhile
  return std::nullopt;
}

}  // namespace spanne::records
