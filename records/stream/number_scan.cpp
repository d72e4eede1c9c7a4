#include "records/stream/number_scan.hpp"

#include <algorithm>

#include "records/cells/encoding.hpp"
#include "records/csv/csv.hpp"

namespace spanne::records {
namespace {

/// Points and commas, the apostrophe, and every byte of a letter or sign beyond ASCII.
bool has_mark(std::string_view raw) {
  return std::any_of(raw.begin(), raw.end(), [](char c) {
    return c == '.' || c == ',' || c == '\'' || static_cast<unsigned char>(c) >= 0x80U;
  });
}

}  // namespace

NumberEvidence NumberScan::run(bool to_the_end) {
  to_the_end_ = to_the_end;
  Chunk chunk;
  while (!columns_.empty() && !is_enough() && chunks_.next(chunk) == Chunks::Next::chunk) {
    if (!split(chunk)) break;
    search(chunk);
  }
  return std::move(evidence_);
}

/// False where rows break off.
bool NumberScan::split(const Chunk& chunk) {
  cells_.clear();
  if (chunk.regular) {
    split_rows(chunk.text(), separator_, cells_);
    return true;
  }
  WholeRows cut;
  const CsvEnd end = split_plainly(chunk.text(), separator_, max_rows, false, cells_, cut);
  return end != CsvEnd::too_long && end != CsvEnd::open_quote;
}

void NumberScan::search(const Chunk& chunk) {
  for (std::size_t row = 0; row < cells_.rows() && !is_enough(); ++row)
    for (const std::size_t column : columns_) {
      if (column >= cells_.count(row)) break;
      const std::string_view raw = cells_.raw(chunk.text(), row, column);
      if (has_mark(raw)) look_at(chunk, row, raw);
    }
}

/// Lines are counted only for what is remembered.
void NumberScan::look_at(const Chunk& chunk, std::size_t row, std::string_view raw) {
  const std::string cell = meant(raw);
  const std::string_view text = trimmed(cell);
  if (evidence_.is_news(text)) evidence_.add(text, chunk.line + line_ends(chunk.text().substr(0, cells_.starts[row])));
}

/// In UTF-8, without its quotation marks.
std::string NumberScan::meant(std::string_view raw) const {
  std::string cell(raw);
  if (is_quoted(raw)) {
    CsvRow row;
    CsvReader(raw, separator_).next(row);
    cell = row.cells.empty() ? std::string() : std::move(row.cells.front());
  }
  if (encoding_ == Encoding::utf8) return cell;
  auto converted = decode(cell, encoding_);
  auto* text = std::get_if<std::string>(&converted);
  return text == nullptr ? std::string() : std::move(*text);
}

}  // namespace spanne::records
