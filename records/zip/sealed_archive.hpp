// SealedArchive reads zip archives as ZipWriter writes them, and no others: from front to back, each record compared
// with how it would be written again. So nothing can hide in extra fields, comments, gaps, or in a directory that says
// something else than the headers; and the many ways in which zip readers disagree do not arise.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/io/file.hpp"
#include "records/workbook/byte_source.hpp"
#include "records/zip/zip_format.hpp"

namespace spanne::records {

/// What is wrong with an archive, in one sentence without its name: "its directory is damaged". The message names the
/// member, if it is about one.
struct ArchiveFault {
  std::string message;
};

/// The archive's bytes outlive it.
class SealedArchive {
 public:
  /// Refuses what is cut short, damaged, protected, not written as this program does, a link, too large, or has names
  /// that lead elsewhere or occur twice. `note_begin`: what the seal has to begin with.
  static std::variant<SealedArchive, ArchiveFault> open(const ByteSource& bytes, std::string_view note_begin);

  const std::vector<ZipEntry>& members() const { return members_; }  // in the order of the archive
  /// What the seal says before its digest.
  const std::string& note() const { return note_; }

  /// Hands over the unpacked bytes of a member; a fault where they are not what its header says, or of `take`.
  std::optional<ArchiveFault> unpack(const ZipEntry& member,
                                     const std::function<std::optional<FileError>(std::string_view)>& take) const;
  /// Compares all bytes with the digest in the seal.
  std::optional<ArchiveFault> broken_seal() const;

 private:
  explicit SealedArchive(const ByteSource& bytes) : bytes_(&bytes) {}

  const ByteSource* bytes_;
  std::vector<ZipEntry> members_;
  std::string note_, digest_;
};

}  // namespace spanne::records
