// ZipEntryReader unpacks one part of a zip archive, piece by piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "records/csv/accounts.hpp"
#include "records/workbook/zip_archive.hpp"

struct z_stream_s;

namespace spanne::records {

/// Used by one thread. The bytes, those of the whole archive, and the entry outlive it. Memory: 100 kB, whatever the
/// size.
class ZipEntryReader {
 public:
  /// `max_size`: unpacked bytes beyond which the part is refused.
  ZipEntryReader(const ByteSource& bytes, const ZipEntry& entry, std::uint64_t max_size);
  ~ZipEntryReader();
  ZipEntryReader(const ZipEntryReader&) = delete;
  ZipEntryReader& operator=(const ZipEntryReader&) = delete;

  /// Up to `size` unpacked bytes to `out`; 0 at the end and where failure() says why there is no more. Size and
  /// checksum have been compared with the directory once it returns 0 without a failure.
  std::size_t read(char* out, std::size_t size);
  const std::optional<AccountsError>& failure() const { return failure_; }

 private:
  void begin();
  bool fill();
  std::size_t inflate_some(char* out, std::size_t size);
  std::size_t copy_some(char* out, std::size_t size);
  void count(const char* out, std::size_t made);
  void finish();
  void fail(AccountsError error);
  void damaged();

  const ByteSource& bytes_;
  const ZipEntry& entry_;
  std::uint64_t max_size_;
  std::uint64_t at_ = 0, packed_left_ = 0;  // the next packed bytes to be fetched, and how many there are
  std::uint64_t made_ = 0;                  // unpacked bytes so far
  std::uint32_t checksum_ = 0;
  bool ended_ = false;
  std::string packed_;  // the buffer of packed bytes
  std::size_t packed_at_ = 0, packed_end_ = 0;
  std::unique_ptr<z_stream_s> stream_;
  std::optional<AccountsError> failure_;
};

/// A whole part in memory: for small ones.
std::variant<std::string, AccountsError> read_part(const ZipArchive& archive, const ZipEntry& entry);

}  // namespace spanne::records
