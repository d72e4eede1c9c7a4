#include "records/io/paths.hpp"

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>

#include "records/cells/encoding.hpp"
#include "records/io/system.hpp"

namespace spanne::records {
namespace {

namespace fs = std::filesystem;

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
