// An accounts file: its heads find their attributes, its rows become accounts or reasons.
#include "records/csv/accounts.hpp"

#include <algorithm>
#include <unordered_map>

#include "records/csv/rows.hpp"
#include "records/csv/sheet.hpp"

namespace spanne::records {

using engine::Model;

namespace {

/// The lines of the keys there have been. Rows whose key could not be read take no part; others do, whether they are
/// good or not.
class SeenKeys {
 public:
  explicit SeenKeys(std::size_t rows) { lines_.reserve(rows); }

  void refuse_repeated(AccountRow& row, const RowReader& reader) {
    auto key = reader.key(row);
    if (!key) return;
    const auto [place, fresh] = lines_.emplace(std::move(*key), row.line);
    if (!fresh) reader.refuse_repeated_key(row, place->second);
  }

 private:
  std::unordered_map<std::string, std::size_t> lines_;
};

}  // namespace

std::variant<AccountsSummary, AccountsError> read_accounts_text(
    std::string text, const Model& model, Locale locale, const std::function<void(const AccountsHeader&)>& on_header,
    const std::function<void(AccountRow&&)>& on_row) {
  auto opened = open_sheet(std::move(text), locale);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  const Sheet& sheet = std::get<Sheet>(opened);
  CsvReader reader = sheet.reader();
  auto heads = read_heads(reader);
  if (auto* error = std::get_if<AccountsError>(&heads)) return std::move(*error);
  Layout layout{std::move(std::get<std::vector<std::string>>(heads)), {}, {}};
  AccountsHeader header;
  if (auto error = lay_out(model, layout, header)) return std::move(*error);
  on_header(header);
  AccountsSummary summary;
  constexpr std::size_t max_capacity = 1'000'000;  // line breaks may all stand in one open quote
  const auto lines = static_cast<std::size_t>(std::count(sheet.text.begin(), sheet.text.end(), '\n'));
  RowReader rows(model, layout, sheet.numbers);
  SeenKeys keys(std::min(lines, max_capacity));
  CsvRow csv;
  CsvEnd end = reader.next(csv);
  for (; end == CsvEnd::row; end = reader.next(csv)) {
    if (is_blank(csv)) {
      ++summary.skipped;
      continue;
    }
    AccountRow row = rows.read(std::move(csv));
    keys.refuse_repeated(row, rows);
    ++summary.rows;
    if (!row.reasons.empty()) ++summary.rejected;
    on_row(std::move(row));
  }
  if (end != CsvEnd::end_of_text) return broken(end, csv);
  summary.rounded_numbers = rows.rounded_numbers();
  return summary;
}

}  // namespace spanne::records
