// The people after the accounts: who they are and how much each can carry on the day of evaluation.
#include <array>
#include <fmt/format.h>
#include <unordered_map>

#include "grammar/text/nearest.hpp"
#include "records/cells/encoding.hpp"
#include "records/cells/values.hpp"
#include "records/csv/accounts.hpp"
#include "records/csv/heads.hpp"
#include "records/csv/sheet.hpp"

namespace spanne::records {

using engine::Date;
using engine::Decimal;
using engine::Fraction;
using engine::Model;
using engine::Period;

namespace {

using Heads = std::vector<std::string>;
using FoundColumn = std::variant<std::optional<std::size_t>, AccountsError>;

/// What a bare number of the capacity column is: FTE, unless the head says percent.
enum class CapacityUnit { unknown, fte, percent };

struct KamColumns {
  std::size_t name = 0, capacity = 0;
  std::optional<std::size_t> from, until;
  CapacityUnit unit = CapacityUnit::unknown;
};

/// The one column whose head `fits`; `what` is what it is read as.
template <class Fits>
FoundColumn the_column(const Heads& heads, std::string_view what, const Fits& fits) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (!fits(heads[i])) continue;
    if (found)
      return AccountsError{fmt::format("columns {} and {} are both read as {}: \"{}\" and \"{}\"", *found + 1, i + 1,
                                       what, shown(heads[*found]), shown(heads[i])),
                           "rename or remove one of them"};
    found = i;
  }
  return found;
}

FoundColumn column_called(const Heads& heads, std::string_view what, std::initializer_list<std::string_view> names) {
  return the_column(heads, what, [&](const std::string& head) {
    return std::find(names.begin(), names.end(), folded(head)) != names.end();
  });
}

AccountsError missing(const Heads& heads, const std::string& wanted) {
  std::vector<std::string> shown_heads;
  for (const std::string& head : heads) shown_heads.push_back(shown(head));
  const auto near = grammar::nearest(wanted, heads);
  return {fmt::format("a column is missing: {}", wanted),
          fmt::format("the file has the columns {}{}", fmt::join(shown_heads, ", "),
                      near ? fmt::format("; is \"{}\" meant?", shown(*near)) : "")};
}

/// Takes `(%)` or `(FTE)` off a head.
CapacityUnit take_unit(std::string& head) {
  for (const auto& [bracket, unit] : {std::pair{"(%)", CapacityUnit::percent},
                                      {"[%]", CapacityUnit::percent},
                                      {"in %", CapacityUnit::percent},
                                      {"(fte)", CapacityUnit::fte},
                                      {"(vzä)", CapacityUnit::fte},
                                      {"(vzae)", CapacityUnit::fte}}) {
    if (!head.ends_with(bracket)) continue;
    head = trimmed(std::string_view(head).substr(0, head.size() - std::string_view(bracket).size()));
    return unit;
  }
  return CapacityUnit::unknown;
}

bool is_capacity(std::string_view head) {
  static constexpr std::array<std::string_view, 4> names{"capacity", "kapazität", "stellenanteil", "arbeitszeit"};
  std::string plain = folded(head);
  take_unit(plain);
  return std::find(names.begin(), names.end(), plain) != names.end();
}

/// The head that the rule set declares goes before those that everybody has.
std::variant<std::size_t, AccountsError> capacity_column(const Heads& heads, const Model& model) {
  FoundColumn found = std::nullopt;
  if (model.capacity_column) {
    const std::string declared = folded(trimmed(*model.capacity_column));
    found = the_column(heads, "capacity", [&](const std::string& head) { return folded(head) == declared; });
  }
  const auto* declared = std::get_if<std::optional<std::size_t>>(&found);
  if (declared != nullptr && !*declared) found = the_column(heads, "capacity", is_capacity);
  if (auto* error = std::get_if<AccountsError>(&found)) return std::move(*error);
  const auto column = std::get<std::optional<std::size_t>>(found);
  if (!column) return missing(heads, model.capacity_column.value_or("capacity"));
  return *column;
}

std::variant<KamColumns, AccountsError> find_columns(const Heads& heads, const engine::Attribute& owner,
                                                     const Model& model) {
  KamColumns columns;
  const auto name = the_column(heads, owner.name, [&](const std::string& head) { return is_head_of(head, owner); });
  if (const auto* error = std::get_if<AccountsError>(&name)) return *error;
  if (!std::get<0>(name)) return missing(heads, owner.columns.empty() ? owner.name : owner.columns.front());
  columns.name = *std::get<0>(name);
  const auto capacity = capacity_column(heads, model);
  if (const auto* error = std::get_if<AccountsError>(&capacity)) return *error;
  columns.capacity = std::get<std::size_t>(capacity);
  std::string head = folded(heads[columns.capacity]);
  columns.unit = take_unit(head);
  const auto from = column_called(heads, "from", {"from", "von"});
  if (const auto* error = std::get_if<AccountsError>(&from)) return *error;
  columns.from = std::get<0>(from);
  const auto until = column_called(heads, "until", {"until", "bis"});
  if (const auto* error = std::get_if<AccountsError>(&until)) return *error;
  columns.until = std::get<0>(until);
  return columns;
}

std::string_view cell_at(const CsvRow& row, std::size_t column) {
  return column < row.cells.size() ? trimmed(row.cells[column]) : std::string_view{};
}

AccountsError at_line(std::size_t line, std::string_view message, std::string help) {
  return {fmt::format("line {}: {}", line, message), std::move(help)};
}

constexpr const char* capacity_example =
    "capacity is in FTE: 1 for somebody who works full time, 0.5 or 50 % for half, 0 for somebody on leave";

/// A row of the file, read.
struct KamRow {
  std::size_t line = 0;
  Period period;
  Fraction capacity;
};

/// A number by itself, of which the whole column has to decide what it is.
struct BareNumber {
  std::size_t line;
  std::string cell;
  Decimal number;
};

/// Reads the rows, and refuses what leaves two readings.
class KamReader {
 public:
  KamReader(const KamColumns& columns, const Heads& heads, const Sheet& sheet, const Model& model)
      : columns_(columns), heads_(heads), context_{model, sheet.numbers} {
    day_.name = "day";
    day_.type = engine::Type{engine::TypeKind::date};
  }

  std::optional<AccountsError> add(const CsvRow& row) {
    if (row.stray_text) return at_line(row.line, "text stands behind a closing quotation mark", "");
    const std::string name(cell_at(row, columns_.name));
    if (name.empty()) return at_line(row.line, heads_[columns_.name] + " is missing", "every line names a person");
    KamRow read{row.line, {}, {}};
    if (auto error = read_period(row, read.period)) return error;
    if (auto error = refuse_overlap(name, read)) return error;
    if (auto error = read_capacity(row, read.capacity)) return error;
    const auto [place, fresh] = places_.emplace(name, people_.size());
    if (fresh) people_.push_back({name, {}});
    people_[place->second].second.push_back(read);
    return std::nullopt;
  }

  /// Everybody in the file, with what they can carry on a day: 0 where no row of theirs says anything of it.
  std::variant<Kams, AccountsError> take(Date day) const {
    if (auto error = refuse_two_readings()) return std::move(*error);
    Kams kams;
    for (const auto& [name, rows] : people_) {
      Fraction capacity(0);
      for (const KamRow& row : rows)
        if (row.period.contains(day)) capacity = row.capacity;
      kams.emplace_back(name, capacity);
    }
    return kams;
  }

 private:
  std::optional<AccountsError> read_day(const CsvRow& row, std::optional<std::size_t> column,
                                        std::optional<Date>& day) const {
    const std::string_view cell = column ? cell_at(row, *column) : std::string_view{};
    if (cell.empty()) return std::nullopt;
    auto read = read_cell(cell, day_, context_);
    if (const auto* fault = std::get_if<CellFault>(&read))
      return at_line(row.line, fmt::format("{}: {}", shown(heads_[*column]), fault->message),
                     "an empty cell leaves the period open");
    day = std::get<Date>(std::get<CellValue>(read).value);
    return std::nullopt;
  }

  std::optional<AccountsError> read_period(const CsvRow& row, Period& period) const {
    if (auto error = read_day(row, columns_.from, period.from)) return error;
    if (auto error = read_day(row, columns_.until, period.until)) return error;
    if (!period.from || !period.until || *period.from <= *period.until) return std::nullopt;
    return at_line(
        row.line,
        fmt::format("the period ends on {}, before it begins on {}", to_text(*period.until), to_text(*period.from)),
        "turn the two dates round");
  }

  static bool overlap(const Period& a, const Period& b) {
    const bool a_ends_first = a.until && b.from && *a.until < *b.from;
    const bool b_ends_first = b.until && a.from && *b.until < *a.from;
    return !a_ends_first && !b_ends_first;
  }

  std::optional<AccountsError> refuse_overlap(const std::string& name, const KamRow& added) const {
    const auto place = places_.find(name);
    if (place == places_.end()) return std::nullopt;
    for (const KamRow& row : people_[place->second].second) {
      if (!overlap(row.period, added.period)) continue;
      if (!columns_.from && !columns_.until)
        return at_line(added.line, fmt::format("{} already stands in line {}", shown(name), row.line),
                       "one line for each person, or columns from and until that say when each line counts");
      return at_line(added.line,
                     fmt::format("{} already stands in line {} for some of the same days", shown(name), row.line),
                     "periods of one person do not overlap; a period includes its first and its last day");
    }
    return std::nullopt;
  }

  // ---- capacity

  /// Takes `FTE` or `VZÄ` off the end.
  static bool take_fte(std::string_view& text) {
    const std::string plain = folded(text);
    for (const std::string_view unit : {"fte", "vzä", "vzae"}) {
      if (!plain.ends_with(unit) || plain.size() != text.size()) continue;
      text = trimmed(text.substr(0, text.size() - unit.size()));
      return true;
    }
    return false;
  }

  std::optional<AccountsError> read_capacity(const CsvRow& row, Fraction& capacity) {
    const std::string_view cell = cell_at(row, columns_.capacity);
    if (cell.empty()) return at_line(row.line, "capacity is missing", capacity_example);
    std::string_view text = cell;
    const bool fte = take_fte(text), percent = !fte && text.ends_with('%');
    if (percent) text = trimmed(text.substr(0, text.size() - 1));
    const bool bare = !fte && !percent;
    const bool hundredths = percent || (bare && columns_.unit == CapacityUnit::percent);
    auto read = read_scaled(text, context_.numbers, hundredths ? -2 : 0, cell);
    if (const auto* fault = std::get_if<CellFault>(&read))
      return at_line(row.line, "capacity: " + fault->message, capacity_example);
    const auto number = std::get<Decimal>(std::get<CellValue>(read).value);
    if (number.millionths < 0)
      return at_line(row.line, fmt::format("capacity: {} is below 0", shown(cell)), capacity_example);
    if (bare && columns_.unit == CapacityUnit::unknown && number.millionths > 0)
      note_bare({row.line, shown(cell), number});
    capacity = Fraction::of(number);
    return std::nullopt;
  }

  void note_bare(BareNumber number) {
    if (!least_bare_ || number.number < least_bare_->number) least_bare_ = std::move(number);
  }

  /// Nobody works 80 full-time positions: a column of such numbers is probably meant in percent. Zeros say nothing.
  std::optional<AccountsError> refuse_two_readings() const {
    if (!least_bare_ || least_bare_->number.millionths <= 2 * Decimal::one) return std::nullopt;
    const std::string& cell = least_bare_->cell;
    return at_line(
        least_bare_->line,
        fmt::format("capacity: {0} can be {0} FTE or {0} %, and so can every number of this column", cell),
        fmt::format("write {0} % or {0} FTE, or name the head \"{1} (%)\" or \"{1} (FTE)\"; hours are divided by "
                    "those of a full-time person first",
                    cell, shown(heads_[columns_.capacity])));
  }

  const KamColumns& columns_;
  const Heads& heads_;
  CellContext context_;
  engine::Attribute day_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::pair<std::string, std::vector<KamRow>>> people_;
  std::optional<BareNumber> least_bare_;
};

}  // namespace

std::variant<Kams, AccountsError> read_kams_text(std::string text, const Model& model, Locale locale, Date day) {
  const auto owner = model.owner_attribute();
  if (!owner)
    return AccountsError{"no attribute of the rule set is marked as owner, so people cannot be matched",
                         "mark the attribute that names the KAM: kam text owner"};
  auto opened = open_sheet(std::move(text), file_locale(locale, model));
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  const Sheet& sheet = std::get<Sheet>(opened);
  CsvReader reader = sheet.reader();
  auto heads = read_heads(reader);
  if (auto* error = std::get_if<AccountsError>(&heads)) return std::move(*error);
  const auto& names = std::get<Heads>(heads);
  auto columns = find_columns(names, model.attributes[*owner], model);
  if (auto* error = std::get_if<AccountsError>(&columns)) return std::move(*error);
  KamReader kams(std::get<KamColumns>(columns), names, sheet, model);
  CsvRow row;
  CsvEnd end = reader.next(row);
  for (; end == CsvEnd::row; end = reader.next(row)) {
    if (is_blank(row)) continue;
    if (auto error = kams.add(row)) return std::move(*error);
  }
  if (end != CsvEnd::end_of_text) return broken(end, row);
  return kams.take(day);
}

void note_owner(std::optional<UnknownOwner>& unknown, const std::unordered_set<std::string>& known, std::size_t line,
                const engine::Value& owner, const Model& model) {
  if (unknown) return;
  std::string name = to_text(owner, model.attributes[*model.owner_attribute()].type, model);
  if (!name.empty() && !known.contains(name)) unknown = {line, std::move(name)};
}

}  // namespace spanne::records
