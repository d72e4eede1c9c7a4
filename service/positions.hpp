// Where things stand in a text as editors count: lines from 0, and within a line UTF-16 units or bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/text/source.hpp"
#include "service/json_rpc.hpp"

namespace spanne::service {

/// What editors count the places within a line in. UTF-16 is the protocol's default; UTF-8 where both sides know it.
enum class PositionEncoding { utf16, utf8 };

/// Both counted from 0.
struct LinePosition {
  std::uint32_t line = 0, character = 0;
  bool operator==(const LinePosition&) const = default;
};

/// The lines of a text, which is UTF-8 and outlives the object. A line ends in a line feed, a carriage return or both;
/// a byte-order mark is a character of the first line. Remembers where it was asked last, so that places in reading
/// order take time linear in the text; not for several threads.
class LineIndex {
 public:
  LineIndex(std::string_view text, PositionEncoding encoding);

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  LinePosition position(std::uint32_t offset) const;
  /// Beyond the end of a line is its end, beyond the last line the end of the text, inside a character its beginning.
  std::uint32_t offset(LinePosition position) const;
  /// The offset of a line's first byte, and that after its last, without its line break.
  std::uint32_t line_begin(std::uint32_t line) const { return starts_[line]; }
  std::uint32_t line_end(std::uint32_t line) const;

 private:
  std::uint32_t units(std::uint32_t begin, std::uint32_t end) const;

  std::string_view text_;
  PositionEncoding encoding_;
  std::vector<std::uint32_t> starts_;
  struct Place {
    std::uint32_t offset = 0;
    LinePosition position;
  };
  mutable Place latest_;
};

/// `{"line": 3, "character": 7}` and `{"start": …, "end": …}`.
Json to_json(LinePosition position);
Json range_json(grammar::TextSpan span, const LineIndex& lines);

}  // namespace spanne::service
