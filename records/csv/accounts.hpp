// Accounts from a CSV file: text in, checked values or reasons out, row by row.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "records/cells/missing.hpp"

namespace spanne::records {

/// How numbers and days are written. `automatic`: as the file's own numbers prove (NumberEvidence); what can be read in
/// two ways and is decided by nothing is rejected. `ch`: 1'234.5. `en_gb` and `en_us` are `en` and say, too, whether
/// 26/06/2026 begins with the day or with the month.
enum class Locale { automatic, en, de, ch, en_gb, en_us };

/// "auto", "en", "de", "ch", "en-GB", "en-US"; nullopt for others.
std::optional<Locale> locale_named(std::string_view name);
/// The names, for messages.
inline constexpr std::string_view locale_names = "en, de, ch, en-GB or en-US";

/// What was noticed in cells, whether they could be read or not.
struct CellCounts {
  std::size_t rounded = 0;            // numbers with more than six decimals
  std::size_t dashes = 0;             // a dash with a currency, read as 0
  std::vector<std::size_t> missing;   // one a word of MissingMarkers: how many cells had it
  std::vector<std::size_t> defaults;  // one an attribute: how many rows have its default, for want of a value
  bool needed_style = false;          // a number had two readings, of which the file's style chose one
  void add(const CellCounts& more);
};

class RowSource;
struct TableOptions;

/// How a file of a rule set is read: as was asked for, else as its header line `locale` says, else as the file shows.
Locale file_locale(Locale asked, const engine::Model& model);
/// The same for a file that two versions read: an error if their headers disagree, since one of them would misread it.
std::variant<Locale, struct AccountsError> file_locale(Locale asked, const engine::Model& before,
                                                       const engine::Model& after);

struct AccountRow {
  std::size_t line = 0;              // where the row begins, counted from 1 (the heads are usually line 1)
  engine::Account account;           // unreadable values are missing
  std::vector<std::string> reasons;  // every fault of reading; empty: fine
  std::vector<std::string> cells;    // the row as it stands, in UTF-8, as many as there are heads
  /// What stood in the cells that could not be read, so that results can show by which text to find the row.
  std::vector<std::pair<engine::AttributeId, std::string>> unreadable;  // engine::UnreadableCells
};

struct AccountsHeader {
  std::vector<std::string> heads;            // in UTF-8
  std::vector<std::string> unknown_columns;  // heads that belong to no attribute
  std::vector<std::string> notes;            // what has to be said of how columns are read: whole sentences
  std::vector<engine::AttributeId> counted;  // figures of a group that the file has no column for
};

/// What was noticed over the whole file.
struct AccountsSummary {
  std::size_t rows = 0, rejected = 0;
  std::size_t rounded_numbers = 0;  // had more than six decimals
  std::size_t skipped = 0;          // rows without any value, which are no accounts
  std::size_t left_out = 0;         // totals and small print, which are none either
  CellCounts cells;
  std::string numbers_found;       // how numbers were read: "decimal comma", "decimal point" or "undecided"
  std::string numbers_note;        // how numbers were read, where the file itself decided that; one of the notes, too
  std::vector<std::string> notes;  // sentences on what was skipped, left out or filled, and on how the file was read
};

/// The file as a whole cannot be used: a column is missing, it is neither UTF-8 nor Windows-1252, it is empty …
/// The message does not name the file; show it as `accounts.csv: MESSAGE`.
struct AccountsError {
  std::string message;
  std::string help;  // may be empty
};

/// Reads a table of typed cells like read_accounts_text().
std::variant<AccountsSummary, AccountsError> read_accounts_rows(
    RowSource& source, const engine::Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row);

/// Reads the bytes of a file (a text, a workbook, JSON) and hands over the header, then every row in order that is an
/// account (see records/tables/summary_rows.hpp). AccountsError before any row is handed over.
std::variant<AccountsSummary, AccountsError> read_accounts_text(
    std::string text, const engine::Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row);

/// People by name, in order of first appearance, as they are on one day.
using Kams = std::vector<engine::Kam>;

/// The kams file: a column named like the owner attribute (or its heads), one with the capacity (`capacity`,
/// `Kapazität`, `Stellenanteil`, `Arbeitszeit` or what the header line `capacity_column` says), and perhaps `from` and
/// `until` (`von`, `bis`), which say on which days a row counts, and `actual` (`tatsächlich`, `Ist`), the FTE worked;
/// further columns mean nothing here. Everybody in the file is returned, and there is somebody; who has no row for
/// `day` has the capacity 0. Any fault in the file is an error that names the
/// line: nobody's load may rest on a guess. The rule set has an owner attribute, or that is the error. `notes`, if it
/// is not null, gets what there is to say of how the file was read; of `options`, its locale and its words for nothing
/// count.
std::variant<Kams, AccountsError> read_kams_text(std::string text, const engine::Model& model,
                                                 const TableOptions& options, engine::Date day,
                                                 std::vector<std::string>* notes = nullptr);

/// An owner who is not among the people of the kams file.
struct UnknownOwner {
  std::size_t line = 0;
  std::string name;
};
/// Into `unknown`, unless one has been noted. Accounts may have no owner.
void note_owner(std::optional<UnknownOwner>& unknown, const std::unordered_set<std::string>& known, std::size_t line,
                const engine::Value& owner, const engine::Model& model);

}  // namespace spanne::records
