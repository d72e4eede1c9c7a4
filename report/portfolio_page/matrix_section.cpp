#include "report/portfolio_page/matrix_section.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/html_text.hpp"
#include "report/matrix_view.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"
#include "report/portfolio_page/shown_labels.hpp"
#include "report/result_table_view.hpp"

namespace spanne::report {

using engine::MatrixCell;
using engine::MatrixRow;
using engine::Model;
using engine::ResultTable;
using engine::ViewColumn;

namespace {

using engine::OwnAccounts;

/// "International account", "lead": the cluster by its label, then what the row is split by.
std::vector<std::string> row_labels(const MatrixRow& row, const Model& model) {
  auto names = row_names(row, model);
  if (row.cluster) names.front() = cluster_label(model.clusters[*row.cluster]);
  return names;
}

std::string row_cell(const MatrixRow& row, const Model& model) {
  auto names = row_labels(row, model);
  if (names.empty()) return "all clusters";
  std::string label = names.front();
  names.erase(names.begin());
  if (!names.empty()) label += fmt::format("\n{}", fmt::join(names, ", "));
  return label;
}

std::string own_effort_words(const OwnAccounts& own) { return headline_effort(own.effort); }

/// Whether some of one's own accounts in a cell get more or less than it shows: what is known of them is more than its
/// profile says.
bool lie_outside(const OwnAccounts& own, const engine::MatrixRange& range) {
  const engine::Fraction count(static_cast<std::int64_t>(own.count));
  return (range.least && own.effort.low.middle() < range.least->effort * count) ||
         (range.greatest && own.effort.high.middle() > range.greatest->effort * count);
}

/// "2 of yours"; with their effort, "1 of yours: 44–71.3 FTE", where the cell's does not say it.
std::string own_words(const OwnAccounts& own, const engine::MatrixRange& range) {
  const std::string count = plural_words(own.count, "of yours", "of yours");
  if (!lie_outside(own, range)) return count;
  return count + ": " + own_effort_words(own) + (own.count > 1 ? " together" : "");
}

bool is_nothing(const engine::MatrixRange& range) {
  return range.least && range.greatest && range.least->effort.sign() == 0 && range.greatest->effort.sign() == 0;
}

/// With two decimals a line of a cell is not broken.
constexpr Screen kind_figures{.places = 2};

/// A line for each kind of effort that there is: "external 0.12–0.14"; "all external" where it is the only one.
std::vector<std::string> kind_lines(const MatrixCell& cell, const Model& model) {
  std::vector<std::string> lines;
  std::string only;
  for (std::size_t kind = 0; kind < cell.kinds.size(); ++kind) {
    if (is_nothing(cell.kinds[kind])) continue;
    only = name_in_words(model.kinds[kind].name);
    lines.push_back(only + " " + matrix_range_words(cell.kinds[kind], kind_figures));
  }
  if (lines.size() == 1) lines.front() = "all " + only;
  return lines;
}

/// Accounts for one person, the effort of one, its kinds, and one's own accounts there.
std::string matrix_cell_words(const MatrixCell& cell, const Model& model) {
  std::vector<std::string> lines{cell_span_words(cell)};
  if (const std::string effort = matrix_range_words(cell.total); !effort.empty()) lines.push_back(effort + " FTE");
  if (cell.state == MatrixCell::State::possible)
    for (auto& line : kind_lines(cell, model)) lines.push_back(std::move(line));
  if (cell.own.count > 0) lines.push_back(own_words(cell.own, cell.total));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::string own_cell(const OwnAccounts& own) {
  return own.count == 0 ? std::string() : fmt::format("{}\n{}", own.count, own_effort_words(own));
}

bool is_empty(const MatrixCell& cell) { return cell.state == MatrixCell::State::impossible && cell.own.count == 0; }

/// The columns that are shown: not that of the accounts in no profile, if hardly any row has them. Then notes tell of
/// them.
std::size_t shown_columns(const engine::Matrix& matrix) {
  const std::size_t all = matrix.columns.size();
  if (all < 2 || matrix.columns.back().condition) return all;
  const auto empty = std::count_if(matrix.rows.begin(), matrix.rows.end(),
                                   [](const MatrixRow& row) { return is_empty(row.cells.back()); });
  const std::size_t full = matrix.rows.size() - static_cast<std::size_t>(empty);
  return full * 4 <= matrix.rows.size() ? all - 1 : all;
}

std::string column_head(const engine::MatrixColumn& column, const engine::Matrix& matrix) {
  if (!column.condition) return matrix.columns.size() == 1 ? "all accounts" : "any other";
  return column.label.empty() ? name_in_words(column.name)
                              : fmt::format("{}: {}", name_in_words(column.name), column.label);
}

ResultTable matrix_on_page(const engine::Matrix& matrix, const Model& model) {
  ResultTable table{"matrix",
                    "Accounts for one person, and the effort of one account",
                    {{"row", "cluster", ViewColumn::Kind::text}},
                    {}};
  const std::size_t shown = shown_columns(matrix);
  for (std::size_t i = 0; i < shown; ++i)
    table.columns.push_back({matrix.columns[i].name, column_head(matrix.columns[i], matrix), ViewColumn::Kind::text});
  if (matrix.has_own) table.columns.push_back({"yours", "yours, each once", ViewColumn::Kind::text});
  for (const MatrixRow& row : matrix.rows) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(row_cell(row, model));
    for (std::size_t i = 0; i < shown; ++i) cells.emplace_back(matrix_cell_words(row.cells[i], model));
    if (matrix.has_own) cells.emplace_back(own_cell(row.own));
  }
  if (!matrix.has_own) return table;
  table.has_total = true;
  auto& cells = table.rows.emplace_back();
  cells.emplace_back(std::string("yours"));
  for (std::size_t i = 0; i < shown; ++i) cells.emplace_back(own_cell(matrix.own[i]));
  cells.emplace_back(own_cell(matrix.own_total));
  return table;
}

/// What stands in a column that is not shown: "International account, lead: up to 2, 0.5–6.99 FTE".
std::vector<std::string> left_out_notes(const engine::Matrix& matrix, const Model& model) {
  std::vector<std::string> notes;
  if (shown_columns(matrix) == matrix.columns.size()) return notes;
  for (const MatrixRow& row : matrix.rows) {
    const MatrixCell& cell = row.cells.back();
    if (is_empty(cell)) continue;
    std::string words = fmt::format("In no column: {}, {} for one person", fmt::join(row_labels(row, model), ", "),
                                    cell_span_words(cell));
    if (const std::string effort = matrix_range_words(cell.total); !effort.empty()) words += ", " + effort + " FTE";
    if (cell.own.count > 0) words += "; " + own_words(cell.own, cell.total);
    notes.push_back(words + ".");
  }
  return notes;
}

bool reaches_above_one(const engine::Matrix& matrix) {
  for (const MatrixRow& row : matrix.rows)
    for (const MatrixCell& cell : row.cells)
      if (cell.state == MatrixCell::State::possible && !cell.span.needs_team && cell.span.accounts_low &&
          cell.span.accounts_low->sign() == 0)
        return true;
  return false;
}

std::vector<std::string> reading_notes(const engine::Matrix& matrix, const Model& model) {
  std::vector<std::string> notes{
      "In bold stands how many such accounts fill one person, below it the effort of one of them."};
  if (reaches_above_one(matrix))
    notes.emplace_back(
        "\"up to 2\": of the simplest such accounts two fill one person, of the most demanding one can need more.");
  for (auto& note : left_out_notes(matrix, model)) notes.push_back(std::move(note));
  for (auto& note : matrix_notes(matrix, model)) notes.push_back(std::move(note));
  return notes;
}

}  // namespace

PageSection matrix_section(const engine::Matrix& matrix, const Model& model) {
  PageSection section{
      "matrix", "What the guideline gives any account",
      "How many such accounts one person can look after, and the effort of one, before any list is loaded. "
      "Each cell is proved over every account that can lie there."};
  section.tables.push_back({matrix_on_page(matrix, model), {}, "matrix"});
  section.more = fmt::format("<p class=\"note\"><strong>How to read it.</strong> {}</p>\n",
                             escaped_html(fmt::format("{}", fmt::join(reading_notes(matrix, model), " "))));
  return section;
}

}  // namespace spanne::report
