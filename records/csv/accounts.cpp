// An accounts file: its heads find their attributes, its rows become accounts or reasons.
#include "records/csv/accounts.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "records/csv/rows.hpp"
#include "records/csv/sheet.hpp"
#include "records/tables/summary_rows.hpp"
#include "records/tables/table_options.hpp"
#include "records/tables/text_table.hpp"

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

/// A text of accounts, opened and laid out.
struct AccountsText {
  Sheet sheet;
  TextTable table;
  Layout layout;
  AccountsHeader header;

  /// Before the first row after the heads.
  CsvReader body() const {
    CsvReader reader(std::string_view(sheet.text).substr(sheet.begin), table.separator, sheet.first_line);
    CsvRow row;
    for (std::size_t i = 0; i < table.rows; ++i) reader.next(row);
    return reader;
  }
};

std::variant<AccountsText, AccountsError> open_accounts(std::string text, const Model& model,
                                                        const TableOptions& options) {
  auto opened = open_sheet(std::move(text), options.locale);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  AccountsText accounts{std::move(std::get<Sheet>(opened)), {}, {}, {}};
  auto found = find_text_table(accounts.sheet, attribute_heads(model));
  if (auto* error = std::get_if<AccountsError>(&found)) return std::move(*error);
  accounts.table = std::move(std::get<TextTable>(found));
  accounts.layout.heads = accounts.table.heads;
  if (auto error = lay_out(model, accounts.layout, accounts.header)) return at_heads(std::move(*error), accounts.table);
  return accounts;
}

/// Hands over every row that is not blank. Returns an error if the text breaks off.
std::optional<AccountsError> each_row(const AccountsText& accounts, std::size_t& blank,
                                      const std::function<void(CsvRow&&)>& take) {
  CsvReader reader = accounts.body();
  CsvRow row;
  for (CsvEnd end = reader.next(row);; end = reader.next(row)) {
    if (end == CsvEnd::end_of_text) return std::nullopt;
    if (end != CsvEnd::row) return broken(end, row);
    if (is_blank(row))
      ++blank;
    else
      take(std::move(row));
  }
}

}  // namespace

std::variant<AccountsSummary, AccountsError> read_accounts_text(
    std::string text, const Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row) {
  auto opened = open_accounts(std::move(text), model, options);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  const AccountsText& accounts = std::get<AccountsText>(opened);
  SummaryRowFinder finder(model, accounts.layout, {model, accounts.sheet.numbers}, options.keep_totals);
  std::size_t lines = 0, ignored = 0;
  const auto survey = [&](CsvRow&& row) {
    ++lines;
    finder.add(row.line, row.cells);
  };
  if (auto error = each_row(accounts, ignored, survey)) return std::move(*error);
  SummaryRows summary_rows = finder.finish();
  on_header(accounts.header);
  AccountsSummary summary;
  summary.notes = accounts.table.notes;
  std::move(summary_rows.notes.begin(), summary_rows.notes.end(), std::back_inserter(summary.notes));
  RowReader rows(model, accounts.layout, accounts.sheet.numbers);
  SeenKeys keys(lines);
  each_row(accounts, summary.skipped, [&](CsvRow&& csv) {
    if (std::binary_search(summary_rows.lines.begin(), summary_rows.lines.end(), csv.line)) {
      ++summary.left_out;
      return;
    }
    AccountRow row = rows.read(std::move(csv));
    keys.refuse_repeated(row, rows);
    ++summary.rows;
    if (!row.reasons.empty()) ++summary.rejected;
    on_row(std::move(row));
  });
  summary.rounded_numbers = rows.rounded_numbers();
  return summary;
}

}  // namespace spanne::records
