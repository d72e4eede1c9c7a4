#include "records/tables/account_table.hpp"

#include "records/cells/encoding.hpp"
#include "records/tables/text_table.hpp"

namespace spanne::records {

AccountTable::AccountTable(const engine::Model& model) : model_(model) {
  reader_.judge = attribute_heads(model);
  reader_.number_columns = [this](const std::vector<std::string>& heads) { return find_numbers(heads); };
  reader_.on_row = [this](std::size_t line, const std::vector<std::string>& cells) { look_at(line, cells); };
}

std::vector<bool> AccountTable::find_numbers(const std::vector<std::string>& heads) {
  holds_numbers_.assign(heads.size(), false);
  Layout layout{heads, {}, {}};
  AccountsHeader header;
  lay_out(model_, layout, header);  // what is missing is reported by whoever reads the text
  for (std::size_t id = 0; id < layout.columns.size(); ++id)
    if (const auto column = layout.columns[id]) holds_numbers_[*column] = is_read_as_number(model_.attributes[id]);
  return holds_numbers_;
}

void AccountTable::look_at(std::size_t line, const std::vector<std::string>& cells) {
  for (std::size_t column = 0; column < cells.size() && column < holds_numbers_.size(); ++column)
    if (holds_numbers_[column] && cells[column].starts_with(typed_text))
      evidence_.add(trimmed(std::string_view(cells[column]).substr(1)), line);
}

std::vector<std::string> heads_of_text(const TypedTable& table) {
  std::vector<std::string> heads{""};
  heads.insert(heads.end(), table.heads.begin(), table.heads.end());
  return heads;
}

}  // namespace spanne::records
