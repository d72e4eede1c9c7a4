#include "records/columns.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "records/encoding.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of values throughout

namespace {

constexpr std::int64_t lowest = -std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

/// The quotation marks resolved; `stray`: text stands behind the closing one.
std::string unquoted(std::string_view raw, char separator, bool& stray) {
  CsvRow row;
  CsvReader(raw, separator).next(row);
  stray = row.stray_text;
  return row.cells.empty() ? std::string() : std::move(row.cells.front());
}

/// What stands between the marks of a quoted cell, where that is all of it.
std::optional<std::string_view> simply_quoted(std::string_view raw) {
  if (raw.size() < 2 || raw.back() != '"') return std::nullopt;
  const std::string_view inner = raw.substr(1, raw.size() - 2);
  return inner.find('"') == std::string_view::npos ? std::optional(inner) : std::nullopt;
}

std::optional<std::int64_t> ordinal(const std::optional<Value>& value, Lane lane) {
  if (!value) return std::nullopt;
  if (const auto* date = std::get_if<Date>(&*value)) return date->days;
  const std::int64_t millionths = std::get<Decimal>(*value).millionths;
  return lane == Lane::narrow ? millionths / Decimal::one : millionths;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view Sheaf::cell(std::size_t row, std::size_t column, char separator) {
  const std::size_t place = rows[row];
  if (column >= cells.count(place)) return {};
  const std::string_view raw = cells.raw(text, place, column);
  if (raw.empty() || raw.front() != '"') return raw;
  if (const auto inner = simply_quoted(raw)) return *inner;
  bool stray = false;
  return copies.emplace_back(unquoted(raw, separator, stray));
}

ColumnReader::ColumnReader(const Model& model, const Layout& layout, NumberStyleIn numbers, char separator,
                           const std::vector<Lane>& lanes)
    : model_(model),
      layout_(layout),
      context_{model, numbers},
      separator_(separator),
      point_(numbers == NumberStyleIn::german ? ',' : '.'),
      keys_(model.key_attributes()) {
  for (AttributeId id = 0; id < model.attributes.size(); ++id) {
    const Attribute& attribute = model.attributes[id];
    Field field;
    field.attribute = &attribute;
    field.id = id;
    field.column = layout.columns[id];
    field.lane = lanes[id];
    field.own_lane = lane_of(attribute.type);
    const Bounds& bounds = attribute.bounds;
    field.low = ordinal(bounds.low, field.own_lane).value_or(lowest);
    field.high = ordinal(bounds.high, field.own_lane).value_or(highest);
    if (bounds.high && bounds.half_open) --field.high;
    // Bounds of whole numbers that are no whole numbers themselves are looked at more closely.
    const auto is_even = [](const std::optional<Value>& value) {
      const auto* number = value ? std::get_if<Decimal>(&*value) : nullptr;
      return number == nullptr || number->is_whole();
    };
    const bool fractional = field.own_lane == Lane::narrow && !(is_even(bounds.low) && is_even(bounds.high));
    field.whole_bounds = !fractional;
    if (attribute.type.kind == TypeKind::choice) field.values = model.choices[attribute.type.choice].values;
    fields_.push_back(std::move(field));
  }
}

void ColumnReader::read(Sheaf& sheaf) const {
  sheaf.block.clear();
  sheaf.rows.clear();
  sheaf.lines.clear();
  sheaf.slow = {};
  sheaf.rounded = 0;
  sheaf.copies.clear();
  std::uint32_t line = 0;
  const std::size_t rows = sheaf.cells.rows();
  for (std::size_t place = 0; place < rows; ++place) {
    const std::size_t row = sheaf.block.rows, rounded = sheaf.rounded;
    const bool good = read_row(sheaf, row, place);
    if (good || !blank(sheaf, place)) {
      sheaf.rows.push_back(static_cast<std::uint32_t>(place));
      sheaf.lines.push_back(line);
      if (!good) {
        sheaf.slow.set(row);
        sheaf.block.plain.set(row);
        sheaf.rounded = rounded;
      }
      ++sheaf.block.rows;
    }
    line += sheaf.line_breaks ? lines_of(sheaf, place) : 1;
  }
}

/// Of a row with its line end, if it has one.
std::uint32_t ColumnReader::lines_of(const Sheaf& sheaf, std::size_t place) {
  const bool is_last = place + 1 == sheaf.cells.rows();
  const std::size_t begin = sheaf.cells.starts[place];
  const std::size_t end = is_last ? sheaf.text.size() : sheaf.cells.starts[place + 1];
  return static_cast<std::uint32_t>(line_ends(sheaf.text.substr(begin, end - begin)));
}

bool ColumnReader::blank(const Sheaf& sheaf, std::size_t place) const {
  for (std::size_t cell = 0; cell < sheaf.cells.count(place); ++cell) {
    const std::string_view raw = sheaf.cells.raw(sheaf.text, place, cell);
    if (raw.empty()) continue;
    bool stray = false;
    if (!trimmed(raw.front() == '"' ? unquoted(raw, separator_, stray) : std::string(raw)).empty()) return false;
  }
  return true;
}

bool ColumnReader::read_row(Sheaf& sheaf, std::size_t row, std::size_t place) const {
  const std::size_t count = sheaf.cells.count(place);
  if (count > layout_.heads.size()) return false;
  const std::size_t first = sheaf.cells.first[place];
  const std::uint32_t* ends = sheaf.cells.ends.data() + first;
  for (const Field& field : fields_) {
    std::string_view cell;
    if (field.column && *field.column < count) {
      const std::size_t column = *field.column;
      const std::size_t begin = column == 0 ? sheaf.cells.starts[place] : ends[column - 1] + 1;
      cell = sheaf.text.substr(begin, ends[column] - begin);
      if (!cell.empty() && cell.front() == '"') {
        if (const auto inner = simply_quoted(cell)) {
          cell = *inner;
        } else {
          bool stray = false;
          cell = sheaf.copies.emplace_back(unquoted(cell, separator_, stray));
          if (stray) return false;
        }
      }
      cell = trimmed(cell);
    }
    if (!read_field(sheaf, field, row, cell)) return false;
  }
  return true;
}

bool ColumnReader::read_field(Sheaf& sheaf, const Field& field, std::size_t row, std::string_view cell) const {
  const Attribute& attribute = *field.attribute;
  if (cell.empty()) {
    if (attribute.fallback) return sheaf.block.set(row, field.id, *attribute.fallback);
    if (!attribute.optional) return false;
    return field.lane == Lane::none || sheaf.block.set(row, field.id, {});
  }
  if (field.own_lane == Lane::text) {
    if (cell.front() == '#') return read_cell_by_cell(sheaf, field, row, cell);
    if (field.lane == Lane::none) return true;
    Column& column = sheaf.block.columns[field.id];
    (*column.text)[row] = cell;
    column.known.set(row);
    return true;
  }
  std::int64_t count = 0;
  if (!read_plainly(field, cell, count) || count < field.low || count > field.high)
    return read_cell_by_cell(sheaf, field, row, cell);
  if (field.lane == Lane::none) return true;
  Column& column = sheaf.block.columns[field.id];
  column.known.set(row);
  if (field.lane == Lane::wide) column.wide->of[row] = count;
  if (field.lane == Lane::narrow) column.narrow->of[row] = static_cast<std::int32_t>(count);
  if (field.lane == Lane::code) column.code->of[row] = static_cast<std::int16_t>(count);
  return true;
}

/// Digits, with at most one decimal sign; false for all that needs a closer look.
bool ColumnReader::plain_number(std::string_view cell, int shift, std::int64_t& millionths) const {
  constexpr std::array<std::int64_t, 7> scales{1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  const char* at = cell.data();
  const char* const end = at + cell.size();
  const bool negative = *at == '-';
  if (negative) ++at;
  std::int64_t whole = 0, part = 0;
  const char* const begin = at;
  for (; at != end && is_digit(*at); ++at) whole = whole * 10 + (*at - '0');
  const auto digits = static_cast<std::size_t>(at - begin);
  if (digits == 0 || digits > 12) return false;
  std::size_t places = 0;
  if (at != end) {
    if (*at++ != point_) return false;
    const char* const dot = at;
    for (; at != end && is_digit(*at); ++at) part = part * 10 + (*at - '0');
    places = static_cast<std::size_t>(at - dot);
    if (at != end || places == 0 || places > static_cast<std::size_t>(6 + shift)) return false;
    // 1.234 can be read in two ways.
    if (places == 3 && digits <= 3 && *begin != '0' && context_.numbers == NumberStyleIn::cautious) return false;
  }
  std::int64_t value = whole * Decimal::one + part * scales[places];
  for (int step = shift; step < 0; ++step) value /= 10;
  millionths = negative ? -value : value;
  return true;
}

bool ColumnReader::read_plainly(const Field& field, std::string_view cell, std::int64_t& count) const {
  switch (field.attribute->type.kind) {
    case TypeKind::decimal:
    case TypeKind::money: return plain_number(cell, 0, count);
    case TypeKind::integer: {
      const char* at = cell.data();
      const char* const end = at + cell.size();
      const bool negative = *at == '-';
      if (negative) ++at;
      if (at == end || end - at > 9 || !field.whole_bounds) return false;
      for (; at != end && is_digit(*at); ++at) count = count * 10 + (*at - '0');
      if (negative) count = -count;
      return at == end;
    }
    case TypeKind::percent:
      if (cell.ends_with('%')) {
        const std::string_view number = trimmed(cell.substr(0, cell.size() - 1));
        return !number.empty() && plain_number(number, -2, count);
      }
      if (field.attribute->reading == PercentReading::none) return false;
      return plain_number(cell, field.attribute->reading == PercentReading::in_percent ? -2 : 0, count);
    case TypeKind::boolean:
      count = cell == "yes" || cell == "true" || cell == "1" || cell == "ja" ? 1 : 0;
      return count == 1 || cell == "no" || cell == "false" || cell == "0" || cell == "nein";
    case TypeKind::choice: {
      const auto found = std::find(field.values.begin(), field.values.end(), cell);
      count = found - field.values.begin();
      return found != field.values.end();
    }
    case TypeKind::date: {
      const auto date = date_from_text(cell);
      if (date) count = date->days;
      return date.has_value();
    }
    default: return false;
  }
}

/// Everything RowReader would read; false where it has something to say.
bool ColumnReader::read_cell_by_cell(Sheaf& sheaf, const Field& field, std::size_t row, std::string_view cell) const {
  auto read = read_cell(cell, *field.attribute, context_);
  auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr) return false;
  sheaf.rounded += value->rounded ? 1U : 0U;
  if (field.lane != Lane::text) return sheaf.block.set(row, field.id, value->value);
  Column& column = sheaf.block.columns[field.id];
  (*column.text)[row] = cell;
  column.known.set(row);
  return true;
}

bool ColumnReader::key(const Sheaf& sheaf, std::size_t row, std::string& key) const {
  key.clear();
  for (const AttributeId id : keys_) {
    const Column& column = sheaf.block.columns[id];
    if (!column.known.get(row)) return false;
    switch (column.lane) {
      case Lane::text: key += (*column.text)[row]; break;
      default: key += to_text(sheaf.block.get(row, id, model_.attributes[id].type), model_.attributes[id].type, model_);
    }
    // No text has a byte 0.
    if (keys_.size() > 1) key += '\0';
  }
  return true;
}

}  // namespace spanne::records
