// SharedStrings are the texts of an Office Open XML workbook: cells refer to them by number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/csv/accounts.hpp"
#include "records/workbook/zip_archive.hpp"

namespace spanne::records {

/// Immutable once read. Memory: the texts and four bytes for each, at most max_shared_text.
class SharedStrings {
 public:
  /// From the part of the workbook that holds them; more than max_shared_text are refused.
  static std::variant<SharedStrings, AccountsError> read(const ZipArchive& archive, const ZipEntry& entry);

  /// Returns nullopt where there is no such text.
  std::optional<std::string> text(std::size_t index) const;
  std::size_t size() const { return ends_.size(); }

  /// Adds a text; false where it does not fit any more.
  bool add(std::string_view text);

 private:
  // In blocks, since one long string would need twice its memory while it grows. A text may lie in two of them.
  std::vector<std::string> blocks_;
  std::vector<std::uint32_t> ends_;  // where each text ends, counted over all blocks
  std::size_t used_ = 0;
};

}  // namespace spanne::records
