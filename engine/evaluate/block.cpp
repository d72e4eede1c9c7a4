#include "engine/evaluate/block.hpp"

#include <limits>

namespace spanne::engine {

Lane lane_of(const Type& type) {
  switch (type.kind) {
    case TypeKind::boolean:
    case TypeKind::choice: return Lane::code;
    case TypeKind::integer:
    case TypeKind::date: return Lane::narrow;
    case TypeKind::text: return Lane::text;
    default: return Lane::wide;
  }
}

Block::Block(const std::vector<Lane>& lanes) : columns(lanes.size()) {
  for (std::size_t id = 0; id < lanes.size(); ++id) {
    Column& column = columns[id];
    column.lane = lanes[id];
    switch (column.lane) {
      case Lane::none: break;
      case Lane::wide: column.wide = std::make_unique<Numbers<std::int64_t>>(); break;
      case Lane::narrow: column.narrow = std::make_unique<Numbers<std::int32_t>>(); break;
      case Lane::code: column.code = std::make_unique<Numbers<std::int16_t>>(); break;
      case Lane::text: column.text = std::make_unique<std::array<std::string_view, block_rows>>(); break;
    }
  }
}

void Block::clear() {
  rows = 0;
  plain = {};
  for (Column& column : columns) column.known = {};
}

std::int64_t count_in(Lane lane, const Value& value) {
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? 1 : 0;
  if (const auto* date = std::get_if<Date>(&value)) return date->days;
  if (const auto* choice = std::get_if<ChoiceValue>(&value)) return choice->index;
  const auto* number = std::get_if<Decimal>(&value);
  if (number == nullptr) return 0;
  return lane == Lane::wide ? number->millionths : number->millionths / Decimal::one;
}

bool Block::put(std::size_t row, AttributeId id, std::int64_t count) {
  Column& column = columns[id];
  const bool fits = column.lane != Lane::narrow || (count >= std::numeric_limits<std::int32_t>::min() &&
                                                    count <= std::numeric_limits<std::int32_t>::max());
  if (!fits) count = 0;
  if (column.lane == Lane::wide) column.wide->of[row] = count;
  if (column.lane == Lane::narrow) column.narrow->of[row] = static_cast<std::int32_t>(count);
  if (column.lane == Lane::code) column.code->of[row] = static_cast<std::int16_t>(count);
  return fits;
}

bool Block::set(std::size_t row, AttributeId id, const Value& value) {
  Column& column = columns[id];
  if (column.lane == Lane::none) return true;
  if (!is_missing(value)) column.known.set(row);
  if (column.lane == Lane::text) {
    const auto* text = std::get_if<std::string>(&value);
    (*column.text)[row] = text == nullptr ? std::string_view{} : std::string_view(*text);
    return true;
  }
  const auto* number = std::get_if<Decimal>(&value);
  const bool whole = number == nullptr || column.lane == Lane::wide || number->is_whole();
  return put(row, id, whole ? count_in(column.lane, value) : 0) && whole;
}

Value Block::get(std::size_t row, AttributeId id, const Type& type) const {
  const Column& column = columns[id];
  if (column.lane == Lane::none || !column.known.get(row)) return {};
  switch (column.lane) {
    case Lane::wide: return Decimal{column.wide->of[row]};
    case Lane::narrow:
      if (type.kind == TypeKind::date) return Date{column.narrow->of[row]};
      return Decimal::whole(column.narrow->of[row]);
    case Lane::code:
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
