#include "records/stream/snapshot.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <utility>
#include <vector>

#include "records/csv/csv.hpp"
#include "records/stream/open_table.hpp"
#include "records/tables/account_heads.hpp"

namespace spanne::records {
namespace {

using Kind = SourceCell::Kind;

/// In quotation marks unless it is plainly a word or a number, so that no sign in it is taken for a separator.
std::string quoted_cell(const std::string& text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
           sign == '.' || sign == '-' || sign == '_';
  });
  if (is_plain) return text;
  const std::string cell = csv_cell(text);
  return cell.starts_with('"') ? cell : '"' + cell + '"';
}

class SnapshotWriter {
 public:
  SnapshotWriter(RowSource& source, const engine::Model& model, Locale locale) : source_(source), locale_(locale) {
    heads_ = source.heads().value_or(std::vector<std::string>());
    is_number_ = account_reader(model).number_columns(heads_);
  }

  std::variant<std::size_t, AccountsError, FileError> run(
      const std::function<std::optional<FileError>(std::string_view)>& write) {
    if (heads_.empty())
      return AccountsError{"--snapshot keeps what is read from a database, and these accounts are a file already",
                           "leave it out"};
    for (std::size_t column = 0; column < heads_.size(); ++column) add(column, heads_[column]);
    text_ += '\n';
    SourceRow row;
    while (true) {
      const auto next = source_.next(row);
      if (next == RowSource::Next::failed) return source_.failure();
      const bool ended = next == RowSource::Next::end;
      if (!ended)
        if (auto error = add_row(row)) return std::move(*error);
      if (ended || text_.size() > piece) {
        if (auto error = write(text_)) return std::move(*error);
        text_.clear();
      }
      if (ended) return rows_;
    }
  }

 private:
  void add(std::size_t column, const std::string& text) {
    if (column > 0) text_ += ',';
    text_ += quoted_cell(text);
  }

  std::optional<AccountsError> add_row(const SourceRow& row) {
    for (std::size_t column = 0; column < std::max(heads_.size(), row.cells.size()); ++column) {
      const SourceCell cell = column < row.cells.size() ? row.cells[column] : SourceCell();
      if (cell.kind == Kind::error || cell.from_left)
        return AccountsError{fmt::format("row {}, {}: no text stands for this cell: {}", row.line,
                                         column < heads_.size() ? heads_[column] : "beyond the heads", cell.text),
                             "choose the columns: --query 'SELECT …'"};
      add(column, text_of(cell, column < is_number_.size() && is_number_[column]));
    }
    text_ += '\n';
    ++rows_;
    return std::nullopt;
  }

  std::string text_of(const SourceCell& cell, bool in_number_column) const {
    std::string text = cell.text;
    std::replace(text.begin(), text.end(), '\0', ' ');
    if (cell.kind == Kind::number && in_number_column) text = with_one_reading(std::move(text));
    return cell.unit.empty() ? text : fmt::format("{} {}", text, cell.unit);
  }

  std::string with_one_reading(std::string number) const {
    const std::size_t point = number.find('.');
    if (point == std::string::npos) return number;
    if (locale_ == Locale::automatic && number.size() - point == 4) number += '0';
    if (locale_ == Locale::de) number[point] = ',';
    return number;
  }

  static constexpr std::size_t piece = 1 << 16;
  RowSource& source_;
  Locale locale_;
  std::vector<std::string> heads_;
  std::vector<bool> is_number_;
  std::string text_;
  std::size_t rows_ = 0;
};

}  // namespace

std::variant<std::size_t, AccountsError, FileError> write_snapshot(
    const std::string& accounts, const engine::Model& model, const TableOptions& options,
    const std::function<std::optional<FileError>(std::string_view)>& write) {
  Input input;
  auto opened = open_table(accounts, model, options, input);
  if (auto* error = std::get_if<FileError>(&opened)) return std::move(*error);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  if (std::holds_alternative<std::monostate>(opened))
    return AccountsError{"--snapshot keeps what is read from a database, and these accounts are a file already",
                         "leave it out"};
  return SnapshotWriter(*std::get<std::unique_ptr<RowSource>>(opened), model, file_locale(options.locale, model))
      .run(write);
}

}  // namespace spanne::records
