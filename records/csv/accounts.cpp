// An accounts file: its heads find their attributes, its rows become accounts or reasons.
#include "records/csv/accounts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <unordered_map>

#include "records/csv/rows.hpp"
#include "records/csv/sheet.hpp"
#include "records/sources/memory_rows.hpp"
#include "records/tables/account_table.hpp"
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
  std::size_t rows_before = 0;  // of the text, up to the heads and with them
  Layout layout;
  AccountsHeader header;
  SummaryRows summary_rows;
  std::vector<std::string> notes;

  /// Before the first row after the heads.
  CsvReader body() const {
    CsvReader reader = sheet.reader();
    CsvRow row;
    for (std::size_t i = 0; i < rows_before; ++i) reader.next(row);
    return reader;
  }
};

using OpenedAccounts = std::variant<AccountsText, AccountsError>;

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

Locale locale_of(engine::FileLocale locale) { return locale == engine::FileLocale::de ? Locale::de : Locale::en; }

/// Notes the rows that are no accounts.
std::optional<AccountsError> survey(AccountsText& accounts, const Model& model, const TableOptions& options) {
  SummaryRowFinder finder(model, accounts.layout, {model, accounts.sheet.numbers}, options.keep_totals);
  std::size_t blank = 0;
  auto error = each_row(accounts, blank, [&](CsvRow&& row) { finder.add(row.line, row.cells); });
  accounts.summary_rows = finder.finish();
  return error;
}

OpenedAccounts open_text(std::string bytes, const Model& model, const TableOptions& options) {
  auto opened = open_sheet(std::move(bytes), file_locale(options.locale, model));
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  AccountsText accounts;
  accounts.sheet = std::move(std::get<Sheet>(opened));
  auto found = find_text_table(accounts.sheet, attribute_heads(model));
  if (auto* error = std::get_if<AccountsError>(&found)) return std::move(*error);
  auto& table = std::get<FoundTable>(found);
  accounts.sheet.separator = table.separator;
  accounts.rows_before = table.rows;
  accounts.layout.heads = table.heads;
  if (!accounts.sheet.note.empty()) accounts.notes.push_back(accounts.sheet.note);
  accounts.notes.insert(accounts.notes.end(), table.notes.begin(), table.notes.end());
  if (auto error = lay_out(model, accounts.layout, accounts.header)) return at_heads(std::move(*error), table);
  if (auto error = survey(accounts, model, options)) return std::move(*error);
  return accounts;
}

OpenedAccounts open_typed(RowSource& rows, const Model& model, const TableOptions& options) {
  AccountTable table(model, options);
  AccountsText accounts;
  auto written = write_typed_table(rows, table.reader(), [&](std::string_view piece) { accounts.sheet.text += piece; });
  if (auto* error = std::get_if<AccountsError>(&written)) return std::move(*error);
  auto& typed = std::get<TypedTable>(written);
  accounts.sheet.separator = ',';
  accounts.sheet.numbers = number_style(file_locale(options.locale, model));
  accounts.rows_before = 1;
  accounts.layout = {heads_of_text(typed), {}, {}, true};
  accounts.summary_rows = table.summary_rows();
  accounts.notes = std::move(typed.notes);
  if (auto error = lay_out(model, accounts.layout, accounts.header)) return std::move(*error);
  return accounts;
}

AccountsSummary read_rows(AccountsText& accounts, const Model& model,
                          const std::function<void(const AccountsHeader&)>& on_header,
                          const std::function<void(AccountRow&&)>& on_row) {
  on_header(accounts.header);
  AccountsSummary summary;
  const auto& left_out = accounts.summary_rows.lines;
  summary.notes = std::move(accounts.notes);
  std::move(accounts.summary_rows.notes.begin(), accounts.summary_rows.notes.end(), std::back_inserter(summary.notes));
  RowReader rows(model, accounts.layout, accounts.sheet.numbers);
  constexpr std::size_t max_capacity = 1'000'000;  // line breaks may all stand in one open quote
  const auto lines = std::count(accounts.sheet.text.begin(), accounts.sheet.text.end(), '\n');
  SeenKeys keys(std::min(static_cast<std::size_t>(lines), max_capacity));
  each_row(accounts, summary.skipped, [&](CsvRow&& csv) {
    const std::size_t line = accounts.layout.typed ? line_from_text(csv.cells.front()) : csv.line;
    if (std::binary_search(left_out.begin(), left_out.end(), line)) {
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

}  // namespace

Locale file_locale(Locale asked, const Model& model) {
  return asked == Locale::automatic && model.locale ? locale_of(*model.locale) : asked;
}

std::variant<Locale, AccountsError> file_locale(Locale asked, const Model& before, const Model& after) {
  if (asked == Locale::automatic && before.locale && after.locale && before.locale != after.locale)
    return AccountsError{fmt::format("the old version reads files with locale {}, the new one with locale {}",
                                     to_text(*before.locale), to_text(*after.locale)),
                         fmt::format("say how this file writes numbers: --locale {}", to_text(*after.locale))};
  return file_locale(asked, after.locale ? after : before);
}

std::variant<AccountsSummary, AccountsError> read_accounts_rows(
    RowSource& source, const Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row) {
  auto opened = open_typed(source, model, options);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  return read_rows(std::get<AccountsText>(opened), model, on_header, on_row);
}

std::variant<AccountsSummary, AccountsError> read_accounts_text(
    std::string text, const Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row) {
  auto source = open_memory_rows(text, options.sheet, attribute_heads(model));
  if (auto* error = std::get_if<AccountsError>(&source)) return std::move(*error);
  if (auto* rows = std::get_if<std::unique_ptr<RowSource>>(&source))
    return read_accounts_rows(**rows, model, options, on_header, on_row);
  auto opened = open_text(std::move(text), model, options);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  return read_rows(std::get<AccountsText>(opened), model, on_header, on_row);
}

}  // namespace spanne::records
