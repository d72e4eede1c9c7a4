// One cell of an OpenDocument sheet as a SourceCell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "records/tables/row_source.hpp"
#include "records/workbook/cell_place.hpp"
#include "records/workbook/sheet_notes.hpp"
#include "records/workbook/xml_parser.hpp"

namespace spanne::records {

/// A `table-cell` element as it stands.
struct OdsCell {
  std::string type;             // office:value-type; empty for none
  std::string value;            // of the attribute that goes with the type: value, date-value …
  std::string currency;         // office:currency
  bool has_text_value = false;  // office:string-value is there, and stands in `value`
  bool formula = false, error = false;
  std::string shown;  // its paragraphs, one a line: what people see

  /// From the element's attributes; `shown` is left empty.
  void read(const XmlAttributes& attributes);
};

SourceCell ods_source_cell(const OdsCell& cell, const CellPlace& place, SheetNotes& notes);

/// Collects the text of a cell's paragraphs, as OpenDocument writes blanks and line breaks; comments and drawings are
/// no text of the cell.
class OdsParagraphs {
 public:
  void clear();
  /// For each element inside a cell, `depth` levels below it, from 1.
  void start(const XmlName& name, const XmlAttributes& attributes, std::size_t depth);
  void end(std::size_t depth);
  void text(std::string_view piece);
  bool too_long() const;
  const std::string& shown() const { return text_; }

 private:
  void put(char letter, std::size_t count);

  std::string text_;
  bool inside_ = false, first_ = true;
  bool after_blank_ = true;   // at the front, or after a blank: further ones count for nothing
  std::size_t left_out_ = 0;  // depth of the element that is left out; 0: none
};

}  // namespace spanne::records
