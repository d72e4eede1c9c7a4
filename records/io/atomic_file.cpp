// Writing by the system's own calls, so that every failure keeps the system's reason.
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "records/io/file.hpp"
#include "records/io/paths.hpp"
#include "records/io/system.hpp"

namespace spanne::records {
namespace {

constexpr std::string_view temporary_prefix = ".spanne-", temporary_suffix = ".tmp";
constexpr std::size_t temporary_digits = 16;

FileError cannot_write(const std::string& path) {
  return {fmt::format("cannot write {}: {}", path == "-" ? "standard output" : path, std::strerror(errno))};
}

std::string new_temporary_name(const std::string& folder) {
  const std::string in_folder = folder.ends_with('/') ? folder : folder + "/";
  return fmt::format("{}{}{:0{}x}{}", in_folder, temporary_prefix, random_number(), temporary_digits, temporary_suffix);
}

bool is_temporary_name(std::string_view name) {
  if (name.size() != temporary_prefix.size() + temporary_digits + temporary_suffix.size()) return false;
  const std::string_view digits = name.substr(temporary_prefix.size(), temporary_digits);
  return name.starts_with(temporary_prefix) && name.ends_with(temporary_suffix) &&
         digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Removes what runs that were killed have left in a folder. A run at work holds a lock on its file, which the system
/// takes back when the run ends, however it does.
void remove_leftovers(const std::string& folder) {
  std::error_code code;
  for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    if (!is_temporary_name(entry->path().filename().native())) continue;
    const int file = ::open(entry->path().c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) continue;
    if (lock_abandoned_file(file)) ::unlink(entry->path().c_str());
    ::close(file);
  }
}

/// Waits until the names in a folder are on the disk. Some file systems cannot be asked to.
std::optional<FileError> sync_folder(int folder, const std::string& path) {
  if (sync_to_disk(folder) || errno == EINVAL || errno == ENOTSUP) return std::nullopt;
  return FileError{fmt::format("{} has been written, but may be the old one again after a power failure: {}", path,
                               std::strerror(errno))};
}

}  // namespace

AtomicFile::AtomicFile(std::string path, unsigned mode, Existing existing)
    : path_(std::move(path)), mode_(mode), existing_(existing) {}

AtomicFile::~AtomicFile() {
  // The name goes first: whoever finds a name without a lock takes it for a leftover.
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  if (descriptor_ >= 0) close_file(descriptor_);
}

std::optional<FileError> AtomicFile::open() {
  struct stat status {};
  const bool exists = path_ != "-" && ::stat(path_.c_str(), &status) == 0;
  if (!exists && path_ != "-" && errno != ENOENT) return cannot_write(path_);
  target_ = link_target(path_);
  // A device, a pipe or somebody's open file is added to; it must not be replaced by another.
  direct_ = names_open_file(target_) || (exists && !S_ISREG(status.st_mode));
  if (direct_) {
    descriptor_ = path_ == "-" ? open_standard_output() : ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    return descriptor_ < 0 ? std::optional(cannot_write(path_)) : std::nullopt;
  }
  if (exists && existing_ == Existing::refused) {
    errno = EEXIST;
    return cannot_write(path_);
  }
  if (exists && ::access(path_.c_str(), W_OK) != 0) return cannot_write(path_);
  if (auto error = open_beside()) return error;
  if (exists && ::fchmod(descriptor_, status.st_mode & 07777U) != 0) return cannot_write(path_);
  return std::nullopt;
}

std::optional<FileError> AtomicFile::open_beside() {
  remove_leftovers(folder_of(target_));
  // A file without a name vanishes with the process, however that ends; not every file system has them.
  descriptor_ = open_nameless(folder_of(target_), mode_);
  if (descriptor_ < 0) return name_temporary();
  lock_file(descriptor_);  // see remove_leftovers; nobody else knows the file, so this does not wait
  return std::nullopt;
}

/// Gives the file a name beside the target; creates it where it does not exist yet.
std::optional<FileError> AtomicFile::name_temporary() {
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::string name = new_temporary_name(folder_of(target_));
    if (descriptor_ >= 0) {
      if (give_name(descriptor_, name)) {
        temporary_ = std::move(name);
        return std::nullopt;
      }
    } else if (const int created = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_); created >= 0) {
      struct stat status {};
      // Another run may have taken it for a leftover before it was locked.
      if (!lock_file(created) || ::fstat(created, &status) != 0 || status.st_nlink > 0) {
        descriptor_ = created;
        temporary_ = std::move(name);
        return std::nullopt;
      }
      close_file(created);
      continue;
    }
    if (errno != EEXIST) break;
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
  if (direct_)
    return close_file(std::exchange(descriptor_, -1)) == 0 ? std::nullopt : std::optional(cannot_write(path_));
  if (durable && !sync_to_disk(descriptor_)) return cannot_write(path_);
  // The lock has to last until the name is gone.
  if (!can_be_closed(descriptor_)) return cannot_write(path_);
  if (!durable) return put_in_place(durable);
  const int folder = ::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0 && errno != EACCES) return cannot_write(path_);  // who may not list a folder may write in it
  auto error = put_in_place(durable);
  if (!error && folder >= 0) error = sync_folder(folder, path_);
  if (folder >= 0) ::close(folder);
  return error;
}

std::optional<FileError> AtomicFile::put_in_place(bool durable) {
  if (temporary_.empty() && give_name(descriptor_, target_)) return std::nullopt;
  if (temporary_.empty() && existing_ == Existing::refused) return cannot_write(path_);
  if (temporary_.empty())
    if (auto error = name_temporary()) return error;
  // Some file systems write a file to the disk before they let it replace another, but not where the two change names;
  // what is then left under the temporary name is the old one.
  if (!durable && existing_ == Existing::replaced && exchange_names(temporary_, target_)) return std::nullopt;
  const bool placed = existing_ == Existing::refused ? rename_to_new(temporary_, target_)
                                                     : ::rename(temporary_.c_str(), target_.c_str()) == 0;
  if (!placed) return cannot_write(path_);
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
  const std::string folder = folder_of(link_target(path));
  descriptor_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor_ >= 0 && lock_file(descriptor_)) return std::nullopt;
  return FileError{fmt::format("cannot lock the folder {}: {}", folder, std::strerror(errno))};
}

}  // namespace spanne::records
