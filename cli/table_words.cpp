#include "cli/table_words.hpp"

#include <fmt/format.h>

namespace spanne::cli {

using grammar::TableSyntax;
using records::SheetColumn;
using Shown = SheetColumn::Shown;

namespace {

void add(std::vector<SheetColumn>& columns, std::string head, Shown shown) {
  columns.emplace_back().head = std::move(head);
  columns.back().shown = shown;
}

}  // namespace

const TableSyntax& table_named(const grammar::SyntaxTree& tree, const TableCommandOptions& options,
                               const Output& output) {
  std::vector<std::string> names;
  for (const TableSyntax& table : tree.tables) {
    if (table.name.text == options.table) return table;
    names.push_back(table.name.text);
  }
  const std::string near = did_you_mean(options.table, names);
  stop(output, wrong_usage, fmt::format("{} has no table {}{}", options.rules, options.table, near),
       names.empty() ? "spanne help table" : fmt::format("one of {}", fmt::join(names, ", ")));
}

std::vector<SheetColumn> TableWords::columns() const {
  std::vector<SheetColumn> columns;
  for (const auto& condition : table_.conditions) add(columns, head(condition->span), Shown::number);
  for (const auto& outcome : table_.outcomes)
    add(columns, model_.words(outcome.span), is_text(outcome) ? Shown::text : Shown::number);
  return columns;
}

std::vector<std::string> TableWords::cells(const grammar::RowSyntax& row) const {
  std::vector<std::string> cells;
  for (const auto& cell : row.conditions) cells.push_back(cell.tests.empty() ? "-" : model_.words(cell.span));
  if (row.otherwise) {
    cells.resize(table_.conditions.size());
    cells.front() = "otherwise";
  }
  for (std::size_t i = 0; i < row.outcomes.size(); ++i) cells.push_back(outcome(row.outcomes[i], table_.outcomes[i]));
  return cells;
}

bool TableWords::is_text(const grammar::OutcomeHead& head) {
  return head.kind == grammar::OutcomeHead::Kind::because || head.kind == grammar::OutcomeHead::Kind::flag;
}

/// A calculation stands in brackets, which do not belong to it.
std::string TableWords::head(grammar::TextSpan span) const {
  const std::string_view text = model_.source->text();
  const bool in_brackets =
      span.begin > 0 && text[span.begin - 1] == '(' && span.end < text.size() && text[span.end] == ')';
  return in_brackets ? fmt::format("({})", model_.words(span)) : model_.words(span);
}

/// Texts without their quotation marks, which a spreadsheet does not need.
std::string TableWords::outcome(const grammar::OutcomeCell& cell, const grammar::OutcomeHead& head) const {
  if (std::holds_alternative<std::monostate>(cell.value)) return {};
  const auto* literal = is_text(head) ? std::get_if<grammar::Literal>(&cell.value) : nullptr;
  if (const auto* text = literal == nullptr ? nullptr : std::get_if<grammar::Text>(literal)) return text->value;
  return model_.words(cell.span);
}

}  // namespace spanne::cli
