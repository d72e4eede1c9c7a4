#include "records/tables/typed_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "records/cells/encoding.hpp"
#include "records/csv/csv.hpp"
#include "records/tables/source_top.hpp"

namespace spanne::records {
namespace {

using Kind = SourceCell::Kind;

/// Neither mark nor byte 0 stands where it would be taken for one of ours.
std::string unmarked(std::string text) {
  std::replace(text.begin(), text.end(), '\0', ' ');
  if (text.starts_with(faulty_cell)) text.front() = ' ';
  return text;
}

std::string written(const SourceCell& cell, bool in_number_column) {
  switch (cell.kind) {
    case Kind::empty: return {};
    case Kind::error: return cell.text.starts_with('#') ? cell.text : faulty_cell + cell.text;
    case Kind::text:
      if (in_number_column && !trimmed(cell.text).empty()) return typed_text + unmarked(cell.text);
      return unmarked(cell.text);
    case Kind::number:
    case Kind::boolean:
    case Kind::date: break;
  }
  return cell.unit.empty() ? cell.text : fmt::format("{} {}", cell.text, cell.unit);
}

/// A cell below the heads: a value of a merged cell to the left would count twice.
std::string written_data(const SourceCell& cell, bool in_number_column) {
  if (!cell.from_left) return written(cell, in_number_column);
  return faulty_cell + fmt::format("{}, of a merged cell that spans several columns", unmarked(cell.text));
}

class TypedTableWriter {
 public:
  TypedTableWriter(RowSource& source, const TableReader& reader, const std::function<void(std::string_view)>& write)
      : source_(source), reader_(reader), write_(write) {}

  std::variant<TypedTable, AccountsError> run() {
    if (auto heads = source_.heads())
      take_heads(std::move(*heads));
    else if (auto error = find_heads_in_rows())
      return std::move(*error);
    while (!ended_) {
      const auto next = source_.next(row_);
      if (next == RowSource::Next::failed) return source_.failure();
      ended_ = next == RowSource::Next::end;
      if (!ended_ && !is_blank(row_)) take(row_);
    }
    flush();
    for (std::string& note : source_.notes()) table_.notes.push_back(std::move(note));
    return std::move(table_);
  }

 private:
  std::optional<AccountsError> find_heads_in_rows() {
    auto read = read_source_top(source_);
    if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
    const SourceTop& top = std::get<SourceTop>(read);
    if (top.rows.empty()) return empty_source();
    ended_ = top.ended;
    FoundHeads found = find_heads(top.rows, reader_.judge);
    table_.heads_line = top.rows[found.first].line;
    if (std::string note = title_note(top.rows, found); !note.empty()) table_.notes.push_back(std::move(note));
    take_heads(std::move(found.heads));
    for (std::size_t i = found.first + found.count; i < top.kept.size(); ++i) take(top.kept[i]);
    return std::nullopt;
  }

  void take_heads(std::vector<std::string> heads) {
    table_.heads = std::move(heads);
    holds_numbers_ = reader_.number_columns(table_.heads);
    for (const std::string& head : table_.heads) buffer_ += "," + csv_cell(head);
    buffer_ += '\n';
    table_.body = buffer_.size();
  }

  void take(const SourceRow& row) {
    cells_.clear();
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const bool is_number = column < holds_numbers_.size() && holds_numbers_[column];
      cells_.push_back(written_data(row.cells[column], is_number));
      if (is_number && cells_.back().starts_with(typed_text))
        table_.evidence.add(trimmed(std::string_view(cells_.back()).substr(1)), row.line);
    }
    while (cells_.size() > table_.heads.size() && cells_.back().empty()) cells_.pop_back();
    fmt::format_to(std::back_inserter(buffer_), "{}", row.line);
    for (const std::string& cell : cells_) buffer_ += "," + csv_cell(cell);
    buffer_ += '\n';
    if (buffer_.size() > piece) flush();
  }

  void flush() {
    write_(buffer_);
    buffer_.clear();
  }

  static constexpr std::size_t piece = 1 << 16;
  RowSource& source_;
  const TableReader& reader_;
  const std::function<void(std::string_view)>& write_;
  TypedTable table_;
  std::vector<bool> holds_numbers_;
  SourceRow row_;
  std::vector<std::string> cells_;
  std::string buffer_;
  bool ended_ = false;
};

}  // namespace

std::variant<TypedTable, AccountsError> write_typed_table(RowSource& source, const TableReader& reader,
                                                          const std::function<void(std::string_view)>& write) {
  return TypedTableWriter(source, reader, write).run();
}

std::vector<std::string> heads_of_text(const TypedTable& table) {
  std::vector<std::string> heads{""};
  heads.insert(heads.end(), table.heads.begin(), table.heads.end());
  return heads;
}

}  // namespace spanne::records
