#include "records/results/result_table_text.hpp"

#include <utility>

#include "records/json/json_tree.hpp"
#include "records/results/figures.hpp"

namespace spanne::records {

using engine::AccountRange;
using engine::Enclosure;
using engine::ResultCell;
using engine::ResultTable;
using engine::SumRange;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

namespace {

bool holds_text(Kind kind) {
  return kind == Kind::text || kind == Kind::long_text || kind == Kind::band || kind == Kind::date;
}

/// The text of a cell that makes one column.
std::string single_text(const ResultCell& cell, const FigureStyle& style) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* value = std::get_if<engine::WrittenValue>(&cell))
    return in_notation(value->text, value->type, style.notation);
  if (const auto* figure = std::get_if<Enclosure>(&cell)) return text_of(*figure, style);
  if (const auto* day = std::get_if<engine::Date>(&cell)) return to_text(*day);
  if (const auto* truth = std::get_if<bool>(&cell)) {
    if (style.notation == Notation::german) return *truth ? "ja" : "nein";
    return *truth ? "yes" : "no";
  }
  return {};
}

void append(std::vector<std::string>& cells, Kind kind, const ResultCell& cell, const FigureStyle& style) {
  const std::size_t width = machine_width(kind);
  if (const auto* range = std::get_if<SumRange>(&cell)) {
    for (const Enclosure& figure : {range->low, range->middle(), range->high}) cells.push_back(text_of(figure, style));
  } else if (const auto* span = std::get_if<AccountRange>(&cell)) {
    cells.push_back(text_of(span->accounts_low));
    cells.push_back(text_of(span->accounts_high));
    cells.push_back(span->needs_team ? text_of(span->kams_low) : "");
    cells.push_back(span->needs_team ? text_of(span->kams_high) : "");
  } else {
    cells.push_back(single_text(cell, style));
    cells.insert(cells.end(), width - 1, "");
  }
}

}  // namespace

std::size_t machine_width(Kind kind) { return kind == Kind::range ? 3 : kind == Kind::span ? 4 : 1; }

std::vector<std::string> machine_heads(const ResultTable& table) {
  std::vector<std::string> heads;
  for (const ViewColumn& column : table.columns) {
    if (column.kind == Kind::range)
      heads.insert(heads.end(), {column.name + "_low", column.name, column.name + "_high"});
    else if (column.kind == Kind::span)
      heads.insert(heads.end(),
                   {column.name + "_low", column.name + "_high", "kams_per_account_low", "kams_per_account_high"});
    else
      heads.push_back(column.name);
  }
  return heads;
}

std::vector<bool> machine_texts(const ResultTable& table) {
  std::vector<bool> texts;
  for (const ViewColumn& column : table.columns)
    texts.insert(texts.end(), machine_width(column.kind), holds_text(column.kind));
  return texts;
}

std::vector<std::string> machine_cells(const ResultTable& table, const std::vector<ResultCell>& row,
                                       const FigureStyle& style) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) append(cells, table.columns[i].kind, row[i], style);
  return cells;
}

std::string csv_text(const ResultTable& table, Format format, const FigureStyle& style) {
  RowWriter writer(format, machine_heads(table), machine_texts(table), {});
  std::string text = writer.begin();
  for (const auto& row : table.rows) text += writer.row(machine_cells(table, row, style));
  return text + writer.end();
}

namespace {

void add_texts(JsonTree& tree, const char* name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  tree.begin_list(name);
  for (const std::string& text : texts) tree.text({}, text);
  tree.end_list();
}

void add_table(JsonTree& tree, const ResultTable& table, const FigureStyle& style) {
  const auto heads = machine_heads(table);
  const auto texts = machine_texts(table);
  tree.begin_list(table.name);
  for (const auto& row : table.rows) {
    tree.begin_object();
    const auto cells = machine_cells(table, row, style);
    for (std::size_t i = 0; i < heads.size(); ++i) tree.raw(heads[i], ready_cell(Format::json, cells[i], texts[i]));
    tree.end_object();
  }
  tree.end_list();
}

}  // namespace

std::string json_text(const std::vector<ResultTable>& tables, const Provenance& provenance, const ResultNotes& notes,
                      const FigureStyle& style) {
  JsonTree tree;
  tree.begin_object();
  tree.text("ruleset", provenance.ruleset);
  tree.text("version", provenance.version);
  tree.text("digest", provenance.digest);
  tree.text("as_of", provenance.as_of);
  add_texts(tree, "what_if", notes.what_if);
  add_texts(tree, "notes", notes.notes);
  for (const ResultTable& table : tables) add_table(tree, table, style);
  tree.end_object();
  return tree.take();
}

}  // namespace spanne::records
