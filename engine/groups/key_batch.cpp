#include "engine/groups/key_batch.hpp"

#include <cstring>
#include <variant>

namespace spanne::engine {
namespace {

template <class Number>
void append_bytes_of(std::string& bytes, Number number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

void KeyBatch::append(std::uint32_t number) { append_bytes_of(bytes_, number); }

void KeyBatch::append_number(std::int64_t number) { append_bytes_of(bytes_, number); }

std::uint32_t leading_number(std::string_view key) {
  std::uint32_t number = 0;
  std::memcpy(&number, key.data(), sizeof number);
  return number;
}

/// A text with its length before it, so that "a" + "bc" and "ab" + "c" stay apart.
void KeyBatch::append_text(std::string_view text) {
  append(static_cast<std::uint32_t>(text.size()));
  bytes_ += text;
}

void KeyBatch::append(const Value& value, const Type& type) {
  if (const auto* text = std::get_if<std::string>(&value)) return append_text(*text);
  append_number(count_in(column_kind_of(type), value));
}

void KeyBatch::append(const Column& column, std::size_t row) {
  switch (column.column_kind) {
    case ColumnKind::wide: return append_number(column.wide->of[row]);
    case ColumnKind::narrow: return append_number(column.narrow->of[row]);
    case ColumnKind::code: return append_number(column.code->of[row]);
    case ColumnKind::text: return append_text((*column.text)[row]);
    case ColumnKind::none: break;
  }
}

void KeyBatch::clear() {
  bytes_.clear();
  ends_.clear();
}

std::vector<std::string_view> KeyBatch::keys() const {
  std::vector<std::string_view> keys;
  keys.reserve(ends_.size());
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    keys.push_back(std::string_view(bytes_).substr(begin, end - begin));
    begin = end;
  }
  return keys;
}

}  // namespace spanne::engine
