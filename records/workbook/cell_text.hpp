// Texts of cells in Office Open XML, and the collector both the texts of a sheet and the shared ones go through.
#pragma once

#include <string>
#include <string_view>

#include "records/workbook/xml_parser.hpp"

namespace spanne::records {

/// Resolves `_x000D_` and the like, by which the format writes characters that XML cannot hold (ECMA-376 part 1,
/// 22.9.2.19). Ends of lines become one line feed.
std::string unescaped_cell_text(std::string_view text);

/// Joins the runs of a text (`t`, also inside `r`), without the reading aids of Japanese (`rPh`).
class RichText {
 public:
  void clear();
  /// For each element inside the text and for the characters between them. `too_long()` once there is more than a cell
  /// may hold (csv.hpp's longest_cell).
  void start(const XmlName& name);
  void end(const XmlName& name);
  void text(std::string_view piece);
  bool too_long() const;
  /// The text so far, unescaped.
  std::string take();

 private:
  std::string text_;
  bool inside_ = false;       // in a `t`
  std::size_t phonetic_ = 0;  // in so many `rPh`
};

/// A cell's text is too long: an error that says where.
AccountsError too_long_text(std::string_view place);

}  // namespace spanne::records
