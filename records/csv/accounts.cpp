// An accounts file: its heads find their attributes, its rows become accounts or reasons.
#include "records/csv/accounts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <unordered_map>

#include "records/csv/account_names.hpp"
#include "records/csv/sheet.hpp"
#include "records/csv/style_decision.hpp"
#include "records/tables/account_heads.hpp"
#include "records/tables/opened_table.hpp"
#include "records/tables/summary_rows.hpp"
#include "records/tables/table_options.hpp"

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

/// A table of accounts, laid out.
struct AccountsText {
  OpenedTable table;
  Layout layout;
  AccountsHeader header;
};

/// Hands over every row that is not blank. Returns an error if the text breaks off.
std::optional<AccountsError> each_row(const AccountsText& accounts, std::size_t& blank,
                                      const std::function<void(CsvRow&&)>& take) {
  CsvReader reader = accounts.table.body();
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

/// Hands over the rows of an open text as accounts, but for those that are none.
class AccountsReader {
 public:
  AccountsReader(AccountsText& accounts, const Model& model, const TableOptions& options)
      : accounts_(accounts), model_(model), style_(model, options), keeps_totals_(options.keep_totals) {
    if (!style_.needs_evidence()) return;
    const OpenedTable& table = accounts.table;
    style_.decide(table.typed ? table.evidence : evidence_in(table.body(), number_columns(model, accounts.layout)),
                  true);
  }

  std::variant<AccountsSummary, AccountsError> run(const std::function<void(const AccountsHeader&)>& on_header,
                                                   const std::function<void(AccountRow&&)>& on_row) {
    if (auto error = find_summary_rows()) return std::move(*error);
    on_header(accounts_.header);
    AccountsSummary summary;
    summary.notes = std::move(accounts_.table.notes);
    std::move(none_.notes.begin(), none_.notes.end(), std::back_inserter(summary.notes));
    summary.cells = counts_for(model_, *style_.cells().missing);
    RowReader rows(model_, accounts_.layout, style_.cells());
    SeenKeys keys(rows_);
    AccountNames names(model_);
    each_row(accounts_, summary.skipped, [&](CsvRow&& csv) {
      if (is_left_out(csv)) {
        ++summary.left_out;
        return;
      }
      AccountRow row = rows.read(std::move(csv), &summary.cells);
      names.add(row.account);
      keys.refuse_repeated(row, rows);
      ++summary.rows;
      if (!row.reasons.empty()) ++summary.rejected;
      on_row(std::move(row));
    });
    style_.describe(summary, model_);
    for (std::string& note : names.notes()) summary.notes.push_back(std::move(note));
    return summary;
  }

 private:
  std::optional<AccountsError> find_summary_rows() {
    SummaryRowFinder finder(model_, accounts_.layout, {model_, style_.cells(), accounts_.layout.typed}, keeps_totals_);
    std::size_t blank = 0;
    auto error = each_row(accounts_, blank, [&](CsvRow&& row) {
      ++rows_;
      finder.add(row);
    });
    none_ = finder.finish();
    return error;
  }

  bool is_left_out(const CsvRow& row) const {
    const std::size_t line = accounts_.layout.typed ? line_from_text(row.cells.front()) : row.line;
    return std::binary_search(none_.lines.begin(), none_.lines.end(), line);
  }

  AccountsText& accounts_;
  const Model& model_;
  StyleDecision style_;
  const bool keeps_totals_;
  SummaryRows none_;  // which are no accounts
  std::size_t rows_ = 0;
};

std::variant<AccountsSummary, AccountsError> read_opened(std::variant<OpenedTable, AccountsError> opened,
                                                         const Model& model, const TableOptions& options,
                                                         const std::function<void(const AccountsHeader&)>& on_header,
                                                         const std::function<void(AccountRow&&)>& on_row) {
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  AccountsText accounts{std::move(std::get<OpenedTable>(opened)), {}, {}};
  accounts.layout = {accounts.table.heads, {}, {}, accounts.table.typed};
  if (auto error = lay_out(model, accounts.layout, accounts.header))
    return at_heads(std::move(*error), accounts.table.heads_line, accounts.table.notes);
  return AccountsReader(accounts, model, options).run(on_header, on_row);
}

Locale locale_of(engine::FileLocale locale) {
  switch (locale) {
    case engine::FileLocale::de: return Locale::de;
    case engine::FileLocale::ch: return Locale::ch;
    case engine::FileLocale::en_gb: return Locale::en_gb;
    case engine::FileLocale::en_us: return Locale::en_us;
    case engine::FileLocale::en: break;
  }
  return Locale::en;
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
  return read_opened(open_table_in_memory(source, account_reader(model)), model, options, on_header, on_row);
}

std::variant<AccountsSummary, AccountsError> read_accounts_text(
    std::string text, const Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row) {
  return read_opened(open_table_in_memory(std::move(text), account_reader(model), options.sheet), model, options,
                     on_header, on_row);
}

}  // namespace spanne::records
