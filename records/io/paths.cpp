#include "records/io/paths.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <filesystem>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

namespace fs = std::filesystem;

/// Whether names in a folder that differ only in case are one: on the file systems of other systems, and where Linux
/// has been told so for the folder.
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

std::string in_one_case(std::string name) {
  if (is_utf8(name)) return records::folded(name);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

FileIdentity identity(const struct stat& status) { return {status.st_dev, status.st_ino, {}}; }

}  // namespace

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

bool names_open_file(const std::string& path) {
  if (path == "-") return true;
  std::error_code code;
  const std::string whole = fs::absolute(path, code).lexically_normal().string();
  return whole.starts_with("/dev/std") || whole.starts_with("/dev/fd/") || whole.starts_with("/proc/");
}

std::string link_target(const std::string& path) {
  constexpr int max_links = 40;  // as many as the system follows
  fs::path reached = path;
  for (int i = 0; i < max_links && !names_open_file(reached.string()); ++i) {
    std::error_code code;
    const fs::path target = fs::read_symlink(reached, code);
    if (code) break;
    reached = reached.parent_path() / target;  // an absolute target stands alone
  }
  return reached.string();
}

std::optional<FileIdentity> identity_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0)
    return S_ISCHR(status.st_mode) ? std::nullopt : std::optional(identity(status));
  const std::string target = link_target(path), folder = folder_of(target);
  if (::stat(folder.c_str(), &status) != 0) return std::nullopt;
  FileIdentity found = identity(status);
  found.name = target.substr(target.rfind('/') + 1);
  if (ignores_case(folder)) found.name = in_one_case(std::move(found.name));
  return found;
}

std::optional<FileIdentity> identity_of_open(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return identity(status);
}

bool is_special(const std::string& path) {
  struct stat status {};
  if (names_open_file(link_target(path))) return true;
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

std::size_t name_count(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? static_cast<std::size_t>(status.st_nlink) : 0;
}

}  // namespace spanne::records
