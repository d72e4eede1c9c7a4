#include "engine/columns/block.hpp"

#include <limits>

namespace spanne::engine {

ColumnKind column_kind_of(const Type& type) {
  switch (type.kind) {
    case TypeKind::boolean:
    case TypeKind::choice: return ColumnKind::code;
    case TypeKind::integer:
    case TypeKind::date: return ColumnKind::narrow;
    case TypeKind::text: return ColumnKind::text;
    default: return ColumnKind::wide;
  }
}

Block::Block(const std::vector<ColumnKind>& column_kinds) : columns(column_kinds.size()) {
  for (std::size_t id = 0; id < column_kinds.size(); ++id) {
    Column& column = columns[id];
    column.column_kind = column_kinds[id];
    switch (column.column_kind) {
      case ColumnKind::none: break;
      case ColumnKind::wide: column.wide = std::make_unique<ColumnValues<std::int64_t>>(); break;
      case ColumnKind::narrow: column.narrow = std::make_unique<ColumnValues<std::int32_t>>(); break;
      case ColumnKind::code: column.code = std::make_unique<ColumnValues<std::int16_t>>(); break;
      case ColumnKind::text: column.text = std::make_unique<std::array<std::string_view, block_rows>>(); break;
    }
  }
}

void Block::clear() {
  rows = 0;
  fallback = {};
  for (Column& column : columns) column.known = {};
}

Fraction column_unit(ColumnKind column_kind, TypeKind kind) {
  return column_kind == ColumnKind::wide ? worth_of({1}, kind) : Fraction(1);
}

std::int64_t count_in(ColumnKind column_kind, const Value& value) {
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? 1 : 0;
  if (const auto* date = std::get_if<Date>(&value)) return date->days;
  if (const auto* choice = std::get_if<ChoiceValue>(&value)) return choice->index;
  const auto* number = std::get_if<Decimal>(&value);
  if (number == nullptr) return 0;
  return column_kind == ColumnKind::wide ? number->millionths : number->millionths / Decimal::one;
}

bool Block::put(std::size_t row, AttributeId id, std::int64_t count) {
  Column& column = columns[id];
  const bool fits = column.column_kind != ColumnKind::narrow || (count >= std::numeric_limits<std::int32_t>::min() &&
                                                                 count <= std::numeric_limits<std::int32_t>::max());
  if (!fits) count = 0;
  if (column.column_kind == ColumnKind::wide) column.wide->of[row] = count;
  if (column.column_kind == ColumnKind::narrow) column.narrow->of[row] = static_cast<std::int32_t>(count);
  if (column.column_kind == ColumnKind::code) column.code->of[row] = static_cast<std::int16_t>(count);
  return fits;
}

std::int64_t Block::count(std::size_t row, AttributeId id) const {
  const Column& column = columns[id];
  switch (column.column_kind) {
    case ColumnKind::wide: return column.wide->of[row];
    case ColumnKind::narrow: return column.narrow->of[row];
    case ColumnKind::code: return column.code->of[row];
    default: return 0;
  }
}

bool Block::set(std::size_t row, AttributeId id, const Value& value) {
  Column& column = columns[id];
  if (column.column_kind == ColumnKind::none) return true;
  if (!is_missing(value)) column.known.set(row);
  if (column.column_kind == ColumnKind::text) {
    const auto* text = std::get_if<std::string>(&value);
    (*column.text)[row] = text == nullptr ? std::string_view{} : std::string_view(*text);
    return true;
  }
  const auto* number = std::get_if<Decimal>(&value);
  const bool whole = number == nullptr || column.column_kind == ColumnKind::wide || number->is_whole();
  return put(row, id, whole ? count_in(column.column_kind, value) : 0) && whole;
}

Value Block::get(std::size_t row, AttributeId id, const Type& type) const {
  const Column& column = columns[id];
  if (column.column_kind == ColumnKind::none || !column.known.get(row)) return {};
  switch (column.column_kind) {
    case ColumnKind::wide: return Decimal{column.wide->of[row]};
    case ColumnKind::narrow:
      if (type.kind == TypeKind::date) return Date{column.narrow->of[row]};
      return Decimal::whole(column.narrow->of[row]);
    case ColumnKind::code:
      if (type.kind == TypeKind::boolean) return column.code->of[row] != 0;
      return ChoiceValue{static_cast<std::uint32_t>(column.code->of[row])};
    default: return std::string((*column.text)[row]);
  }
}

Account Block::account(std::size_t row, const Model& model) const {
  Account account;
  for (AttributeId id = 0; id < columns.size(); ++id) account.values.push_back(get(row, id, model.attributes[id].type));
  return account;
}

}  // namespace spanne::engine
