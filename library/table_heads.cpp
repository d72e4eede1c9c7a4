#include "library/table_heads.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "records/csv/sheet.hpp"
#include "records/sources/memory_rows.hpp"
#include "records/tables/headed_rows.hpp"
#include "records/tables/text_table.hpp"

namespace spanne::library {

using records::AccountsError;

namespace {

/// A head says something: it has a letter.
bool may_be_head(const std::string& cell) {
  return std::any_of(cell.begin(), cell.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
  });
}

/// Heads may be the same, which is then refused rather than the row passed over.
records::HeadFit fit_of_heads(const std::vector<std::string>& heads) {
  const auto count = static_cast<std::size_t>(std::count_if(heads.begin(), heads.end(), may_be_head));
  const bool is_merged = std::count(heads.begin(), heads.end(), heads.front()) == std::ssize(heads);
  // A title stands above one or two columns, or in a cell that spans them all.
  return {count, count > 1 && 2 * count >= heads.size() && !is_merged};
}

}  // namespace

records::HeadJudge judge_of_any_heads() {
  return {fit_of_heads, [](const std::string&) { return false; }};
}

std::variant<std::vector<std::string>, AccountsError> heads_of_text_table(std::string bytes) {
  auto sheet = records::open_sheet(std::move(bytes));
  if (auto* error = std::get_if<AccountsError>(&sheet)) return std::move(*error);
  auto found = records::find_text_table(std::get<records::Sheet>(sheet), judge_of_any_heads());
  if (auto* error = std::get_if<AccountsError>(&found)) return std::move(*error);
  return std::move(std::get<records::FoundTable>(found).heads);
}

std::variant<std::vector<std::string>, AccountsError> heads_of_rows(std::unique_ptr<records::RowSource> rows) {
  auto headed = records::below_heads(std::move(rows), judge_of_any_heads());
  if (auto* error = std::get_if<AccountsError>(&headed)) return std::move(*error);
  return std::get<std::unique_ptr<records::RowSource>>(headed)->heads().value_or(std::vector<std::string>());
}

std::variant<std::vector<std::string>, AccountsError> table_heads(const std::string& bytes, const std::string& sheet) {
  auto opened = records::open_memory_rows(bytes, sheet, judge_of_any_heads());
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  if (std::holds_alternative<std::monostate>(opened)) return heads_of_text_table(bytes);
  return heads_of_rows(std::move(std::get<std::unique_ptr<records::RowSource>>(opened)));
}

}  // namespace spanne::library
