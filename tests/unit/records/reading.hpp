// Accounts files read for the sample rule set, and their values as text.
#pragma once

#include <string>
#include <vector>

#include "records/tables/table_options.hpp"
#include "sample.hpp"

namespace sample {

using namespace spanne::records;  // NOLINT: as above

struct Read {
  AccountsHeader header;
  std::vector<AccountRow> rows;
  AccountsSummary summary;
  AccountsError error;
  bool failed = false;
};

inline Read read(std::string text, const TableOptions& options = {}, const engine::Model& model = sample::model()) {
  Read result;
  auto outcome = read_accounts_text(
      std::move(text), model, options, [&](const AccountsHeader& header) { result.header = header; },
      [&](AccountRow&& row) { result.rows.push_back(std::move(row)); });
  result.failed = std::holds_alternative<AccountsError>(outcome);
  if (result.failed) {
    result.error = std::get<AccountsError>(outcome);
  } else {
    result.summary = std::get<AccountsSummary>(outcome);
  }
  return result;
}

inline std::string values(const AccountRow& row) {
  const auto all = sample::model();
  std::string result;
  for (std::size_t id = 0; id < row.account.values.size(); ++id)
    result += (id > 0 ? "|" : "") + to_text(row.account.values[id], all.attributes[id].type, all);
  return result;
}

inline bool mentions(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace sample
