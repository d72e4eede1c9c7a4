// ZipArchive is the directory of a zip file: which parts there are and where. Our own, because the libraries at hand
// hold the file open by themselves or trust what the directory says; here every figure is checked against the bytes.
//
// Source: PKWARE's APPNOTE 6.3, sections 4.3 (records), 4.4.4 (flags), 4.5.3 (zip64).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/csv/accounts.hpp"
#include "records/workbook/byte_source.hpp"

namespace spanne::records {

/// A part of the archive as the directory describes it.
struct ZipEntry {
  std::string name;  // with '/' between folders
  std::uint16_t flags = 0, method = 0;
  std::uint32_t checksum = 0;  // CRC-32 of the unpacked bytes
  std::uint64_t packed_size = 0, size = 0;
  std::uint64_t offset = 0;  // of its own header
  std::uint64_t end = 0;     // before which its bytes end: where the next entry or the directory begins
};

/// The archive's bytes outlive it.
class ZipArchive {
 public:
  /// Refuses archives that are cut short, span several files, or have entries that overlap or exceed the limits.
  static std::variant<ZipArchive, AccountsError> open(const ByteSource& bytes);

  /// Upper and lower case are the same, as spreadsheet programs take them; returns nullptr where there is none.
  const ZipEntry* find(std::string_view name) const;
  const std::vector<ZipEntry>& entries() const { return entries_; }  // sorted by name
  const ByteSource& bytes() const { return *bytes_; }

 private:
  explicit ZipArchive(const ByteSource& bytes) : bytes_(&bytes) {}

  const ByteSource* bytes_;
  std::vector<ZipEntry> entries_;
};

/// Unsigned numbers, lowest byte first, as zip files and compound files have them.
std::uint16_t little_16(const char* at);
std::uint32_t little_32(const char* at);
std::uint64_t little_64(const char* at);

/// Where a file is damaged beyond reading: "it is cut off or damaged: DETAIL".
AccountsError damaged_workbook(std::string_view detail);

/// Names of parts as they are compared: '/' for '\', no '/' at the front, ASCII letters in lower case.
std::string part_key(std::string_view name);

}  // namespace spanne::records
