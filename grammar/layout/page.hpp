// The text being laid out, and the one way words get onto it: with blanks between them, broken where a line ends in a
// comment or would become too long, and never where the language does not let a statement go on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/layout/words.hpp"

namespace spanne::grammar::layout {

/// No line becomes longer where it can be broken; comments do not count.
constexpr std::size_t page_width = 120;

/// How a run of words may be broken.
struct Wrap {
  std::size_t hang = 0;            // the column in which further lines begin; what is broken within them hangs deeper
  std::size_t comment_column = 0;  // the column of comments after the last word that have lines of their own
  bool one_each = false;           // what commas part stands on a line each, instead of filling the lines
};

class PageWriter {
 public:
  std::string take() { return std::move(text_); }
  std::size_t column() const { return column_; }
  /// Counted from 1.
  std::size_t line() const { return line_; }

  /// Writes blanks up to `column`; does nothing if the line is already that long.
  void advance(std::size_t column);
  void put(std::string_view text, std::size_t width);
  void end_line();
  void blank_line();
  /// A line of its own.
  void comment(const PlacedComment& comment, std::size_t column);

  /// Writes the words [begin, end) from here on, with what comments are after them. A comment at the end of the line
  /// it begins on stands in `remark_column` or, where that is taken, two blanks after. A comment after the last word
  /// has ended the line: column() is 0 then.
  void words(const Words& words, std::size_t begin, std::size_t end, const Wrap& wrap, std::size_t remark_column = 0);

 private:
  void comments(const Word& word, std::size_t hang, std::size_t remark_column);

  std::string text_;
  std::size_t column_ = 0;
  std::size_t line_ = 1;
};

/// The comments above a statement (or at the end of the file), which begins in `column`, with a blank line after them
/// or not. Those directly below the statement before, which began in `before`, and parted from what follows, stay with
/// it.
void write_comments(PageWriter& page, const std::vector<PlacedComment>& comments, bool blank_behind, std::size_t column,
                    std::size_t before);

}  // namespace spanne::grammar::layout
