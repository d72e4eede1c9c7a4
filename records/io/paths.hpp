// Tells which file a path leads to, whatever the file is called: through links, by several names, or before it exists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace spanne::records {

/// Identifies a file: two paths lead to the same file if and only if their identities are equal. A file that does not
/// exist yet is identified by its folder and its name in it, in one case where the file system makes no difference.
struct FileIdentity {
  std::uint64_t device = 0, inode = 0;  // of the file, or of its folder where `name` is not empty
  std::string name;
  bool operator==(const FileIdentity&) const = default;
};

/// Of the file at the end of all links. Returns nullopt if not even its folder exists, and for terminals and other
/// devices, which may be read and written at once.
std::optional<FileIdentity> identity_of(const std::string& path);
/// Of a file that is open, if it is one a path can lead to: not of terminals and pipes without a name.
std::optional<FileIdentity> identity_of_open(int descriptor);

/// The path at the end of symbolic links, whether it exists or not, so that what is written there leaves the link as it
/// is. Links of folders on the way stay in it.
std::string link_target(const std::string& path);

/// Whether a path is another name for a file that is open already, such as redirected standard output.
bool names_open_file(const std::string& path);

/// Whether a path leads to what is no file on a disk: a pipe, a device, a file that is open already.
bool is_special(const std::string& path);

/// How many names (hard links) a file has; 0 if it does not exist.
std::size_t name_count(const std::string& path);

/// "folder/" of "folder/file", "." of "file".
std::string folder_of(const std::string& path);

}  // namespace spanne::records
