#include "records/tables/second_table.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "records/cells/encoding.hpp"
#include "records/csv/heads.hpp"
#include "records/csv/rows.hpp"

namespace spanne::records {

using engine::Attribute;
using engine::AttributeId;
using engine::TypeKind;

namespace {

/// What a row takes besides its texts.
constexpr std::size_t row_overhead = 200;

SourceCell cell_of_value(const engine::Value& value, const Attribute& attribute, const engine::Model& model) {
  if (const auto* flag = std::get_if<bool>(&value)) return {SourceCell::Kind::boolean, *flag ? "yes" : "no", {}};
  if (const auto* number = std::get_if<engine::Decimal>(&value)) {
    if (attribute.type.kind != TypeKind::percent) return {SourceCell::Kind::number, to_text(*number), {}};
    return {SourceCell::Kind::number, to_text(*number), "%"};
  }
  const auto kind = std::holds_alternative<engine::Date>(value) ? SourceCell::Kind::date : SourceCell::Kind::text;
  return {kind, to_text(value, attribute.type, model), {}};
}

/// A text as the value it stands for in its own table, since other tables may write numbers and days in another way.
/// One that is none is an error that says why.
SourceCell resolved(const SourceCell& cell, const Attribute& attribute, const CellContext& context) {
  const bool is_written_alike = attribute.type.kind == TypeKind::text || attribute.type.kind == TypeKind::choice;
  const std::string_view text = trimmed(cell.text);
  if (cell.kind != SourceCell::Kind::text || is_written_alike || text.empty()) return cell;
  if (context.style.missing->find(text, attribute, context.model)) return cell;  // counted where the row is read
  Attribute as_written = attribute;  // what it counts and its range come later, where the joined table is read
  as_written.bounds = {};
  if (attribute.magnitude && attribute.type.kind == TypeKind::integer) as_written.type.kind = TypeKind::decimal;
  const auto read = read_cell(text, as_written, context);
  if (const auto* fault = std::get_if<CellFault>(&read)) return {SourceCell::Kind::error, fault->message, {}};
  return cell_of_value(std::get<CellValue>(read).value, as_written, context.model);
}

/// The way in which a number must have been written; cautious if it can be either. Of two kinds of separators the last
/// one is the decimal one; one that stands twice is none; one that does not stand before three digits is one.
NumberStyle proved_by(std::string_view text) {
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos) return NumberStyle::cautious;
  text = text.substr(begin, text.find_last_of("0123456789") + 1 - begin);
  const auto points = std::count(text.begin(), text.end(), '.'), commas = std::count(text.begin(), text.end(), ',');
  const std::size_t last = text.find_last_of(".,");
  if (last == std::string_view::npos) return NumberStyle::cautious;
  const NumberStyle decimal = text[last] == ',' ? NumberStyle::german : NumberStyle::english;
  if (points > 0 && commas > 0) return decimal;
  if (points + commas > 1) return decimal == NumberStyle::german ? NumberStyle::english : NumberStyle::german;
  const bool may_part_groups = text.size() - last == 4 && last <= 3 && text.front() != '0';
  return may_part_groups ? NumberStyle::cautious : decimal;
}

}  // namespace

AttributeColumns attribute_columns(const engine::Model& model, const std::vector<std::string>& heads) {
  AttributeColumns columns;
  for (const Attribute& attribute : model.attributes) {
    const auto is_its_head = [&](const std::string& head) { return is_head_of(head, attribute); };
    const auto found = std::find_if(heads.begin(), heads.end(), is_its_head);
    auto& column = columns.emplace_back();
    if (found != heads.end()) column = static_cast<std::size_t>(found - heads.begin());
  }
  return columns;
}

std::optional<std::string> joined_key(const SourceRow& row, const std::vector<AttributeId>& attributes,
                                      const AttributeColumns& columns, const CellContext& context) {
  std::string key;
  for (const AttributeId id : attributes) {
    const std::size_t column = columns[id].value_or(row.cells.size());
    if (column >= row.cells.size() || row.cells[column].kind == SourceCell::Kind::error) return std::nullopt;
    const std::string_view text = trimmed(row.cells[column].text);
    if (text.empty()) return std::nullopt;
    const Attribute& attribute = context.model.attributes[id];
    const auto read = read_cell(text, attribute, context);
    const auto* value = std::get_if<CellValue>(&read);
    if (value == nullptr) return std::nullopt;
    // No text has a byte 0, so that it keeps "a" + "bc" apart from "ab" + "c".
    key += to_text(value->value, attribute.type, context.model) + '\0';
  }
  return key;
}

SourceCell SecondTable::cell_of(const SourceRow& row, AttributeId id) const {
  // In a row with more cells than heads, nobody knows which cell belongs to which head.
  const auto is_filled = [](const SourceCell& cell) { return !trimmed(cell.text).empty(); };
  const auto end_of_heads = row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(width_, row.cells.size()));
  if (std::any_of(end_of_heads, row.cells.end(), is_filled))
    return {
        SourceCell::Kind::error, fmt::format("line {} of the second table has more cells than heads", row.line), {}};
  const std::size_t column = *columns_[id];
  if (column >= row.cells.size()) return {};
  return row.cells[column];
}

bool SecondTable::add(const SourceRow& row) {
  const bool is_blank = std::all_of(row.cells.begin(), row.cells.end(),
                                    [](const SourceCell& cell) { return trimmed(cell.text).empty(); });
  if (is_blank) return true;
  auto key = joined_key(row, keys_, columns_, context_);
  if (!key) {
    lines_without_key_.push_back(row.line);
    return true;
  }
  size_ += key->size() + row_overhead;
  const auto [place, is_new] = rows_.try_emplace(std::move(*key));
  if (!is_new) {
    if (!place->second.other_line) place->second.other_line = row.line;
    return true;
  }
  place->second.line = row.line;
  for (const AttributeId id : taken_) {
    place->second.cells.push_back(cell_of(row, id));
    size_ += sizeof(SourceCell) + place->second.cells.back().text.size();
  }
  return size_ <= largest_second_table;
}

std::optional<AccountsError> SecondTable::read(RowSource& rows) {
  SourceRow row;
  for (auto next = rows.next(row); next != RowSource::Next::end; next = rows.next(row)) {
    if (next == RowSource::Next::failed) return rows.failure();
    if (!add(row))
      return AccountsError{fmt::format("line {}: up to here it takes more than {} MB of memory, which is the most a "
                                       "second table may take",
                                       row.line, largest_second_table / 1'000'000),
                           "give it as ACCOUNTS, and the other one after --with; or leave out columns and rows"};
  }
  CellContext context = context_;
  if (context.style.numbers == NumberStyle::cautious) context.style.numbers = proved_style();
  for (auto& [key, kept] : rows_)
    for (std::size_t i = 0; i < kept.cells.size(); ++i)
      kept.cells[i] = resolved(kept.cells[i], context.model.attributes[taken_[i]], context);
  return std::nullopt;
}

std::optional<std::size_t> SecondTable::first_line_written(NumberStyle style) const {
  std::optional<std::size_t> first;
  for (const auto& [key, row] : rows_)
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const SourceCell& cell = row.cells[i];
      const bool is_typed_number =
          cell.kind == SourceCell::Kind::text && is_number(context_.model.attributes[taken_[i]].type.kind);
      if (is_typed_number && (!first || row.line < *first) && proved_by(cell.text) == style) first = row.line;
    }
  return first;
}

NumberStyle SecondTable::proved_style() {
  const auto german = first_line_written(NumberStyle::german), english = first_line_written(NumberStyle::english);
  if (german.has_value() == english.has_value()) return NumberStyle::cautious;
  numbers_note_ = fmt::format("numbers are read the {} way, as line {} has them", german ? "German" : "English",
                              german ? *german : *english);
  return german ? NumberStyle::german : NumberStyle::english;
}

const SecondTable::Row* SecondTable::find(const std::string& key) {
  const auto found = rows_.find(key);
  if (found == rows_.end()) return nullptr;
  found->second.used = true;
  return &found->second;
}

std::size_t SecondTable::unused() const {
  return static_cast<std::size_t>(
      std::count_if(rows_.begin(), rows_.end(), [](const auto& entry) { return !entry.second.used; }));
}

}  // namespace spanne::records
