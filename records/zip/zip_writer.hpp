// ZipWriter writes a sealed zip archive: the same members give the same bytes, whenever and wherever they are packed by
// the same build of this program.
//
// Our own, on zlib: of the libraries in Debian, libzip wants to open and replace files by itself and writes times, and
// minizip leaves order, fields and sizes to its caller, who would have to check them all the same. What has to be
// written here is three records (zip_format), which the reader needs anyway to compare an archive with.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/trail/digest.hpp"
#include "records/io/file.hpp"
#include "records/io/spool.hpp"
#include "records/zip/zip_format.hpp"

namespace spanne::records {

/// Members are written in the order in which they are added. Memory: a megabyte, whatever the size.
class ZipWriter {
 public:
  using Take = std::function<std::optional<FileError>(std::string_view)>;

  /// `take` gets the archive's bytes, from the first to the last.
  explicit ZipWriter(Take take) : take_(std::move(take)) {}

  /// The file at `path` becomes the member `name`, whose fault_of_member_name() is empty.
  std::optional<FileError> add(const std::string& name, const std::string& path);
  /// Writes directory and seal. `note`: what the seal says before the digest (see seal_text).
  std::optional<FileError> finish(std::string_view note);
  std::uint64_t size() const { return written_; }

 private:
  std::optional<FileError> put(std::string_view bytes);

  Take take_;
  engine::ByteDigest digest_;
  std::vector<ZipEntry> entries_;
  std::uint64_t written_ = 0;
};

/// The comment of an archive, which ends it: a note, and the digest of all bytes before it. It shows a byte that was
/// changed by accident in places that mean nothing, such as the last bits of packed bytes; whoever changes an archive
/// on purpose can make it anew.
std::string seal_text(std::string_view note, std::string_view digest);

}  // namespace spanne::records
