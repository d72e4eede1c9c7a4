// A Page is text laid out for a terminal: sections, and items whose text is wrapped beside their label.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/table.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// Breaks `text` at blanks into lines of at most `width` columns; a longer word gets a line of its own.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// One piece of a page, before it is laid out.
struct PageEntry {
  enum class Kind { heading, paragraph, item } kind = Kind::paragraph;
  std::vector<TableCell> labels;    // of an item
  std::vector<std::size_t> widths;  // of its labels
  TableCell text;
  std::size_t indent = 0;
};

/// Built from top to bottom. Lines are at most as wide as the screen, and at most 100 columns for legibility.
class Page {
 public:
  explicit Page(const Screen& screen);

  /// Adds a blank line (except at the top) and a heading.
  void heading(const std::string& text);
  /// Adds a paragraph, wrapped and indented by `indent` columns.
  void paragraph(const std::string& text, std::size_t indent = 2, Tone tone = Tone::plain);
  /// Adds labels in columns of the given widths, followed by the text, wrapped beside them. A label that is too wide
  /// gets a line of its own.
  void item(const std::vector<TableCell>& labels, const std::vector<std::size_t>& widths, const TableCell& text,
            std::size_t indent = 2);

  std::size_t width() const { return width_; }
  std::string take() const;
  /// What was added, for other layouts than a terminal's.
  std::vector<PageEntry> take_entries() { return std::move(entries_); }

 private:
  std::size_t width_;
  bool color_;
  std::vector<PageEntry> entries_;
};

}  // namespace spanne::report
