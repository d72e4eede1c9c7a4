// The people after the accounts: who they are and how much each can carry on the day of evaluation.
#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "records/cells/encoding.hpp"
#include "records/cells/names.hpp"
#include "records/cells/values.hpp"
#include "records/csv/accounts.hpp"
#include "records/csv/fte_column.hpp"
#include "records/csv/kam_columns.hpp"
#include "records/csv/sheet.hpp"
#include "records/csv/style_decision.hpp"
#include "records/tables/opened_table.hpp"
#include "records/tables/table_options.hpp"
#include "records/tables/total_words.hpp"

namespace spanne::records {

using engine::Date;
using engine::Decimal;
using engine::Fraction;
using engine::Model;
using engine::Period;

namespace {

using Heads = std::vector<std::string>;

std::string_view cell_at(const CsvRow& row, std::size_t column) {
  return column < row.cells.size() ? trimmed(row.cells[column]) : std::string_view{};
}

AccountsError at_line(std::size_t line, std::string_view message, std::string help) {
  return {fmt::format("line {}: {}", line, message), std::move(help)};
}

constexpr const char* capacity_example =
    "capacity is in FTE: 1 for somebody who works full time, 0.5 or 50 % for half, 0 for somebody on leave";
constexpr const char* actual_example =
    "actual is what was worked, in FTE: 1.1 or 110 %; an empty cell where nobody knows";

/// A row of the file, read.
struct KamRow {
  std::size_t line = 0;
  Period period;
  Fraction capacity;
  std::optional<Fraction> actual;
  std::vector<engine::Value> values;  // of further attributes
};

/// Reads the rows, and refuses what leaves two readings.
class KamReader {
 public:
  KamReader(const KamColumns& columns, const std::vector<engine::Attribute>& further, const Heads& heads,
            const CellStyle& style, const Model& model, bool typed)
      : columns_(columns),
        further_(further),
        heads_(heads),
        context_{model, style, typed},
        typed_(typed),
        capacity_("capacity", capacity_example, columns.capacity, context_) {
    day_.name = "day";
    day_.type = engine::Type{engine::TypeKind::date};
    if (columns.actual) actual_.emplace("actual", actual_example, *columns.actual, context_);
  }

  std::optional<AccountsError> add(const CsvRow& row) {
    const std::size_t line = typed_ ? line_from_text(row.cells.front()) : row.line;
    if (row.stray_text) return at_line(line, "text stands behind a closing quotation mark", "");
    const std::string name = name_form(cell_at(row, columns_.name));
    if (is_total(row, name, line)) {
      totals_.push_back(line);
      return std::nullopt;
    }
    if (name.empty()) return at_line(line, heads_[columns_.name] + " is missing", "every line names a person");
    if (context_.style.missing->has_word(name))
      return at_line(line, fmt::format("{} is missing: {} stands for nothing", heads_[columns_.name], shown(name)),
                     "every line names a person; if it is a name, say by --missing which words stand for nothing");
    KamRow read{line, {}, {}, {}, {}};
    if (auto error = read_period(row, line, read.period)) return error;
    if (auto error = refuse_overlap(name, read)) return error;
    if (auto error = read_capacity(row, line, read.capacity)) return error;
    if (auto error = read_actual(row, line, read.actual)) return error;
    if (auto error = read_further(row, line, read.values)) return error;
    const auto [place, fresh] = places_.emplace(name, people_.size());
    if (fresh) people_.push_back({name, {}});
    ++rows_;
    sum_ = sum_ + read.capacity;
    people_[place->second].second.push_back(std::move(read));
    return std::nullopt;
  }

  /// Everybody in the file, with what they can carry on a day: 0 where no row of theirs says anything of it.
  std::variant<std::vector<KamRecord>, AccountsError> take(Date day) const {
    if (auto error = refuse_two_readings()) return std::move(*error);
    if (people_.empty())
      return AccountsError{"the file has heads, but nobody stands below them", "a line for each person"};
    std::vector<KamRecord> people;
    for (const auto& [name, rows] : people_) {
      KamRecord& record = people.emplace_back();
      record.person.name = name;
      record.values.resize(further_.size());
      for (const KamRow& row : rows) {
        if (!row.period.contains(day)) continue;
        record.person.capacity = row.capacity;
        record.person.actual = row.actual;
        record.values = row.values;
      }
    }
    return people;
  }
  /// Whether some number had two readings.
  bool needed_style() const {
    return further_needed_style_ || capacity_.needed_style() || (actual_ && actual_->needed_style());
  }
  /// Lines of totals, which are nobody.
  const std::vector<std::size_t>& totals() const { return totals_; }

 private:
  std::optional<AccountsError> read_day(const CsvRow& row, std::size_t line, std::optional<std::size_t> column,
                                        std::optional<Date>& day) const {
    const std::string_view cell = column ? cell_at(row, *column) : std::string_view{};
    if (cell.empty() || context_.style.missing->has_word(cell)) return std::nullopt;
    auto read = read_cell(cell, day_, context_);
    if (const auto* fault = std::get_if<CellFault>(&read))
      return at_line(line, fmt::format("{}: {}", shown(heads_[*column]), fault->message),
                     "an empty cell leaves the period open");
    day = std::get<Date>(std::get<CellValue>(read).value);
    return std::nullopt;
  }

  /// A row that is called a total, or by nothing, and has the sum of the capacities above, two at least.
  bool is_total(const CsvRow& row, const std::string& name, std::size_t line) {
    if (rows_ < 2 || (!name.empty() && !names_total(name))) return false;
    Fraction capacity;
    return !read_capacity(row, line, capacity) && capacity == sum_;
  }

  std::optional<AccountsError> read_period(const CsvRow& row, std::size_t line, Period& period) const {
    if (auto error = read_day(row, line, columns_.from, period.from)) return error;
    if (auto error = read_day(row, line, columns_.until, period.until)) return error;
    if (!period.from || !period.until || *period.from <= *period.until) return std::nullopt;
    return at_line(
        line,
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

  std::optional<AccountsError> read_further(const CsvRow& row, std::size_t line, std::vector<engine::Value>& values) {
    for (std::size_t i = 0; i < further_.size(); ++i) {
      const std::string_view cell = cell_at(row, columns_.further[i]);
      const std::string head = shown(heads_[columns_.further[i]]);
      if (cell.empty() || context_.style.missing->has_word(cell))
        return at_line(line, head + " is missing", "every line says it, since who may look after what depends on it");
      auto read = read_cell(cell, further_[i], context_);
      if (const auto* fault = std::get_if<CellFault>(&read))
        return at_line(line, fmt::format("{}: {}", head, fault->message), "");
      further_needed_style_ = further_needed_style_ || std::get<CellValue>(read).ambiguous;
      values.push_back(std::move(std::get<CellValue>(read).value));
    }
    return std::nullopt;
  }

  std::optional<AccountsError> read_capacity(const CsvRow& row, std::size_t line, Fraction& capacity) {
    const std::string_view cell = cell_at(row, capacity_.index());
    auto read = capacity_.read(cell, line);
    if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
    const auto& number = std::get<std::optional<Fraction>>(read);
    if (!number) return capacity_.missing(cell, line);
    capacity = *number;
    return std::nullopt;
  }

  std::optional<AccountsError> read_actual(const CsvRow& row, std::size_t line, std::optional<Fraction>& actual) {
    if (!actual_) return std::nullopt;
    auto read = actual_->read(cell_at(row, actual_->index()), line);
    if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
    actual = std::get<std::optional<Fraction>>(read);
    return std::nullopt;
  }

  std::optional<AccountsError> refuse_two_readings() const {
    if (auto error = capacity_.refuse_two_readings(heads_[capacity_.index()])) return error;
    return actual_ ? actual_->refuse_two_readings(heads_[actual_->index()]) : std::nullopt;
  }

  const KamColumns& columns_;
  const std::vector<engine::Attribute>& further_;
  const Heads& heads_;
  CellContext context_;
  const bool typed_;
  engine::Attribute day_;
  FteColumn capacity_;
  std::optional<FteColumn> actual_;
  bool further_needed_style_ = false;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::pair<std::string, std::vector<KamRow>>> people_;
  std::size_t rows_ = 0;
  Fraction sum_;  // of all capacities so far
  std::vector<std::size_t> totals_;
};

/// The columns of numbers.
std::vector<std::size_t> number_columns(const KamColumns& columns, const std::vector<engine::Attribute>& further) {
  std::vector<std::size_t> numbers{columns.capacity.index};
  if (columns.actual) numbers.push_back(columns.actual->index);
  for (std::size_t i = 0; i < further.size(); ++i)
    if (is_read_as_number(further[i])) numbers.push_back(columns.further[i]);
  return numbers;
}

/// What only the lines of `balance` in a file of scenarios may read; empty where every column is read.
std::string unused_note(const KamColumns& columns, const Heads& heads) {
  std::vector<std::string> unused;
  for (const std::size_t column : columns.unused) unused.push_back(shown(heads[column]));
  return unused.empty() ? std::string() : fmt::format("only balance can ask for: {}", fmt::join(unused, ", "));
}

TableReader kam_reader(const engine::Attribute& owner, const Model& model,
                       const std::vector<engine::Attribute>& further) {
  TableReader reader{kam_heads(owner, model), {}};
  reader.number_columns = [&owner, &model, &further](const Heads& heads) {
    std::vector<bool> numbers(heads.size(), false);
    const auto columns = find_kam_columns(heads, owner, model, further);
    if (const auto* found = std::get_if<KamColumns>(&columns))
      for (const std::size_t column : number_columns(*found, further)) numbers[column] = true;
    return numbers;
  };
  return reader;
}

}  // namespace

std::variant<std::vector<KamRecord>, AccountsError> read_kam_records_text(std::string text, const Model& model,
                                                                          const TableOptions& options, Date day,
                                                                          const std::vector<engine::Attribute>& further,
                                                                          std::vector<std::string>* notes) {
  const auto owner = model.owner_attribute();
  if (!owner)
    return AccountsError{"no attribute of the rule set is marked as owner, so people cannot be matched",
                         "mark the attribute that names the KAM: kam text owner"};
  auto opened = open_table_in_memory(std::move(text), kam_reader(model.attributes[*owner], model, further), "");
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  const OpenedTable& people = std::get<OpenedTable>(opened);
  auto columns = find_kam_columns(people.heads, model.attributes[*owner], model, further);
  if (auto* error = std::get_if<AccountsError>(&columns)) return std::move(*error);
  StyleDecision style(model, options);
  if (style.needs_evidence())
    style.decide(people.typed ? people.evidence
                              : evidence_in(people.body(), number_columns(std::get<KamColumns>(columns), further)),
                 true);
  KamReader kams(std::get<KamColumns>(columns), further, people.heads, style.cells(), model, people.typed);
  CsvReader reader = people.body();
  CsvRow row;
  CsvEnd end = reader.next(row);
  for (; end == CsvEnd::row; end = reader.next(row)) {
    if (is_blank(row)) continue;
    if (auto error = kams.add(row)) return std::move(*error);
  }
  if (end != CsvEnd::end_of_text) return broken(end, row);
  if (notes != nullptr) {
    *notes = people.notes;
    if (!kams.totals().empty())
      notes->push_back(fmt::format("{} {} a total and was left out", lines_text(kams.totals()),
                                   kams.totals().size() == 1 ? "is" : "are each"));
    if (std::string note = style.numbers_note(kams.needed_style()); !note.empty()) notes->push_back(std::move(note));
    if (std::string note = unused_note(std::get<KamColumns>(columns), people.heads); !note.empty())
      notes->push_back(std::move(note));
    for (std::string& note : *notes) note = "the people's file: " + note;
  }
  return kams.take(day);
}

std::variant<Kams, AccountsError> read_kams_text(std::string text, const Model& model, const TableOptions& options,
                                                 Date day, std::vector<std::string>* notes) {
  auto read = read_kam_records_text(std::move(text), model, options, day, {}, notes);
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  Kams kams;
  for (KamRecord& record : std::get<std::vector<KamRecord>>(read)) kams.push_back(std::move(record.person));
  return kams;
}

void note_owner(std::optional<UnknownOwner>& unknown, const std::unordered_set<std::string>& known, std::size_t line,
                const engine::Value& owner, const Model& model) {
  if (unknown) return;
  std::string name = to_text(owner, model.attributes[*model.owner_attribute()].type, model);
  if (!name.empty() && !known.contains(name)) unknown = {line, std::move(name)};
}

}  // namespace spanne::records
