#include "records/tables/summary_rows.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "records/cells/encoding.hpp"
#include "records/tables/head_finder.hpp"
#include "records/tables/total_words.hpp"

namespace spanne::records {
namespace {

using engine::Attribute;
using engine::TypeKind;

constexpr std::size_t max_small_print = 20;  // rows; more than that are accounts
constexpr std::size_t max_starts = 256;      // how many subtotals back a total may begin

bool is_added_up(TypeKind kind) {
  return kind == TypeKind::integer || kind == TypeKind::decimal || kind == TypeKind::money || kind == TypeKind::effort;
}

std::string_view cell_of(const std::vector<std::string>& cells, std::size_t column) {
  return column < cells.size() ? trimmed(cells[column]) : std::string_view{};
}

std::size_t filled_cells(const std::vector<std::string>& cells) {
  return static_cast<std::size_t>(
      std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return !trimmed(cell).empty(); }));
}

}  // namespace

std::vector<std::size_t> naming_columns(const engine::Model& model, const Layout& layout) {
  std::vector<std::size_t> columns;
  for (engine::AttributeId id = 0; id < model.attributes.size(); ++id)
    if (layout.columns[id] && (model.attributes[id].key || model.attributes[id].owner))
      columns.push_back(*layout.columns[id]);
  if (columns.empty()) columns.push_back(layout.typed ? 1 : 0);
  return columns;
}

SummaryRowFinder::SummaryRowFinder(const engine::Model& model, const Layout& layout, const CellContext& context,
                                   bool keeps_totals)
    : context_(context),
      keeps_totals_(keeps_totals),
      typed_(layout.typed),
      width_(layout.heads.size()),
      naming_columns_(naming_columns(model, layout)) {
  std::vector<const Attribute*> readers(width_, nullptr);
  std::vector<std::uint8_t> magnitudes(width_, 0);
  for (engine::AttributeId id = 0; id < model.attributes.size(); ++id) {
    const Attribute& attribute = model.attributes[id];
    if (!layout.columns[id]) continue;
    read_columns_.push_back({*layout.columns[id], &attribute});
    has_key_ = has_key_ || attribute.key;
    readers[*layout.columns[id]] = &attribute;
    magnitudes[*layout.columns[id]] = layout.magnitudes[id];
  }
  for (std::size_t column = typed_ ? 1 : 0; column < width_; ++column)
    if (readers[column] == nullptr || is_added_up(readers[column]->type.kind))
      number_columns_.push_back({column, readers[column], magnitudes[column]});
  sums_.of.resize(number_columns_.size());
  starts_.push_back(sums_);
}

std::optional<std::int64_t> SummaryRowFinder::number_in(NumberColumn& column, const std::vector<std::string>& cells) {
  const std::string_view cell = cell_of(cells, column.column);
  if (cell.empty() || column.is_broken) return std::nullopt;
  const MissingMarkers& missing = *context_.style.missing;
  if (column.attribute != nullptr) {
    const std::string_view word = typed_ ? without_mark(cell, *column.attribute) : cell;
    if (missing.find(word, *column.attribute, context_.model)) return std::nullopt;
  } else if (missing.has_word(cell)) {
    return std::nullopt;
  }
  const CellContext context{context_.model, context_.style, context_.typed, column.magnitude};
  const auto number =
      column.attribute != nullptr ? read_amount(cell, *column.attribute, context) : read_plain_amount(cell, context);
  column.is_broken = !number;
  return number ? std::optional(number->millionths) : std::nullopt;
}

bool SummaryRowFinder::is_blank_in(const ReadColumn& read, const std::vector<std::string>& cells) const {
  std::string_view cell = cell_of(cells, read.column);
  if (typed_ && !cell.empty()) cell = without_mark(cell, *read.attribute);
  return cell.empty() || context_.style.missing->find(cell, *read.attribute, context_.model);
}

/// Of a row in which a key or the owner is blank or is named like a total.
bool SummaryRowFinder::can_be_account(const std::vector<std::string>& cells, bool is_named_total) const {
  bool has_choice = false;
  for (const ReadColumn& read : read_columns_) {
    const Attribute& attribute = *read.attribute;
    if (is_blank_in(read, cells)) {
      if (attribute.key || (!attribute.optional && !attribute.fallback && !attribute.figure)) return false;
    } else if (attribute.type.kind == TypeKind::choice || attribute.type.kind == TypeKind::boolean) {
      has_choice = has_choice || !names_total(cell_of(cells, read.column));
    }
  }
  return has_choice || (has_key_ && !is_named_total);
}

SummaryRowFinder::Row SummaryRowFinder::examine(std::size_t line, const std::vector<std::string>& cells) {
  Row row;
  row.line = line;
  for (const std::string& cell : cells) row.has_total_word = row.has_total_word || names_total(cell);
  bool is_named_total = false;
  for (const std::size_t column : naming_columns_) {
    const std::string_view cell = cell_of(cells, column);
    is_named_total = is_named_total || names_total(cell);
    row.is_candidate = row.is_candidate || cell.empty() || is_named_total;
    row.is_only_total = row.is_only_total || is_only_total(cell);
  }
  if (row.is_candidate && !row.is_only_total) row.is_candidate = !can_be_account(cells, is_named_total);
  for (NumberColumn& column : number_columns_) row.numbers.push_back(number_in(column, cells));
  return row;
}

void SummaryRowFinder::add(const CsvRow& row) { add(typed_ ? line_from_text(row.cells.front()) : row.line, row.cells); }

void SummaryRowFinder::add(std::size_t line, const std::vector<std::string>& cells) {
  constexpr std::size_t many = 3;
  const std::size_t own = typed_ ? 1 : 0;
  const bool has_one_cell = width_ - own >= many && filled_cells(cells) - own == 1;
  if (has_one_cell && last_ && !accounts_have_one_cell_) {
    small_print_.push_back(examine(line, cells));
    if (small_print_.size() > max_small_print) take_small_print_as_rows();
    return;
  }
  accounts_have_one_cell_ = accounts_have_one_cell_ || has_one_cell;
  if (!small_print_.empty()) take_small_print_as_rows();
  if (last_) add_row(*last_);
  last_ = examine(line, cells);
}

void SummaryRowFinder::take_small_print_as_rows() {
  accounts_have_one_cell_ = true;
  for (Row& row : small_print_) {
    add_row(*last_);
    last_ = std::move(row);
  }
  small_print_.clear();
}

/// A row that others follow.
void SummaryRowFinder::add_row(const Row& row) {
  if (keeps_totals_ || !row.has_total_word || !is_total(row)) return add_account(row);
  if (!row.is_candidate) {
    doubtful_.push_back(row.line);
    return add_account(row);
  }
  totals_.push_back(row.line);
  starts_.push_back(sums_);
  if (starts_.size() > max_starts) starts_.erase(starts_.begin() + 1);
}

void SummaryRowFinder::add_account(const Row& row) {
  if (row.is_only_total && !keeps_totals_) called_totals_.push_back(row.line);
  ++sums_.rows;
  for (std::size_t i = 0; i < number_columns_.size(); ++i)
    if (row.numbers[i] && __builtin_add_overflow(sums_.of[i], *row.numbers[i], &sums_.of[i]))
      number_columns_[i].is_broken = true;
}

bool SummaryRowFinder::is_sum_since(const Row& row, const Sums& start) const {
  bool any = false;
  for (std::size_t i = 0; i < number_columns_.size(); ++i) {
    const NumberColumn& column = number_columns_[i];
    if (!row.numbers[i] || (column.is_broken && column.attribute == nullptr)) continue;
    if (column.is_broken || sums_.of[i] - start.of[i] != *row.numbers[i]) return false;
    any = any || *row.numbers[i] != 0;
  }
  return any;
}

bool SummaryRowFinder::is_total(const Row& row) const {
  if (sums_.rows < 2) return false;
  if (!row.has_total_word) return is_sum_since(row, starts_.front());
  return std::any_of(starts_.begin(), starts_.end(),
                     [&](const Sums& start) { return start.rows < sums_.rows && is_sum_since(row, start); });
}

SummaryRows SummaryRowFinder::finish() {
  SummaryRows found;
  if (!last_) return found;
  if (!keeps_totals_ && is_total(*last_)) {
    (last_->is_candidate ? totals_ : doubtful_).push_back(last_->line);
  } else {
    add_account(*last_);
  }
  point_out(found);
  found.lines = std::move(totals_);
  for (const Row& row : small_print_) found.lines.push_back(row.line);
  return found;
}

void SummaryRowFinder::point_out(SummaryRows& found) {
  if (doubtful_.size() == 1)
    found.notes.push_back(fmt::format("{} has the sums of the rows above; is it a total? It was read as an account",
                                      lines_text(doubtful_)));
  if (doubtful_.size() > 1)
    found.notes.push_back(fmt::format("{} have the sums of the rows above; are they totals? They were read as accounts",
                                      lines_text(doubtful_)));
  if (totals_.size() == 1)
    found.notes.push_back(fmt::format("{} is a total, the sums of rows above, and was left out; --keep-totals reads it",
                                      lines_text(totals_)));
  if (totals_.size() > 1)
    found.notes.push_back(fmt::format(
        "{} are totals, the sums of rows above, and were left out; --keep-totals reads them", lines_text(totals_)));
  std::vector<std::size_t> printed;
  for (const Row& row : small_print_) printed.push_back(row.line);
  if (!printed.empty())
    found.notes.push_back(fmt::format("{} below the table {} one cell {}and {} skipped", lines_text(printed),
                                      printed.size() == 1 ? "has" : "have", printed.size() == 1 ? "" : "each ",
                                      printed.size() == 1 ? "was" : "were"));
  if (!called_totals_.empty())
    found.notes.push_back(fmt::format("{} {} called a total, but {} the sums of rows above; read as {}",
                                      lines_text(called_totals_), called_totals_.size() == 1 ? "is" : "are",
                                      called_totals_.size() == 1 ? "is not" : "are not",
                                      called_totals_.size() == 1 ? "an account" : "accounts"));
}

bool SummaryRowFinder::may_end_in_summary() const {
  if (!last_) return false;
  if (!small_print_.empty() || last_->is_candidate) return true;
  if (sums_.rows < 2) return false;
  bool any = false;
  for (std::size_t i = 0; i < number_columns_.size(); ++i) {
    if (!last_->numbers[i] || number_columns_[i].is_broken) continue;
    if (*last_->numbers[i] < sums_.of[i]) return false;
    any = any || *last_->numbers[i] != 0;
  }
  return any;
}

}  // namespace spanne::records
