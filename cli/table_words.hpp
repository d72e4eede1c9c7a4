// The words of a table as they stand in its guideline, cell by cell: what a workbook of the table holds.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "grammar/tree/syntax.hpp"
#include "records/workbook_out/sheet_layout.hpp"

namespace spanne::cli {

/// Finds the table; throws Stop if there is none of the name.
const grammar::TableSyntax& table_named(const grammar::SyntaxTree& tree, const TableCommandOptions& options,
                                        const Output& output);

/// Both must outlive the object.
class TableWords {
 public:
  TableWords(const engine::Model& model, const grammar::TableSyntax& table) : model_(model), table_(table) {}

  /// One for each condition, then one for each outcome.
  std::vector<records::SheetColumn> columns() const;
  /// As many as there are columns. Texts have no quotation marks; a cell that asks nothing is "-".
  std::vector<std::string> cells(const grammar::RowSyntax& row) const;

  /// Whether the cells below a head are texts.
  static bool is_text(const grammar::OutcomeHead& head);

 private:
  std::string head(grammar::TextSpan span) const;
  std::string outcome(const grammar::OutcomeCell& cell, const grammar::OutcomeHead& head) const;

  const engine::Model& model_;
  const grammar::TableSyntax& table_;
};

}  // namespace spanne::cli
