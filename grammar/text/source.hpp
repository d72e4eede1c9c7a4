// The text of one rule file and where things stand in it.
//
// Everything in the program that points into rule text does so with a TextSpan of byte offsets; only when something is
// shown do offsets become lines and columns, here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::grammar {

/// Half-open byte range [begin, end) into a Source. A TextSpan of length 0 points between two characters.
struct TextSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const TextSpan&) const = default;
};

/// From the start of `first` to the end of `last`.
constexpr TextSpan join(TextSpan first, TextSpan last) { return {first.begin, last.end}; }

/// What a person calls a place: both counted from 1; columns count characters, not bytes (a tab is one).
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

class Source {
 public:
  /// `name` is what messages call the file (its path, or "standard input"); `text` is its bytes, at most 4 GB.
  Source(std::string name, std::string text);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  std::string_view text(TextSpan span) const { return text().substr(span.begin, span.end - span.begin); }

  Position position(std::uint32_t offset) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  /// The line (counted from 1) without its line break.
  std::string_view line(std::uint32_t number) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

}  // namespace spanne::grammar
