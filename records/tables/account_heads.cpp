#include "records/tables/account_heads.hpp"

#include <algorithm>

#include "records/csv/heads.hpp"
#include "records/csv/rows.hpp"

namespace spanne::records {

HeadJudge attribute_heads(const engine::Model& model) {
  HeadJudge judge;
  judge.fit = [&model](const std::vector<std::string>& heads) {
    Layout layout{heads, {}, {}};
    AccountsHeader header;
    HeadFit fit;
    const bool is_complete = !lay_out(model, layout, header);
    for (const auto& column : layout.columns) fit.found += column ? 1U : 0U;
    fit.is_complete = is_complete && fit.found > 0;
    return fit;
  };
  judge.is_known = [&model](const std::string& head) {
    return std::any_of(model.attributes.begin(), model.attributes.end(),
                       [&](const engine::Attribute& attribute) { return is_head_of(head, attribute); });
  };
  return judge;
}

TableReader account_reader(const engine::Model& model) {
  TableReader reader{attribute_heads(model), {}};
  reader.number_columns = [&model](const std::vector<std::string>& heads) {
    std::vector<bool> holds_numbers(heads.size(), false);
    Layout layout{heads, {}, {}};
    AccountsHeader header;
    lay_out(model, layout, header);  // what is missing is reported by whoever reads the text
    for (std::size_t id = 0; id < layout.columns.size(); ++id)
      if (const auto column = layout.columns[id]) holds_numbers[*column] = is_read_as_number(model.attributes[id]);
    return holds_numbers;
  };
  return reader;
}

}  // namespace spanne::records
