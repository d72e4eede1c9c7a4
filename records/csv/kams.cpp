// The people after the accounts: who they are and how much each can carry.
#include <fmt/format.h>
#include <unordered_map>

#include "grammar/text/nearest.hpp"
#include "records/cells/encoding.hpp"
#include "records/csv/accounts.hpp"
#include "records/csv/sheet.hpp"

namespace spanne::records {

using engine::Attribute;
using engine::Fraction;
using engine::Model;

namespace {

using Kams = std::vector<std::pair<std::string, Fraction>>;
using FoundColumn = std::variant<std::size_t, AccountsError>;

/// The one column with either name; `shown` is the name to be written.
FoundColumn find_column(const std::vector<std::string>& heads, const std::string& name, const std::string& wanted) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const std::string head = folded(heads[i]);
    if (head != folded(name) && head != folded(trimmed(wanted))) continue;
    if (found) return AccountsError{fmt::format("two columns are read as {}", wanted), "rename or remove one of them"};
    found = i;
  }
  if (found) return *found;
  const auto near = grammar::nearest(wanted, heads);
  return AccountsError{fmt::format("a column is missing: {}", wanted),
                       fmt::format("the file has the columns {}{}", fmt::join(heads, ", "),
                                   near ? fmt::format("; is \"{}\" meant?", *near) : "")};
}

std::string_view cell_at(const CsvRow& row, std::size_t column) {
  return column < row.cells.size() ? trimmed(row.cells[column]) : std::string_view{};
}

AccountsError at_line(const CsvRow& row, std::string_view message, std::string help) {
  return {fmt::format("line {}: {}", row.line, message), std::move(help)};
}

std::variant<Fraction, AccountsError> read_capacity(const CsvRow& row, std::size_t column, NumberStyleIn numbers) {
  const char* example = "capacity is in FTE: 1 for somebody who works full time, 0.5 for half";
  const std::string_view cell = cell_at(row, column);
  if (cell.empty()) return at_line(row, "capacity is missing", example);
  auto read = read_number(cell, numbers);
  if (const auto* fault = std::get_if<CellFault>(&read)) return at_line(row, "capacity: " + fault->message, example);
  const auto number = std::get<engine::Decimal>(std::get<CellValue>(read).value);
  if (number.millionths > 0) return Fraction::of(number);
  return at_line(row, fmt::format("capacity: {} is not above 0", shown(cell)), example);
}

/// Reads one person and refuses those who stand there twice.
class KamReader {
 public:
  KamReader(std::size_t name, std::size_t capacity, NumberStyleIn numbers, std::string head)
      : name_(name), capacity_(capacity), numbers_(numbers), head_(std::move(head)) {}

  std::optional<AccountsError> add(const CsvRow& row) {
    if (row.stray_text) return at_line(row, "text stands behind a closing quotation mark", "");
    std::string name(cell_at(row, name_));
    if (name.empty()) return at_line(row, head_ + " is missing", "every line names a person");
    const auto [place, fresh] = lines_.emplace(name, row.line);
    if (!fresh)
      return at_line(row, fmt::format("{} already stands in line {}", shown(name), place->second),
                     "one line for each person");
    auto capacity = read_capacity(row, capacity_, numbers_);
    if (auto* error = std::get_if<AccountsError>(&capacity)) return std::move(*error);
    kams_.emplace_back(std::move(name), std::get<Fraction>(capacity));
    return std::nullopt;
  }

  Kams take() { return std::move(kams_); }

 private:
  std::size_t name_, capacity_;
  NumberStyleIn numbers_;
  std::string head_;
  std::unordered_map<std::string, std::size_t> lines_;
  Kams kams_;
};

}  // namespace

std::variant<Kams, AccountsError> read_kams_text(std::string text, const Model& model, Locale locale) {
  const auto owner = model.owner_attribute();
  if (!owner)
    return AccountsError{"no attribute of the rule set is marked as owner, so people cannot be matched",
                         "mark the attribute that names the KAM: kam text owner"};
  auto opened = open_sheet(std::move(text), locale);
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  const Sheet& sheet = std::get<Sheet>(opened);
  CsvReader reader = sheet.reader();
  auto heads = read_heads(reader);
  if (auto* error = std::get_if<AccountsError>(&heads)) return std::move(*error);
  const auto& columns = std::get<std::vector<std::string>>(heads);
  const Attribute& attribute = model.attributes[*owner];
  auto name = find_column(columns, attribute.name, attribute.column.value_or(attribute.name));
  if (auto* error = std::get_if<AccountsError>(&name)) return std::move(*error);
  auto capacity = find_column(columns, "capacity", "capacity");
  if (auto* error = std::get_if<AccountsError>(&capacity)) return std::move(*error);
  KamReader kams(std::get<std::size_t>(name), std::get<std::size_t>(capacity), sheet.numbers,
                 columns[std::get<std::size_t>(name)]);
  CsvRow row;
  CsvEnd end = reader.next(row);
  for (; end == CsvEnd::row; end = reader.next(row)) {
    if (is_blank(row)) continue;
    if (auto error = kams.add(row)) return std::move(*error);
  }
  if (end != CsvEnd::end_of_text) return broken(end, row);
  return kams.take();
}

void note_owner(std::optional<UnknownOwner>& unknown, const std::unordered_set<std::string>& known, std::size_t line,
                const engine::Value& owner, const engine::Model& model) {
  if (unknown) return;
  std::string name = to_text(owner, model.attributes[*model.owner_attribute()].type, model);
  if (!name.empty() && !known.contains(name)) unknown = {line, std::move(name)};
}

}  // namespace spanne::records
