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

/// Where the first `rows` rows end in `text`, and the line after them; nullopt where they may go on.
std::optional<WholeRows> end_of_rows(std::string_view text, char separator, std::size_t rows, bool goes_on) {
  Cells cells;
  WholeRows cut;
  split_plainly(text, separator, rows, goes_on, cells, cut);
  return cells.rows() < rows && goes_on ? std::nullopt : std::optional(cut);
}

/// The first bytes of a file, as far as whole lines go.
struct FirstBytes {
  std::string bytes;
  bool goes_on = false;   // there are more in the file
  std::size_t whole = 0;  // up to and with the last line end; all of them at the end of the file
};

std::optional<FirstBytes> read_first(const Input& input, std::size_t size) {
  FirstBytes first;
  first.bytes.resize(size);
  const auto count = input.read(0, first.bytes.data(), size);
  if (!count) return std::nullopt;
  first.goes_on = *count == size;
  first.bytes.resize(*count);
  first.whole = first.goes_on ? first.bytes.find_last_of("\r\n") + 1 : first.bytes.size();
  if (first.whole == 0) first.whole = first.bytes.size();
  return first;
}

std::vector<std::string> with_encoding(Encoding encoding, std::vector<std::string> notes) {
  if (std::string note = encoding_note(encoding); !note.empty()) notes.insert(notes.begin(), std::move(note));
  return notes;
}

std::variant<std::string, AccountsError> decoded(std::string bytes, Encoding encoding) {
  auto converted = decode(bytes, encoding);
  if (auto* error = std::get_if<EncodingError>(&converted)) return AccountsError{error->message, error->help};
  return std::move(std::get<std::string>(converted));
}

}  // namespace

std::variant<Opening, AccountsError, FileError> read_opening(const Input& input, Encoding encoding,
                                                             const HeadJudge& judge) {
  constexpr std::size_t enough = 64 * longest_cell;
  for (std::size_t size = first_room(input);; size *= 4) {
    auto first = read_first(input, size);
    if (!first) return input.refused();
    const bool may_grow = first->goes_on && size < enough;
    auto head = decoded(first->bytes.substr(0, first->whole), encoding);
    if (auto* error = std::get_if<AccountsError>(&head)) return std::move(*error);
    auto opened = open_sheet(std::move(std::get<std::string>(head)));
    if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
    const Sheet& sheet = std::get<Sheet>(opened);
    auto found = find_text_table(sheet, judge);
    const auto* table = std::get_if<FoundTable>(&found);
    if (may_grow && (table == nullptr || (!table->is_complete && size < 4 * longest_cell))) continue;
    if (table == nullptr) return std::move(std::get<AccountsError>(found));
    // The offsets of separators and line ends are the same in either encoding, but for the mark and what is converted.
    const std::size_t marked = first->bytes.starts_with(utf8_mark) ? utf8_mark.size() : 0;
    const std::size_t begin = marked + sheet.begin;
    const auto end =
        end_of_rows(std::string_view(first->bytes).substr(begin), table->separator, table->rows, first->goes_on);
    if (!end && may_grow) continue;
    if (!end) return broken(CsvEnd::too_long, {sheet.first_line, {}, false});
    return Opening{table->heads,
                   table->heads_line,
                   table->separator,
                   begin + end->end,
                   sheet.first_line + end->lines,
                   first->bytes.substr(0, begin + end->end),
                   with_encoding(encoding, table->notes),
                   false,
                   false,
                   {},
                   {}};
  }
}

std::variant<std::string, AccountsError, FileError> read_text(const Input& input, std::size_t offset, std::size_t size,
                                                              Encoding encoding) {
  std::string bytes(size, '\0');
  const auto count = input.read(offset, bytes.data(), size);
  if (!count) return input.refused();
  bytes.resize(*count);
  auto text = decoded(std::move(bytes), encoding);
  if (auto* error = std::get_if<AccountsError>(&text)) return std::move(*error);
  return std::move(std::get<std::string>(text));
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

std::variant<Encoding, AccountsError, FileError> recognise_encoding(const Input& input) {
  std::string bytes(input.size() + 1, '\0');
  const auto count = input.read(0, bytes.data(), bytes.size());
  if (!count) return input.refused();
  bytes.resize(*count);
  const auto encoding = recognise_encoding(std::string_view(bytes));
  if (const auto* error = std::get_if<EncodingError>(&encoding)) return AccountsError{error->message, error->help};
  return std::get<Encoding>(encoding);
}

}  // namespace spanne::records
