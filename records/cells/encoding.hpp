// Bytes of a spreadsheet's export as UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace spanne::records {

/// What `text` is not, and where.
struct EncodingError {
  std::string message, help;
};

/// A whole file as UTF-8 (see decode.hpp).
std::variant<std::string, EncodingError> to_utf8(std::string text);

bool is_utf8(std::string_view text);

/// For comparing heads: Unicode's normal form C; upper-case letters to lower case, the Latin, Greek and Cyrillic ones
/// with marks too; blanks and line breaks, however many, to one blank, outer ones to none.
std::string folded(std::string_view text);

/// Without blanks (the narrow and the non-breaking ones too) at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace spanne::records
