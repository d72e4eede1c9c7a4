// Results out: which columns there are, and one row's text in each of them, as CSV, JSON or JSON lines.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/portfolio/portfolio.hpp"
#include "engine/semantics/evaluate.hpp"
#include "records/csv/accounts.hpp"

namespace spanne::records {

/// `german_csv` is CSV as German Excel opens it by double click. `fields` is for programs that make typed cells of it:
/// the texts of a row as they are, each followed by a byte 0, which no text contains.
enum class Format { csv, german_csv, json, jsonl, fields };

inline bool is_csv(Format format) { return format == Format::csv || format == Format::german_csv; }

/// How values and figures are put into words. `german`: a decimal comma, ja and nein. `marked`: as `plain`, but a cell
/// that could not be read begins with unreadable_mark, so that its text is never taken for a value. `marked_numbers`:
/// the same in columns of numbers only.
enum class Notation { plain, german, marked, marked_numbers };

inline constexpr char unreadable_mark = '\x01';

/// The notation that goes with a format.
inline Notation notation_of(Format format) {
  switch (format) {
    case Format::csv: break;
    case Format::german_csv: return Notation::german;
    case Format::fields: return Notation::marked;
    case Format::json:
    case Format::jsonl: return Notation::marked_numbers;
  }
  return Notation::plain;
}

/// How figures are shown: rounded once, half away from zero, or exactly as fractions.
struct FigureStyle {
  int decimals = 6;
  bool exact = false;
  Notation notation = Notation::plain;
  char decimal_mark() const { return notation == Notation::german ? ',' : '.'; }
};

/// What engine::to_text writes of a value of the type, in a notation: "yes" becomes "ja", "12.5 EUR" "12,5 EUR".
std::string in_notation(std::string text, const engine::Type& type, Notation notation);

/// One column of the results and where its text comes from.
struct ResultColumn {
  enum class From {
    attribute,
    cluster,
    figure,
    accounts_low,
    accounts_high,
    kams_low,
    kams_high,
    rules,
    rule_count,
    flags,
    status,
    reason,
    line,
    input
  } from = From::status;
  std::string name;
  std::size_t index = 0;  // attribute: its id; figure: index into Model::result_names(); input: index of the head
};

/// The columns in their usual order (language-independent names; see the interfaces in docs/language.md).
std::vector<ResultColumn> usual_columns(const engine::Model& model);
/// Every name `--columns` knows, for guesses: the usual ones, `rule_count` and `line`, then the input's heads.
std::vector<ResultColumn> known_columns(const engine::Model& model, const std::vector<std::string>& heads);

/// One row's text in a column (not yet quoted). A rejected row has no figures, rules or flags, but its attributes (the
/// cell itself where it could not be read) and, where it was classified, its cluster.
std::string cell(const ResultColumn& column, const AccountRow& row, const engine::Outcome& outcome,
                 const engine::Model& model, const FigureStyle& style);

/// Whether a column holds text (which is defused and quoted), not a figure.
bool holds_text(const ResultColumn& column, const engine::Model& model);

/// The name of a group as engine::group_name has it, in a notation.
std::string group_label(const std::string& label, const engine::GroupBy& by, bool is_first, const engine::Model& model,
                        Notation notation);

/// Whether groups are those of one owner each, who alone have capacity, load and band.
bool group_has_load(const engine::Model& model, const std::vector<engine::GroupBy>& by);

/// The heads and one row's text per head of a portfolio (`--by`).
std::vector<std::string> group_heads(const engine::Model& model, const std::vector<engine::GroupBy>& by);
/// Which of the heads hold text: the groups' names and the band.
std::vector<bool> group_holds_text(const engine::Model& model, const std::vector<engine::GroupBy>& by);
std::vector<std::string> group_cells(const engine::Group& group, const engine::Model& model,
                                     const std::vector<engine::GroupBy>& by, bool is_total, const FigureStyle& style);

/// What stands after a group's columns where the kams file says what was worked (Portfolio::has_actuals).
inline constexpr std::array<const char*, 2> actual_heads{"actual", "fte_minus_actual"};
void add_actual_cells(std::vector<std::string>& cells, const engine::Group& group, const FigureStyle& style);

/// A member that only some objects of JSON have, beside the columns.
struct JsonMember {
  std::string name, text;
  bool is_text;
};
using JsonMembers = std::vector<JsonMember>;

/// The other readings of a group whose sum is known within bounds only that do not decide them: `headcount_low_or` and
/// so on; nearly always empty.
JsonMembers other_readings(const engine::Group& group);
/// What is to be said of sums that are not exact.
std::vector<std::string> sum_notes(const engine::Portfolio& portfolio, const FigureStyle& style);

/// One cell's text as a format has it: quoted, defused, a figure as a number (see RowWriter).
void append_cell(std::string& line, Format format, std::string_view text, bool is_text);
std::string ready_cell(Format format, std::string_view text, bool is_text);

/// Whether CSV takes a text as it is: without quotes, and no spreadsheet would run it.
bool is_bare(std::string_view text);

/// What stands around the cells of a row.
class RowFrame {
 public:
  RowFrame(Format format, const std::vector<std::string>& heads);
  const std::string& before(std::size_t column) const { return before_[column]; }
  /// What ends a row. What parts rows of JSON is up to the caller.
  std::string_view end(bool is_empty) const;

 private:
  Format format_;
  std::vector<std::string> before_;
};

/// What every result says of itself: rule set, version, digest, date.
struct Provenance {
  std::string ruleset, version, digest, as_of;
};

/// Turns rows into text. CSV: RFC 4180, `,` (German: `;`, after a byte-order mark), LF, text that a spreadsheet would
/// run as a formula defused with a leading apostrophe (a number with its sign is no formula, wherever it stands). JSON:
/// one object with the provenance beside `rows`, figures as numbers written exactly as in CSV, empty figures as null,
/// `1/60` and `unlimited` as texts. JSON lines: one object a row.
class RowWriter {
 public:
  /// `is_text[i]`: column i holds text, not a figure.
  RowWriter(Format format, std::vector<std::string> heads, std::vector<bool> is_text, Provenance provenance);
  std::string begin() const;
  /// `more` stands after the cells of JSON, and nowhere else.
  std::string row(const std::vector<std::string>& cells, const JsonMembers& more = {});
  /// `what_if`: what was assumed, which JSON says after the rows.
  std::string end(const std::vector<std::string>& what_if = {}) const;

 private:
  Format format_;
  std::vector<std::string> heads_;
  std::vector<bool> is_text_;
  Provenance provenance_;
  RowFrame frame_;
  bool first_ = true;
};

/// `sites = sites + 5 (12 rows)` for each assignment; `changed` has as many numbers.
std::vector<std::string> what_if_texts(const std::vector<std::string>& assignments,
                                       const std::vector<std::size_t>& changed);

}  // namespace spanne::records
