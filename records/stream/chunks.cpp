#include "records/stream/chunks.hpp"

#include <algorithm>
#include <utility>

#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::size_t first_piece = 1 << 16;
constexpr std::size_t largest_piece = 1 << 20;  // unless a single row is longer

/// One more than a small file has, so that its end shows: more would be cleared for nothing.
std::size_t first_room(const Input& input) { return std::min(first_piece, input.size() + 1); }

/// Where the first row that is not blank ends in `text`, and the line after it; nullopt where it may go on.
std::optional<WholeRows> end_of_heads(std::string_view text, char separator, bool goes_on) {
  WholeRows all;
  for (;;) {
    Cells cells;
    WholeRows cut;
    const std::string_view rest = text.substr(all.end);
    const CsvEnd end = split_plainly(rest, separator, 1, goes_on, cells, cut);
    if (cut.end == 0) return end == CsvEnd::end_of_text && goes_on ? std::nullopt : std::optional(all);
    const std::size_t begin = all.end;
    all.end += cut.end;
    all.lines += cut.lines;
    CsvRow row;
    CsvReader(text.substr(begin, cut.end), separator).next(row);
    if (!is_blank(row)) return all;
  }
}

}  // namespace

std::variant<Opening, AccountsError, FileError> read_opening(const Input& input, Locale locale, Encoding encoding) {
  std::string bytes;
  for (std::size_t size = first_room(input);; size *= 4) {
    bytes.resize(size);
    const auto count = input.read(0, bytes.data(), size);
    if (!count) return input.refused();
    const bool goes_on = *count == size;
    bytes.resize(*count);
    const std::size_t whole = goes_on ? bytes.find_last_of("\r\n") + 1 : bytes.size();
    if (goes_on && whole == 0 && size < 4 * longest_cell) continue;
    std::string head = bytes.substr(0, goes_on && whole > 0 ? whole : bytes.size());
    if (encoding == Encoding::windows) {
      auto converted = from_windows(head);
      if (auto* error = std::get_if<EncodingError>(&converted)) return AccountsError{error->message, error->help};
      head = std::move(std::get<std::string>(converted));
    }
    auto opened = open_sheet(std::move(head), locale);
    if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
    const Sheet& sheet = std::get<Sheet>(opened);
    // The offsets of separators and line ends are the same in either encoding, but for the utf8_mark and what is
    // converted.
    const std::size_t marked = bytes.starts_with(utf8_mark) ? utf8_mark.size() : 0;
    const auto end = end_of_heads(std::string_view(bytes).substr(marked + sheet.begin), sheet.separator, goes_on);
    if (!end && size < 64 * longest_cell) continue;
    CsvReader reader = sheet.reader();
    auto heads = read_heads(reader);
    if (auto* error = std::get_if<AccountsError>(&heads)) return std::move(*error);
    return Opening{std::move(std::get<std::vector<std::string>>(heads)),
                   sheet.separator,
                   sheet.numbers,
                   marked + sheet.begin + end->end,
                   sheet.first_line + end->lines,
                   bytes.substr(0, marked + sheet.begin + end->end)};
  }
}

Chunks::Chunks(const Input& input, const Opening& opening, std::size_t rows, engine::ByteDigest* digest)
    : input_(input),
      digest_(digest),
      separator_(opening.separator),
      rows_(rows),
      offset_(opening.begin),
      line_(opening.line),
      wanted_(first_room(input)) {
  if (digest_ != nullptr) digest_->add(opening.bytes);
}

Chunks::Next Chunks::next(Chunk& chunk) {
  const std::lock_guard lock(mutex_);
  if (ended_) return Next::end;
  for (std::size_t wanted = wanted_;; wanted *= 2) {
    chunk.bytes.resize(std::max(wanted, carried_.size()) + scan_padding);
    std::copy(carried_.begin(), carried_.end(), chunk.bytes.begin());
    const std::size_t buffer = chunk.bytes.size() - scan_padding - carried_.size();
    const auto count = input_.read(offset_, chunk.bytes.data() + carried_.size(), buffer);
    if (!count) {
      ended_ = true;
      failure_ = input_.refused();
      return Next::failed;
    }
    offset_ += *count;
    if (digest_ != nullptr) digest_->add({chunk.bytes.data() + carried_.size(), *count});
    const std::size_t size = carried_.size() + *count;
    chunk.last = *count < buffer;
    if (size == 0) {
      ended_ = true;
      return Next::end;
    }
    if (const auto result = cut(chunk, size)) return *result;
    carried_.assign(chunk.bytes, 0, size);
  }
}

/// Leaves whole rows in `chunk`, of `size` bytes there are; nullopt where even the first row needs more.
std::optional<Chunks::Next> Chunks::cut(Chunk& chunk, std::size_t size) {
  const std::string_view text(chunk.bytes.data(), size);
  WholeRows cut = cut_rows(text, separator_, rows_);
  chunk.regular = cut.regular && !(chunk.last && (cut.open_quote || text.ends_with('\r')));
  if (chunk.regular && chunk.last && cut.end < size) {
    // The last row may lack its line end; it may also be one row too many.
    WholeRows rest = cut_rows(text.substr(cut.end), separator_, 1);
    if (rest.end == 0 && std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(cut.end), '\n') <
                             static_cast<std::ptrdiff_t>(rows_))
      cut.end = size;
  }
  const bool huge = cut.end == 0 && size > longest_cell;
  if (!chunk.regular || huge) {
    Cells cells;
    cut = {};
    chunk.regular = false;
    const CsvEnd end = split_plainly(text, separator_, rows_, !chunk.last, cells, cut);
    if (cut.end == 0 && (end == CsvEnd::too_long || end == CsvEnd::open_quote)) {
      CsvRow row;
      row.line = line_;
      ended_ = true;
      failure_ = broken(end, row);
      return Next::failed;
    }
  }
  if (cut.end == 0) return std::nullopt;
  carried_.assign(chunk.bytes, cut.end, size - cut.end);
  wanted_ = std::min(largest_piece, std::max(first_piece, cut.end + cut.end / 32 + 256));
  chunk.index = index_++;
  chunk.line = line_;
  chunk.lines = cut.lines;
  line_ += cut.lines;
  chunk.last = chunk.last && cut.end == size;
  ended_ = chunk.last;
  chunk.bytes.resize(cut.end + scan_padding);
  return Next::chunk;
}

std::optional<std::variant<AccountsError, FileError>> why_not_windows(const Input& input) {
  std::string bytes(input.size() + 1, '\0');
  const auto count = input.read(0, bytes.data(), bytes.size());
  if (!count) return input.refused();
  bytes.resize(*count);
  auto converted = to_utf8(std::move(bytes));
  if (auto* error = std::get_if<EncodingError>(&converted)) return AccountsError{error->message, error->help};
  return std::nullopt;
}

}  // namespace spanne::records
