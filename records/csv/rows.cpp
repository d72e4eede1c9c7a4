#include "records/csv/rows.hpp"

#include <fmt/format.h>
#include <utility>

#include "grammar/text/nearest.hpp"
#include "records/cells/encoding.hpp"
#include "records/csv/heads.hpp"
#include "records/csv/style_decision.hpp"

namespace spanne::records {

using engine::Attribute;
using engine::AttributeId;
using engine::Model;

namespace {

/// `sites`, or `sites (column "Standorte")` where its column goes by another name.
std::string label(const Attribute& attribute, const std::string& head) {
  if (head.empty() || folded(head) == folded(attribute.name)) return attribute.name;
  return fmt::format("{} (column \"{}\")", attribute.name, shown(head));
}

/// The head of a column that stands in the way of a figure: it is counted, but the file has a column of its name.
std::optional<std::string> head_in_the_way(const Attribute& attribute, const Layout& layout) {
  if (!attribute.figure || !attribute.columns.empty()) return std::nullopt;
  for (const std::string& head : layout.heads)
    if (is_head_of(head, attribute)) return head;
  return std::nullopt;
}

AccountsError counted_and_read(const Attribute& attribute, const std::string& head) {
  return {fmt::format("{} is counted from the rows, but the file has a column \"{}\"", attribute.name, shown(head)),
          fmt::format("rename or remove the column, or declare that it is read: {} … column \"{}\"", attribute.name,
                      shown(head))};
}

/// Finds the column of an attribute and how its numbers are read.
std::optional<AccountsError> lay_out(const Attribute& attribute, const std::vector<std::string>& folded_heads,
                                     Layout& layout, AccountsHeader& header) {
  if (attribute.figure && attribute.columns.empty()) {
    layout.columns.emplace_back();
    layout.magnitudes.push_back(0);
    layout.labels.push_back(attribute.name);
    return std::nullopt;
  }
  auto looked_for = find_column(attribute, layout.heads, folded_heads, layout.typed ? 0 : 1);
  if (auto* error = std::get_if<AccountsError>(&looked_for)) return std::move(*error);
  const auto& found = std::get<std::optional<AttributeColumn>>(looked_for);
  layout.columns.push_back(found ? std::optional(found->column) : std::nullopt);
  layout.magnitudes.push_back(found ? found->magnitude : 0);
  const std::string declared = attribute.columns.empty() ? "" : attribute.columns.front();
  layout.labels.push_back(label(attribute, found ? layout.heads[found->column] : declared));
  if (found && !found->note.empty()) header.notes.push_back(found->note);
  return std::nullopt;
}

/// The head of the file that may have been meant for a missing attribute.
std::optional<std::string> guess(const Attribute& attribute, const std::vector<std::string>& unknown) {
  std::vector<std::string> wanted = attribute.columns;
  wanted.push_back(attribute.name);
  for (const std::string& head : unknown)  // with a bracket that says something else: `Umsatz (netto)`
    if (is_head_of(trimmed(std::string_view(head).substr(0, head.find_first_of("(["))), attribute)) return head;
  for (auto name = wanted.rbegin(); name != wanted.rend(); ++name)
    if (auto near = grammar::nearest(*name, unknown)) return near;
  return std::nullopt;
}

/// Names what is missing, what the file has, and what may have been meant.
AccountsError missing_columns(const std::vector<const Attribute*>& missing, const AccountsHeader& header) {
  std::vector<std::string> names;
  std::vector<std::string> heads;
  for (const std::string& head : header.heads)
    if (!head.empty()) heads.push_back(shown(head));
  std::string guesses;
  for (const Attribute* attribute : missing) {
    names.push_back(label(*attribute, attribute->columns.empty() ? "" : attribute->columns.front()));
    const auto near = guess(*attribute, header.unknown_columns);
    if (near) guesses += fmt::format("; is \"{}\" meant for {}?", shown(*near), attribute->name);
  }
  return {fmt::format("{} missing: {}", missing.size() == 1 ? "a column is" : "columns are", fmt::join(names, ", ")),
          fmt::format("the file has the columns {}{}", fmt::join(heads, ", "), guesses)};
}

}  // namespace

std::size_t line_from_text(std::string_view digits) {
  std::size_t line = 0;
  for (const char digit : digits) line = line * 10 + static_cast<std::size_t>(digit - '0');
  return line;
}

std::optional<AccountsError> lay_out(const Model& model, Layout& layout, AccountsHeader& header) {
  header.heads = layout.heads;
  std::vector<std::string> folded_heads;
  for (const auto& head : layout.heads) folded_heads.push_back(folded(head));
  std::vector<const Attribute*> missing;
  std::optional<AccountsError> in_the_way;
  std::vector<const Attribute*> used(layout.heads.size(), nullptr);
  for (const Attribute& attribute : model.attributes) {
    if (auto error = lay_out(attribute, folded_heads, layout, header)) return error;
    if (const auto head = head_in_the_way(attribute, layout)) in_the_way = counted_and_read(attribute, *head);
    const auto column = layout.columns.back();
    if (column) {
      if (used[*column] != nullptr)
        return AccountsError{
            fmt::format("column {}, \"{}\", is read both as {} and as {}", *column + (layout.typed ? 0 : 1),
                        shown(layout.heads[*column]), used[*column]->name, attribute.name),
            "rename the head, or declare another column for one of the two"};
      used[*column] = &attribute;
    } else if (!attribute.optional && !attribute.fallback && !attribute.figure) {
      missing.push_back(&attribute);
    }
  }
  for (std::size_t column = 0; column < used.size(); ++column)
    if (used[column] == nullptr && !layout.heads[column].empty())
      header.unknown_columns.push_back(layout.heads[column]);
  header.counted = counted_figures(model, layout);
  if (missing.empty()) return in_the_way;
  return missing_columns(missing, header);
}

std::vector<AttributeId> counted_figures(const Model& model, const Layout& layout) {
  std::vector<AttributeId> counted;
  for (const AttributeId id : model.figure_attributes())
    if (layout.counts(id, model)) counted.push_back(id);
  return counted;
}

RowReader::RowReader(const Model& model, const Layout& layout, const CellStyle& style)
    : model_(model), layout_(layout), context_{model, style, layout.typed}, keys_(model.key_attributes()) {
  std::vector<std::string> names;
  for (const AttributeId id : keys_) names.push_back(layout.labels[id]);
  key_label_ = fmt::format("{}", fmt::join(names, ", "));
}

AccountRow RowReader::read(CsvRow&& csv, CellCounts* counts) {
  counts_ = counts;
  AccountRow row;
  row.line = layout_.typed && !csv.cells.empty() ? line_from_text(csv.cells.front()) : csv.line;
  row.cells = std::move(csv.cells);
  row.account.values.resize(model_.attributes.size());
  if (csv.stray_text)
    row.reasons.emplace_back("text stands behind a closing quotation mark; quotation marks inside quotes are doubled");
  refuse_extra_cells(row);
  row.cells.resize(layout_.heads.size());
  for (AttributeId id = 0; id < model_.attributes.size(); ++id) read_value(row, id);
  if (layout_.typed) take_marks(row);
  return row;
}

/// Cells as people know them.
void RowReader::take_marks(AccountRow& row) const {
  for (AttributeId id = 0; id < model_.attributes.size(); ++id)
    if (const auto column = layout_.columns[id])
      row.cells[*column] = std::string(without_mark(row.cells[*column], model_.attributes[id]));
  for (auto& [id, cell] : row.unreadable) cell = std::string(without_mark(cell, model_.attributes[id]));
}

void RowReader::refuse_extra_cells(AccountRow& row) const {
  const std::size_t own = layout_.typed ? 1 : 0;  // not of the file
  for (std::size_t i = layout_.heads.size(); i < row.cells.size(); ++i) {
    if (trimmed(row.cells[i]).empty()) continue;
    row.reasons.push_back(fmt::format("the row has {} cells, but there are only {} heads; \"{}\" is too many",
                                      row.cells.size() - own, layout_.heads.size() - own,
                                      shown(trimmed(row.cells[i]))));
    return;
  }
}

void RowReader::read_value(AccountRow& row, AttributeId id) {
  if (layout_.counts(id, model_)) return;
  const Attribute& attribute = model_.attributes[id];
  const auto column = layout_.columns[id];
  const std::string_view cell = column ? trimmed(row.cells[*column]) : std::string_view{};
  if (cell.empty()) return take_missing(row, id, {});
  if (context_.style.from_evidence && is_read_as_number(attribute))
    contradicted_ = contradicted_ || NumberEvidence::contradicts(cell, context_.style);
  const std::string_view word = layout_.typed ? without_mark(cell, attribute) : cell;
  if (const auto marker = context_.style.missing->find(word, attribute, model_)) {
    if (counts_ != nullptr) ++counts_->missing[*marker];
    return take_missing(row, id, word);
  }
  context_.magnitude = layout_.magnitudes[id];
  auto read = read_cell(cell, attribute, context_);
  if (const auto* fault = std::get_if<CellFault>(&read)) {
    row.reasons.push_back(fmt::format("{}: {}", layout_.labels[id], fault->message));
    row.unreadable.emplace_back(id, cell);
    return;
  }
  auto& value = std::get<CellValue>(read);
  count(value);
  row.account.values[id] = std::move(value.value);
}

void RowReader::count(const CellValue& value) const {
  if (counts_ == nullptr) return;
  if (value.rounded) ++counts_->rounded;
  if (value.is_dash) ++counts_->dashes;
  counts_->needed_style = counts_->needed_style || value.ambiguous;
}

/// `marker`: the word in the cell that stands for nothing; empty where nothing stands there.
void RowReader::take_missing(AccountRow& row, AttributeId id, std::string_view marker) {
  const Attribute& attribute = model_.attributes[id];
  if (attribute.fallback) {
    if (counts_ != nullptr) ++counts_->defaults[id];
    row.account.values[id] = *attribute.fallback;
    return;
  }
  if (attribute.optional) return;
  std::string reason = fmt::format("{} is missing", layout_.labels[id]);
  if (!marker.empty()) reason += fmt::format(": {} stands for nothing", shown(marker));
  if (!marker.empty() && attribute.type.kind == engine::TypeKind::text)
    reason += "; if it is a name, say by --missing which words stand for nothing";
  row.reasons.push_back(std::move(reason));
}

/// No text has a byte 0, so that it keeps "a" + "bc" apart from "ab" + "c".
std::optional<std::string> RowReader::key(const AccountRow& row) const {
  std::string key;
  for (const AttributeId id : keys_) {
    const auto& value = row.account.values[id];
    if (is_missing(value)) return std::nullopt;
    key += to_text(value, model_.attributes[id].type, model_);
    if (keys_.size() > 1) key += '\0';
  }
  return keys_.empty() ? std::nullopt : std::optional(std::move(key));
}

void RowReader::refuse_repeated_key(AccountRow& row, std::size_t first_line) const {
  row.reasons.push_back(
      fmt::format("{}: the key of line {} already stands in line {}", key_label_, row.line, first_line));
}

}  // namespace spanne::records
