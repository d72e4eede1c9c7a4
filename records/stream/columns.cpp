#include "records/stream/columns.hpp"

#include <algorithm>
#include <bit>

#include "records/cells/booleans.hpp"
#include "records/cells/digits.hpp"
#include "records/cells/encoding.hpp"
#include "records/cells/names.hpp"
#include "records/csv/style_decision.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of values throughout

namespace {

/// The quotation marks resolved; `stray`: text stands after the closing one.
std::string unquoted(std::string_view raw, char separator, bool& stray) {
  CsvRow row;
  CsvReader(raw, separator).next(row);
  stray = row.stray_text;
  return row.cells.empty() ? std::string() : std::move(row.cells.front());
}

/// What stands between the marks of a quoted cell, where that is all of it.
std::optional<std::string_view> simply_quoted(std::string_view raw) {
  if (raw.size() < 2 || raw.front() != '"' || raw.back() != '"') return std::nullopt;
  const std::string_view inner = raw.substr(1, raw.size() - 2);
  return inner.find('"') == std::string_view::npos ? std::optional(inner) : std::nullopt;
}

bool is_visible(char c) { return c > ' ' && c <= '~'; }

}  // namespace

std::string_view RowBatch::cell(std::size_t row, std::size_t column, char separator) {
  if (column >= cells.count(row)) return {};
  const std::string_view raw = cells.raw(text, row, column);
  if (!is_quoted(raw)) return raw;
  if (const auto inner = simply_quoted(raw)) return *inner;
  bool stray = false;
  return copies.emplace_back(unquoted(raw, separator, stray));
}

namespace {

/// All texts a choice's values are written with that a WordTable holds, and for each the value.
std::vector<std::string> choice_texts(const Choice& choice, std::vector<std::int16_t>& codes) {
  std::vector<std::string> texts;
  const auto add = [&](const std::string& text, std::size_t value) {
    texts.push_back(text);
    codes.push_back(static_cast<std::int16_t>(value));
  };
  for (std::size_t value = 0; value < choice.values.size(); ++value) add(choice.values[value], value);
  for (std::size_t value = 0; value < choice.forms.size(); ++value)
    for (const std::string& form : choice.forms[value])
      if (form.size() <= max_word_size && texts.size() < max_words) add(form, value);  // others are read closely
  return texts;
}

/// Common words for yes and no, but for those that were said to stand for nothing.
void add_booleans(const Attribute& attribute, const Model& model, const MissingMarkers& missing,
                  std::vector<std::string>& words, std::vector<std::int16_t>& codes) {
  for (const auto& [word, value] : common_booleans) {
    if (missing.find(word, attribute, model)) continue;
    words.emplace_back(word);
    codes.push_back(value ? 1 : 0);
  }
}

}  // namespace

ColumnReader::ColumnReader(const Model& model, const Layout& layout, const CellStyle& style, char separator,
                           const std::vector<ColumnKind>& column_kinds)
    : model_(model),
      layout_(layout),
      context_{model, style, layout.typed},
      separator_(separator),
      point_(style.numbers == NumberStyle::german && !layout.typed ? ',' : '.'),
      quick_numbers_(!style.missing->any_number()),
      keys_(model.key_attributes()) {
  for (AttributeId id = 0; id < model.attributes.size(); ++id) {
    if (layout.counts(id, model)) continue;
    const Attribute& attribute = model.attributes[id];
    Field field;
    field.attribute = &attribute;
    field.id = id;
    field.column = layout.columns[id];
    field.column_kind = column_kinds[id];
    field.magnitude = layout.magnitudes[id];
    for (int power = 0; power < field.magnitude; ++power) field.scale *= 10;
    const Bounds& bounds = attribute.bounds;
    if (bounds.low) field.low = count_in(ColumnKind::wide, *bounds.low);
    if (bounds.high) field.high = count_in(ColumnKind::wide, *bounds.high) - (bounds.half_open ? 1 : 0);
    if (attribute.type.kind == TypeKind::choice) {
      field.words = WordTable(choice_texts(model.choices[attribute.type.choice], field.codes));
    }
    if (attribute.type.kind == TypeKind::boolean) {
      std::vector<std::string> words;
      add_booleans(attribute, model, *style.missing, words, field.codes);
      field.words = WordTable(words);
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
  batch.noticed.clear();
  batch.needed_style = false;
  for (std::size_t row = 0; row < batch.block.rows; ++row)
    if (batch.cells.count(row) > layout_.heads.size() || (!batch.regular && has_stray_text(batch, row)))
      batch.fallback.set(row);
  for (const Field& field : fields_) read_column(batch, field);
  if (needs_nothing_) find_blank_rows(batch);
  for (std::size_t word = 0; word < mask_words; ++word) {
    batch.block.fallback.words[word] |= batch.fallback.words[word];
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
    if (is_quoted(raw) && !simply_quoted(raw)) unquoted(raw, separator_, stray);
    if (stray) return true;
  }
  return false;
}

bool ColumnReader::is_blank(const RowBatch& batch, std::size_t row) const {
  for (std::size_t cell = 0; cell < batch.cells.count(row); ++cell) {
    const std::string_view raw = batch.cells.raw(batch.text, row, cell);
    if (raw.empty()) continue;
    bool stray = false;
    if (!trimmed(is_quoted(raw) ? unquoted(raw, separator_, stray) : std::string(raw)).empty()) return false;
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
  else if (quick_numbers_ && (kind == TypeKind::integer || kind == TypeKind::decimal || kind == TypeKind::money))
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

void ColumnReader::read_texts(RowBatch& batch, const Field& field) const {
  // Neither blank nor quoted, nor what a spreadsheet writes where a formula failed, nor perhaps a word for nothing.
  const auto plain = [missing = context_.style.missing](const char* at, std::size_t size) {
    return size > 0 && *at > '#' && *at <= '~' && is_visible(at[size - 1]) && !missing->may_be(at, size);
  };
  if (field.column_kind == ColumnKind::none)
    return each_cell(batch, field, [&](std::size_t, const char* at, std::size_t size) { return plain(at, size); });
  std::string_view* out = batch.block.columns[field.id].text->data();
  each_cell(batch, field, [&](std::size_t row, const char* at, std::size_t size) {
    out[row] = {at, size};
    return plain(at, size) && is_plain_name(at, size);
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

namespace {

/// A bare number in what its column counts; nullopt where it does not fit.
std::optional<std::int64_t> scaled(std::optional<std::int64_t> millionths, std::int64_t scale) {
  std::int64_t result = 0;
  if (!millionths || __builtin_mul_overflow(*millionths, scale, &result)) return std::nullopt;
  return result;
}

/// Whether a whole number in millionths fits into a narrow column.
bool holds_narrow(std::int64_t millionths) {
  const std::int64_t whole = millionths / Decimal::one;
  return whole >= std::numeric_limits<std::int32_t>::min() && whole <= std::numeric_limits<std::int32_t>::max();
}

}  // namespace

void ColumnReader::read_numbers(RowBatch& batch, const Field& field) const {
  Column& column = batch.block.columns[field.id];
  const auto within = [&](const std::optional<std::int64_t>& number) {
    return number && *number >= field.low && *number <= field.high;
  };
  if (field.attribute->type.kind != TypeKind::integer) {
    std::int64_t* out = field.column_kind == ColumnKind::none ? nullptr : column.wide->of.data();
    return each_cell(batch, field, [&](std::size_t row, const char* at, std::size_t size) {
      const auto number = scaled(read_digits(at, size, point_), field.scale);
      if (!within(number)) return false;
      if (out != nullptr) out[row] = *number;
      return true;
    });
  }
  std::int32_t* out = field.column_kind == ColumnKind::none ? nullptr : column.narrow->of.data();
  each_cell(batch, field, [&](std::size_t row, const char* at, std::size_t size) {
    const auto number = size <= 9 ? scaled(read_digits(at, size, point_), field.scale) : std::nullopt;
    if (!within(number) || *number % Decimal::one != 0 || !holds_narrow(*number)) return false;
    if (out != nullptr) out[row] = static_cast<std::int32_t>(*number / Decimal::one);
    return true;
  });
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
    if (is_quoted(cell)) {
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
  if (cell.empty()) return take_missing(batch, field, row);
  if (context_.style.from_evidence && is_read_as_number(attribute) && NumberEvidence::contradicts(cell, context_.style))
    return false;  // RowReader notices
  if (const auto marker = context_.style.missing->find(cell, attribute, model_)) {
    if (!take_missing(batch, field, row)) return false;
    note(batch, row, model_.attributes.size() + *marker);
    return true;
  }
  // Cells with a mark are shown without it, which is up to RowReader.
  if (context_.typed && without_mark(cell, attribute).size() < cell.size()) return false;
  auto read = read_cell(cell, attribute, {model_, context_.style, context_.typed, field.magnitude});
  auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr) return false;
  // What becomes of a row in which this happens is for RowReader to count.
  if (value->rounded || value->is_dash) return false;
  batch.needed_style = batch.needed_style || value->ambiguous;
  if (field.column_kind != ColumnKind::text) return block.set(row, field.id, value->value);
  auto& name = std::get<std::string>(value->value);
  (*block.columns[field.id].text)[row] =
      name == cell ? cell : std::string_view(batch.copies.emplace_back(std::move(name)));
  block.columns[field.id].known.set(row);
  return true;
}

bool ColumnReader::take_missing(RowBatch& batch, const Field& field, std::size_t row) const {
  const Attribute& attribute = *field.attribute;
  if (!attribute.fallback) return attribute.optional && batch.block.set(row, field.id, {});
  if (field.column) note(batch, row, field.id);  // else every row takes it
  return batch.block.set(row, field.id, *attribute.fallback);
}

void ColumnReader::note(RowBatch& batch, std::size_t row, std::size_t what) const {
  batch.noticed.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(what)});
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
