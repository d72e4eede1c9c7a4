#include "records/stream/columns.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "records/cells/digits.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of values throughout

namespace {

constexpr std::int64_t lowest = -std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

/// The quotation marks resolved; `stray`: text stands after the closing one.
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

// Eight characters of text as one number, the first in the lowest byte.

constexpr std::uint64_t zeros = 0x3030'3030'3030'3030U;  // "00000000"

bool all_digits(std::uint64_t word) {
  constexpr std::uint64_t high = 0xF0F0'F0F0'F0F0'F0F0U, six = 0x0606'0606'0606'0606U;
  return ((word & high) ^ zeros) == 0 && (((word + six) & high) ^ zeros) == 0;
}

/// Eight digits, pairs first, then fours.
std::uint64_t number_of(std::uint64_t word) {
  word -= zeros;
  word = word * 10 + (word >> 8U);
  return (((word & 0x0000'00FF'0000'00FFU) * 0x000F'4240'0000'0064U) +
          (((word >> 16U) & 0x0000'00FF'0000'00FFU) * 0x0000'2710'0000'0001U)) >>
         32U;
}

__extension__ typedef unsigned __int128 Wide;

/// Up to sixteen characters moved to the end, zeros before them.
Wide right_aligned(const char* text, std::size_t size) {
  const Wide word = load_eight(text) | (static_cast<Wide>(load_eight(text + 8)) << 64U);
  const Wide noughts = zeros | (static_cast<Wide>(zeros) << 64U);
  return size >= 16 ? word : (word << (128 - 8 * size)) | (noughts >> (8 * size));
}

/// Takes a minus sign off the beginning of a cell.
bool take_minus(const char*& at, std::size_t& size) {
  const bool negative = size > 0 && *at == '-';
  at += negative ? 1 : 0;
  size -= negative ? 1 : 0;
  return negative;
}

bool is_visible(char c) { return c > ' ' && c <= '~'; }

}  // namespace

std::string_view RowBatch::cell(std::size_t row, std::size_t column, char separator) {
  if (column >= cells.count(row)) return {};
  const std::string_view raw = cells.raw(text, row, column);
  if (raw.empty() || raw.front() != '"') return raw;
  if (const auto inner = simply_quoted(raw)) return *inner;
  bool stray = false;
  return copies.emplace_back(unquoted(raw, separator, stray));
}

namespace {

// Of a field that is yes or no; others are read as a spreadsheet may write them.
const std::vector<std::string> yes_and_no{"no", "false", "0", "nein", "yes", "true", "1", "ja"};

/// Whether a bound of a whole number's range is whole itself, or not there.
bool is_even(const std::optional<Value>& value) {
  const auto* number = value ? std::get_if<Decimal>(&*value) : nullptr;
  return number == nullptr || number->is_whole();
}

}  // namespace

ColumnReader::ColumnReader(const Model& model, const Layout& layout, NumberStyleIn numbers, char separator,
                           const std::vector<ColumnKind>& column_kinds)
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
    field.column_kind = column_kinds[id];
    const Bounds& bounds = attribute.bounds;
    const ColumnKind own_lane = column_kind_of(attribute.type);
    field.low = bounds.low ? count_in(own_lane, *bounds.low) : lowest;
    field.high = bounds.high ? count_in(own_lane, *bounds.high) : highest;
    if (bounds.high && bounds.half_open) --field.high;
    field.whole_bounds = is_even(bounds.low) && is_even(bounds.high);
    if (attribute.type.kind == TypeKind::choice) {
      field.words = WordTable(model.choices[attribute.type.choice].values);
      for (std::size_t i = 0; i < model.choices[attribute.type.choice].values.size(); ++i)
        field.codes.push_back(static_cast<std::int16_t>(i));
    }
    if (attribute.type.kind == TypeKind::boolean) {
      field.words = WordTable(yes_and_no);
      field.codes = {0, 0, 0, 0, 1, 1, 1, 1};
    }
    needs_nothing_ = needs_nothing_ && (attribute.optional || attribute.fallback);
    fields_.push_back(std::move(field));
  }
}

void ColumnReader::read(RowBatch& batch) const {
  batch.block.clear();
  batch.block.rows = batch.cells.rows();
  batch.fallback = {};
  batch.blank = {};
  batch.copies.clear();
  for (std::size_t row = 0; row < batch.block.rows; ++row)
    if (batch.cells.count(row) > layout_.heads.size() || (!batch.regular && has_stray_text(batch, row)))
      batch.fallback.set(row);
  for (const Field& field : fields_) read_column(batch, field);
  if (needs_nothing_) find_blank_rows(batch);
  for (std::size_t word = 0; word < mask_words; ++word) {
    batch.block.plain.words[word] |= batch.fallback.words[word];
    for (std::uint64_t left = batch.fallback.words[word]; left != 0; left &= left - 1) {
      const std::size_t row = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      if (is_blank(batch, row)) batch.blank.set(row);
    }
  }
  count_lines(batch);
}

void ColumnReader::count_lines(RowBatch& batch) {
  const Cells& cells = batch.cells;
  batch.lines.resize(cells.rows());
  std::size_t line = 0;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    batch.lines[row] = static_cast<std::uint32_t>(line);
    const std::size_t end = row + 1 == cells.rows() ? batch.text.size() : cells.starts[row + 1];
    line += batch.line_breaks ? line_ends(batch.text.substr(cells.starts[row], end - cells.starts[row])) : 1;
  }
}

/// In any cell, those that belong to no attribute included.
bool ColumnReader::has_stray_text(const RowBatch& batch, std::size_t row) const {
  for (std::size_t cell = 0; cell < batch.cells.count(row); ++cell) {
    const std::string_view raw = batch.cells.raw(batch.text, row, cell);
    bool stray = false;
    if (raw.starts_with('"') && !simply_quoted(raw)) unquoted(raw, separator_, stray);
    if (stray) return true;
  }
  return false;
}

bool ColumnReader::is_blank(const RowBatch& batch, std::size_t row) const {
  for (std::size_t cell = 0; cell < batch.cells.count(row); ++cell) {
    const std::string_view raw = batch.cells.raw(batch.text, row, cell);
    if (raw.empty()) continue;
    bool stray = false;
    if (!trimmed(raw.front() == '"' ? unquoted(raw, separator_, stray) : std::string(raw)).empty()) return false;
  }
  return true;
}

/// Rows that would be accounts of which nothing is known. Hardly any begins like one.
void ColumnReader::find_blank_rows(RowBatch& batch) const {
  for (std::size_t row = 0; row < batch.block.rows; ++row) {
    const std::string_view first = batch.cells.raw(batch.text, row, 0);
    const bool may_be = first.empty() || first.front() == '"' || !is_visible(first.front());
    if (may_be && is_blank(batch, row)) batch.fallback.set(row);
  }
}

/// Missing values are found one by one; nearly all are there.
void ColumnReader::read_column(RowBatch& batch, const Field& field) const {
  if (field.column_kind != ColumnKind::none) batch.block.columns[field.id].known.words.fill(~std::uint64_t{0});
  const TypeKind kind = field.attribute->type.kind;
  if (!field.column)
    for (std::size_t row = 0; row < batch.block.rows; ++row) read_closely(batch, field, row);
  else if (kind == TypeKind::text)
    read_texts(batch, field);
  else if (!field.words.empty())
    read_words(batch, field);
  else if (kind == TypeKind::integer && field.whole_bounds)
    read_whole_numbers(batch, field);
  else if (kind == TypeKind::decimal || kind == TypeKind::money)
    read_numbers(batch, field);
  else
    for (std::size_t row = 0; row < batch.block.rows; ++row) read_closely(batch, field, row);
}

/// `read` takes a row and its cell as it stands, and says whether that could be read without a closer look.
template <class Read>
void ColumnReader::each_cell(RowBatch& batch, const Field& field, const Read& read) const {
  if (batch.cells.width <= *field.column) {
    for (std::size_t row = 0; row < batch.block.rows; ++row) one_cell(batch, field, row, read);
    return;
  }
  const Cells& cells = batch.cells;
  const char* const text = batch.text.data();
  std::size_t cell = *field.column;
  for (std::size_t row = 0; row < batch.block.rows; ++row, cell += cells.width) {
    const std::size_t begin = *field.column == 0 ? cells.starts[row] : cells.ends[cell - 1] + 1;
    if (!read(row, text + begin, cells.ends[cell] - begin)) read_closely(batch, field, row);
  }
}

/// The same for one row, which may be too short.
template <class Read>
void ColumnReader::one_cell(RowBatch& batch, const Field& field, std::size_t row, const Read& read) const {
  const std::size_t column = *field.column;
  const Cells& cells = batch.cells;
  const std::size_t cell = cells.first[row] + column;
  if (cell < cells.first[row + 1]) {
    const std::size_t begin = column == 0 ? cells.starts[row] : cells.ends[cell - 1] + 1;
    if (read(row, batch.text.data() + begin, cells.ends[cell] - begin)) return;
  }
  read_closely(batch, field, row);
}

/// The same for rows that `left` says.
template <class Read>
void ColumnReader::each_left(RowBatch& batch, const Field& field, const Mask& left, const Read& read) const {
  for (std::size_t word = 0; word < mask_words; ++word)
    for (std::uint64_t bits = left.words[word]; bits != 0; bits &= bits - 1) {
      const std::size_t row = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
      if (row < batch.block.rows) one_cell(batch, field, row, read);
    }
}

void ColumnReader::read_texts(RowBatch& batch, const Field& field) const {
  // Neither blank nor quoted, nor what a spreadsheet writes where a formula failed.
  const auto plain = [](const char* at, std::size_t size) {
    return size > 0 && *at > '#' && *at <= '~' && is_visible(at[size - 1]);
  };
  if (field.column_kind == ColumnKind::none)
    return each_cell(batch, field, [&](std::size_t, const char* at, std::size_t size) { return plain(at, size); });
  std::string_view* out = batch.block.columns[field.id].text->data();
  each_cell(batch, field, [&](std::size_t row, const char* at, std::size_t size) {
    out[row] = {at, size};
    return plain(at, size);
  });
}

void ColumnReader::read_words(RowBatch& batch, const Field& field) const {
  std::int16_t* out = field.column_kind == ColumnKind::none ? nullptr : batch.block.columns[field.id].code->of.data();
  each_cell(batch, field, [&](std::size_t row, const char* at, std::size_t size) {
    const int word = field.words.find(at, size);
    if (word < 0) return false;
    if (out != nullptr) out[row] = field.codes[static_cast<std::size_t>(word)];
    return true;
  });
}

void ColumnReader::read_whole_numbers(RowBatch& batch, const Field& field) const {
  std::int32_t* out =
      field.column_kind == ColumnKind::none ? batch.spare.narrow : batch.block.columns[field.id].narrow->of.data();
  const auto read = [&](std::size_t row, const char* at, std::size_t size) {
    const bool negative = take_minus(at, size);
    if (size - 1 >= 8) return false;
    const std::uint64_t word = size == 8 ? load_eight(at) : (load_eight(at) << (64 - 8 * size)) | (zeros >> (8 * size));
    if (!all_digits(word)) return false;
    const auto whole = static_cast<std::int64_t>(number_of(word));
    const std::int64_t count = negative ? -whole : whole;
    if (count < field.low || count > field.high) return false;
    out[row] = static_cast<std::int32_t>(count);
    return true;
  };
  Mask left;
  if (!read_whole({batch.text, batch.cells, *field.column, field.low, field.high}, out, left))
    return each_cell(batch, field, read);
  each_left(batch, field, left, [](std::size_t, const char*, std::size_t) { return false; });
}

/// Whole, or with one or two decimals, as nearly all are; the decimal sign is taken out of the digits.
void ColumnReader::read_numbers(RowBatch& batch, const Field& field) const {
  std::int64_t* out =
      field.column_kind == ColumnKind::none ? batch.spare.wide : batch.block.columns[field.id].wide->of.data();
  const auto read = [&](std::size_t row, const char* at, std::size_t size) {
    const bool negative = take_minus(at, size);
    if (size - 1 >= 15) return false;
    Wide digits = right_aligned(at, size);
    std::int64_t scale = Decimal::one;
    if (size > 3 && at[size - 3] == point_) {
      constexpr Wide last_two = static_cast<Wide>(0xFFFF) << 112U;
      digits = (digits & last_two) | ((digits << 8U) & ~last_two) | '0';
      scale = Decimal::one / 100;
    } else if (size > 2 && size <= 14 && at[size - 2] == point_) {
      constexpr Wide last_one = static_cast<Wide>(0xFF) << 120U;
      digits = (digits & last_one) | ((digits << 8U) & ~last_one) | '0';
      scale = Decimal::one / 10;
    } else if (size > 12) {
      return false;
    }
    const auto low = static_cast<std::uint64_t>(digits >> 64U), high = static_cast<std::uint64_t>(digits);
    if (!all_digits(low) || !all_digits(high)) return false;
    const std::uint64_t all = number_of(high) * 100'000'000U + number_of(low);
    const std::int64_t size_of_it = static_cast<std::int64_t>(all) * scale;
    const std::int64_t count = negative ? -size_of_it : size_of_it;
    if (count < field.low || count > field.high) return false;
    out[row] = count;
    return true;
  };
  Mask left;
  if (!read_millionths({batch.text, batch.cells, *field.column, field.low, field.high}, point_, out, left))
    return each_cell(batch, field, read);
  each_left(batch, field, left, read);
}

/// Quotation marks, blanks, missing values, everything RowReader would read; it also says what is wrong.
void ColumnReader::read_closely(RowBatch& batch, const Field& field, std::size_t row) const {
  // Whatever becomes of the row, no text of an earlier chunk may stay.
  if (field.column_kind == ColumnKind::text) (*batch.block.columns[field.id].text)[row] = {};
  if (batch.fallback.get(row)) return;
  std::string_view cell;
  bool stray = false;
  if (field.column && *field.column < batch.cells.count(row)) {
    cell = batch.cells.raw(batch.text, row, *field.column);
    if (!cell.empty() && cell.front() == '"') {
      const auto inner = simply_quoted(cell);
      cell = inner ? *inner : std::string_view(batch.copies.emplace_back(unquoted(cell, separator_, stray)));
    }
  }
  if (stray || !read_field(batch, field, row, trimmed(cell))) batch.fallback.set(row);
}

bool ColumnReader::read_field(RowBatch& batch, const Field& field, std::size_t row, std::string_view cell) const {
  const Attribute& attribute = *field.attribute;
  Block& block = batch.block;
  if (field.column_kind != ColumnKind::none)
    block.columns[field.id].known.words[row / 64] &= ~(std::uint64_t{1} << (row % 64));
  if (cell.empty()) {
    if (attribute.fallback) return block.set(row, field.id, *attribute.fallback);
    return attribute.optional && block.set(row, field.id, {});
  }
  auto read = read_cell(cell, attribute, context_);
  auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr) return false;
  // What becomes of a row in which this happens is for RowReader to count.
  if (value->rounded) return false;
  if (field.column_kind != ColumnKind::text) return block.set(row, field.id, value->value);
  (*block.columns[field.id].text)[row] = cell;
  block.columns[field.id].known.set(row);
  return true;
}

/// A single text is its own key.
std::optional<std::string_view> ColumnReader::key(const RowBatch& batch, std::size_t row, std::string& buffer) const {
  buffer.clear();
  for (const AttributeId id : keys_) {
    const Column& column = batch.block.columns[id];
    if (!column.known.get(row)) return std::nullopt;
    if (column.column_kind == ColumnKind::text && keys_.size() == 1) return (*column.text)[row];
    const Type& type = model_.attributes[id].type;
    buffer += column.column_kind == ColumnKind::text ? std::string((*column.text)[row])
                                                     : to_text(batch.block.get(row, id, type), type, model_);
    if (keys_.size() > 1) buffer += '\0';  // no text has it
  }
  return buffer;
}

}  // namespace spanne::records
