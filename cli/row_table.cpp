#include "cli/row_table.hpp"

#include <utility>

#include "records/stream/account_files.hpp"
#include "report/table.hpp"

namespace spanne::cli {

RowTable::RowTable(const engine::Evaluator& evaluator) : evaluator_(evaluator), model_(evaluator.model()) {
  if (const auto owner = model_.owner_attribute()) by_.push_back({*owner});
}

std::optional<records::StreamError> RowTable::read(
    const std::string& path, const records::TableOptions& options,
    const std::function<void(const records::AccountsHeader&)>& on_header) {
  std::optional<records::FigureRows> figures;
  auto read = records::read_accounts(
      path, model_, options,
      [&](const records::AccountsHeader& header) {
        figures.emplace(evaluator_, header.counted);
        on_header(header);
      },
      [&](records::AccountRow&& row) {
        figures->add(row);
        rows_.push_back(Row{std::move(row), {}});
      });
  if (auto* error = std::get_if<records::FileError>(&read)) return std::move(*error);
  if (auto* error = std::get_if<records::AccountsError>(&read)) return std::move(*error);
  summary_.accounts = std::get<records::AccountsSummary>(read);
  evaluate(*figures);
  engine::Subtotals sums(model_, nullptr, by_);
  sums.break_down();
  sums.count_accounts();
  for (const Row& row : rows_)
    sums.add({&row.read.account, &row.outcome, row.outcome.rejected(), &row.read.unreadable}, row.read.line);
  summary_.tally = sums.tally();
  return std::nullopt;
}

void RowTable::evaluate(const records::FigureRows& figures) {
  engine::Evaluator evaluator = evaluator_;
  evaluator.use_figures(figures.tables());
  for (std::string& note : figures.notes()) summary_.accounts.notes.push_back(std::move(note));
  summary_.changed.resize(model_.assignments.size());
  for (Row& row : rows_) {
    if (!model_.assignments.empty() && row.read.reasons.empty()) {
      engine::Account copy = row.read.account;
      evaluator.assign(copy, &summary_.changed);
    }
    row.outcome = judge(row.read.account, std::exchange(row.read.reasons, {}), evaluator);
    if (row.outcome.rejected() && ++summary_.rejected <= records::StreamSummary::max_reported)
      summary_.first_rejected.push_back({row.read.line, to_texts(row.outcome.rejections, model_)});
  }
}

std::optional<records::UnknownOwner> RowTable::unknown_owner(const std::unordered_set<std::string>& known) const {
  std::optional<records::UnknownOwner> unknown;
  for (const Row& row : rows_)
    note_owner(unknown, known, row.read.line, row.read.account.values[*model_.owner_attribute()], model_);
  return unknown;
}

std::string RowTable::text(const std::vector<records::ResultColumn>& columns, const records::FigureStyle& style,
                           const report::Screen& screen) const {
  std::vector<report::TableColumn> heads;
  for (const auto& column : columns)
    heads.push_back({column.name, holds_text(column, model_) ? report::Align::left : report::Align::right});
  std::vector<std::vector<report::TableCell>> cells;
  cells.reserve(rows_.size());
  for (const Row& row : rows_) {
    auto& shown = cells.emplace_back();
    for (const auto& shown_column : columns)
      shown.push_back({cell(shown_column, row.read, row.outcome, model_, style)});
  }
  return report::table(heads, cells, screen.width, screen.color);
}

std::string RowTable::text(const engine::Portfolio& portfolio, const report::Screen& screen) const {
  std::vector<report::AccountLine> lines;
  lines.reserve(rows_.size());
  for (const Row& row : rows_)
    lines.push_back({row.read.line, &row.read.account, &row.outcome, to_texts(row.outcome.rejections, model_)});
  std::string text = report::accounts_view(lines, model_, screen);
  if (!by_.empty()) text += "\n" + report::groups_view(portfolio, by_, model_, screen);
  return text;
}

}  // namespace spanne::cli
