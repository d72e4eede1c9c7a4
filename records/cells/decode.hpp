// Texts of any of the encodings that spreadsheets write, as UTF-8.
//
// What is valid UTF-8 is read as such. A text with letters in UTF-8 and with bytes that are none is two texts in one,
// and is refused with the line: in any other encoding one half of it would turn into other letters. What has only bytes
// beyond ASCII that are not UTF-8 is Windows-1252 or MacRoman, whichever makes words of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "records/cells/encoding.hpp"

namespace spanne::records {

enum class Encoding { utf8, windows, mac };

/// What a whole text is written in. EncodingError, with the place, if no encoding makes text of it.
std::variant<Encoding, EncodingError> recognise_encoding(std::string_view text);

/// A piece of text, cut anywhere, as UTF-8; `windows` and `mac` have one byte a letter. EncodingError for a byte that
/// means nothing.
std::variant<std::string, EncodingError> decode(std::string_view text, Encoding encoding);

/// "it is not in UTF-8 and was read as Windows-1252"; empty for UTF-8.
std::string encoding_note(Encoding encoding);

/// Whether a text that begins so is UTF-16, with its mark or without: every other byte is zero.
bool looks_like_utf16(std::string_view beginning);

/// UTF-16 in pieces. The first piece, of at least two bytes, says which byte comes first.
class Utf16Decoder {
 public:
  /// Appends to `out` what is complete. EncodingError for half of a letter.
  std::optional<EncodingError> add(std::string_view bytes, std::string& out);
  /// After the last piece.
  std::optional<EncodingError> finish() const;

 private:
  std::optional<EncodingError> add_unit(std::uint16_t unit, std::string& out);

  std::optional<bool> big_first_;
  std::string rest_;         // an odd byte
  std::uint16_t first_ = 0;  // the first half of a letter of two units
  std::size_t line_ = 1;
};

struct DecodedText {
  std::string text;  // UTF-8, without a mark
  std::string note;  // how it was read, where that is not UTF-8
};

/// A whole file. Refuses workbooks and other binary files, too.
std::variant<DecodedText, EncodingError> decode_file(std::string bytes);

}  // namespace spanne::records
