#include "report/portfolio_page/matrix_section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/html_text.hpp"
#include "report/matrix_view.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

using engine::MatrixCell;
using engine::MatrixRow;
using engine::Model;
using engine::ResultTable;
using engine::ViewColumn;

namespace {

/// The cluster's label, then what the row is split by: "International account\nlead".
std::string matrix_row_label(const MatrixRow& row, const Model& model) {
  auto names = row_names(row, model);
  if (row.cluster && !model.clusters[*row.cluster].label.empty()) names.front() = model.clusters[*row.cluster].label;
  if (names.empty()) return "all clusters";
  std::string label = names.front();
  names.erase(names.begin());
  if (!names.empty()) label += fmt::format("\n{}", fmt::join(names, ", "));
  return label;
}

/// Accounts for one person, the effort of one, and how many of one's own lie there.
std::string matrix_cell_words(const MatrixCell& cell) {
  std::string words = cell_span_words(cell);
  if (const std::string effort = matrix_range_words(cell.total); !effort.empty()) words += "\n" + effort + " FTE";
  if (cell.own.count > 0) words += "\n" + plural_words(cell.own.count, "of your own", "of your own");
  return words;
}

ResultTable matrix_on_page(const engine::Matrix& matrix, const Model& model) {
  ResultTable table{"matrix",
                    "Accounts for one person, and the effort of one account",
                    {{"row", "cluster", ViewColumn::Kind::text}},
                    {}};
  for (const auto& column : matrix.columns) {
    const std::string name = column.label.empty() ? column.name : column.label;
    table.columns.push_back({column.name,
                             column.condition             ? name
                             : matrix.columns.size() == 1 ? "all accounts"
                                                          : "any other",
                             ViewColumn::Kind::text});
  }
  for (const MatrixRow& row : matrix.rows) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(matrix_row_label(row, model));
    for (const MatrixCell& cell : row.cells) cells.emplace_back(matrix_cell_words(cell));
  }
  return table;
}

}  // namespace

PageSection matrix_section(const engine::Matrix& matrix, const Model& model) {
  PageSection section{
      "matrix", "What the guideline gives any account",
      "How many such accounts one person can look after, and the effort of one, before any list is loaded. "
      "Each cell is proved over every account that can lie there."};
  section.tables.push_back({matrix_on_page(matrix, model), {}, "matrix"});
  for (const auto& note : matrix_notes(matrix, model))
    section.more += fmt::format("<p class=\"note\">{}</p>\n", escaped_html(note));
  return section;
}

}  // namespace spanne::report
