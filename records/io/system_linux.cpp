#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "records/io/system.hpp"

namespace spanne::records {
namespace {

bool rename_as(const std::string& from, const std::string& to, unsigned how) {
  return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), how) == 0;
}

std::string name_of_open(int descriptor) { return fmt::format("/proc/self/fd/{}", descriptor); }

}  // namespace

std::uint64_t random_number() {
  std::uint64_t number = 0;
  if (::getrandom(&number, sizeof number, 0) != sizeof number) number = static_cast<std::uint64_t>(::getpid());
  return number;
}

int open_nameless(const std::string& folder, unsigned mode) {
  const bool can_be_named = ::access("/proc/self/fd", X_OK) == 0;
  return can_be_named ? ::open(folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, mode) : -1;
}

bool give_name(int nameless, const std::string& name) {
  return ::linkat(AT_FDCWD, name_of_open(nameless).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

bool exchange_names(const std::string& one, const std::string& other) { return rename_as(one, other, RENAME_EXCHANGE); }

bool rename_to_new(const std::string& from, const std::string& to) { return rename_as(from, to, RENAME_NOREPLACE); }

bool lock_file(int descriptor) {
  int result = 0;
  do result = ::flock(descriptor, LOCK_EX);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

bool lock_abandoned_file(int descriptor) { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

bool standard_input_waits() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, 0) > 0;
}

int open_current_folder() { return ::open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); }

int open_standard_output() { return ::dup(STDOUT_FILENO); }

int close_file(int descriptor) { return ::close(descriptor); }

bool can_be_closed(int descriptor) {
  const int second = ::dup(descriptor);  // the first has to stay open, for its lock
  return second >= 0 && ::close(second) == 0;
}

bool sync_to_disk(int descriptor) { return ::fsync(descriptor) == 0; }

/// On the file systems of other systems, and where Linux has been told so for the folder.
bool ignores_case(const std::string& folder) {
  // Numbers of file systems: FAT, exFAT, CIFS, SMB 2, HFS+ (statfs(2) and the kernel's magic.h).
  static constexpr std::array<unsigned long, 5> insensitive{0x4D44, 0x2011BAB0, 0xFF534D42, 0xFE534D42, 0x482B};
  struct statfs system {};
  if (::statfs(folder.c_str(), &system) != 0) return false;
  const auto kind = static_cast<unsigned long>(system.f_type) & 0xFFFF'FFFFUL;
  if (std::find(insensitive.begin(), insensitive.end(), kind) != insensitive.end()) return true;
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  int flags = 0;
  constexpr int casefold = 0x4000'0000;  // FS_CASEFOLD_FL, which older headers lack
  const bool folded = ::ioctl(descriptor, FS_IOC_GETFLAGS, &flags) == 0 && (flags & casefold) != 0;
  ::close(descriptor);
  return folded;
}

std::FILE* temporary_file() { return std::tmpfile(); }

std::string name_of_temporary(std::FILE* file) { return name_of_open(::fileno(file)); }

}  // namespace spanne::records
