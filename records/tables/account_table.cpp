#include "records/tables/account_table.hpp"

#include "records/csv/sheet.hpp"
#include "records/tables/text_table.hpp"

namespace spanne::records {

AccountTable::AccountTable(const engine::Model& model, const TableOptions& options)
    : model_(model), keeps_totals_(options.keep_totals), numbers_(number_style(file_locale(options.locale, model))) {
  reader_.judge = attribute_heads(model);
  reader_.number_columns = [this](const std::vector<std::string>& heads) { return take_heads(heads); };
  reader_.on_row = [this](std::size_t line, const std::vector<std::string>& cells) {
    if (finder_) finder_->add(line, cells);
  };
}

std::vector<bool> AccountTable::take_heads(const std::vector<std::string>& heads) {
  std::vector<bool> holds_numbers(heads.size(), false);
  layout_ = {heads, {}, {}};
  AccountsHeader header;
  const bool is_complete = !lay_out(model_, layout_, header);
  for (std::size_t id = 0; id < layout_.columns.size(); ++id)
    if (const auto column = layout_.columns[id]) holds_numbers[*column] = is_read_as_number(model_.attributes[id]);
  // Without all heads nothing will be read.
  if (is_complete) finder_.emplace(model_, layout_, CellContext{model_, numbers_, true}, keeps_totals_);
  return holds_numbers;
}

SummaryRows AccountTable::summary_rows() { return finder_ ? finder_->finish() : SummaryRows{}; }

std::vector<std::string> heads_of_text(const TypedTable& table) {
  std::vector<std::string> heads{""};
  heads.insert(heads.end(), table.heads.begin(), table.heads.end());
  return heads;
}

}  // namespace spanne::records
