// A section of the page for the meeting: a heading, a sentence, charts, and the tables they are drawn from. A further
// view is a further section; nothing else has to know of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/planning/result_table.hpp"
#include "report/portfolio_page/shown_names.hpp"

namespace spanne::report {

/// A table in a section. `closed`: it is folded away under these words until it is asked for.
struct SectionTable {
  engine::ResultTable table;
  std::string closed = {};
  std::string style = {};  // a class of the page's style: "matrix" for a table of cells of several lines
};

struct PageSection {
  std::string id;  // unique in the page: small letters, digits and `-`
  std::string heading, sentence;
  std::vector<std::string> charts = {};  // made by to_html() of a chart
  std::vector<SectionTable> tables = {};
  std::string more = {};  // HTML after them
};

std::string section_html(const PageSection& section, const ShownNames& names);
/// The table as HTML; columns without a text in any row are left out, as on the screen. `section`: the heading that it
/// stands under.
std::string table_html(const engine::ResultTable& table, const ShownNames& names, std::string_view section,
                       std::string_view style = {});

}  // namespace spanne::report
