// Text set for a terminal: sections, and items whose text is wrapped beside their label.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/table.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// `text` broken at blanks into lines of at most `width` columns; a word that is longer stands alone.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Grows from top to bottom. Lines are as wide as the screen at most, and 100 columns, which read well.
class Page {
 public:
  explicit Page(const Screen& screen);

  /// A blank line (not at the top) and a heading.
  void heading(const std::string& text);
  /// Whole lines, wrapped, `indent` columns in.
  void paragraph(const std::string& text, std::size_t indent = 2, Tone tone = Tone::plain);
  /// Labels in columns of the given widths, then the text, wrapped beside them. A label that is too wide gets a line of
  /// its own.
  void item(const std::vector<TableCell>& labels, const std::vector<std::size_t>& widths, const TableCell& text,
            std::size_t indent = 2);

  std::size_t width() const { return width_; }
  std::string take() { return std::move(text_); }

 private:
  std::size_t width_;
  bool color_;
  std::string text_;
};

}  // namespace spanne::report
