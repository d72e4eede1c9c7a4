// An accounts file: its heads find their attributes, its rows become accounts or reasons.
#include "records/accounts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "grammar/nearest.hpp"
#include "records/encoding.hpp"
#include "records/sheet.hpp"
#include "records/values.hpp"

namespace spanne::records {

using engine::Attribute;
using engine::AttributeId;
using engine::Model;

namespace {

/// Which column each attribute is read from, and how reasons call the attribute.
struct Layout {
  std::vector<std::string> heads;
  std::vector<std::optional<std::size_t>> columns;  // one per attribute
  std::vector<std::string> labels;                  // one per attribute
};

bool is_head_of(const std::string& folded_head, const Attribute& attribute) {
  if (folded_head == folded(attribute.name)) return true;
  return attribute.column && folded_head == folded(trimmed(*attribute.column));
}

/// `sites`, or `sites (column "Standorte")` where its column goes by another name.
std::string label(const Attribute& attribute, const std::string& head) {
  if (head.empty() || folded(head) == folded(attribute.name)) return attribute.name;
  return fmt::format("{} (column \"{}\")", attribute.name, head);
}

/// Finds the columns of an attribute; an error where there are two.
std::optional<AccountsError> find_column(const Attribute& attribute, const std::vector<std::string>& folded_heads,
                                         Layout& layout) {
  auto& found = layout.columns.emplace_back();
  for (std::size_t column = 0; column < folded_heads.size(); ++column) {
    if (!is_head_of(folded_heads[column], attribute)) continue;
    if (found)
      return AccountsError{fmt::format("columns {} and {} are both read as {}: \"{}\" and \"{}\"", *found + 1,
                                       column + 1, attribute.name, layout.heads[*found], layout.heads[column]),
                           "rename or remove one of them"};
    found = column;
  }
  layout.labels.push_back(label(attribute, found ? layout.heads[*found] : attribute.column.value_or("")));
  return std::nullopt;
}

/// Names what is missing, what the file has, and what may have been meant.
AccountsError missing_columns(const std::vector<const Attribute*>& missing, const AccountsHeader& header) {
  std::vector<std::string> names;
  std::string guesses;
  for (const Attribute* attribute : missing) {
    names.push_back(label(*attribute, attribute->column.value_or("")));
    auto near = grammar::nearest(attribute->name, header.unknown_columns);
    if (!near && attribute->column) near = grammar::nearest(*attribute->column, header.unknown_columns);
    if (near) guesses += fmt::format("; is \"{}\" meant for {}?", *near, attribute->name);
  }
  return {fmt::format("{} missing: {}", missing.size() == 1 ? "a column is" : "columns are", fmt::join(names, ", ")),
          fmt::format("the file has the columns {}{}", fmt::join(header.heads, ", "), guesses)};
}

std::optional<AccountsError> lay_out(const Model& model, Layout& layout, AccountsHeader& header) {
  header.heads = layout.heads;
  std::vector<std::string> folded_heads;
  for (const auto& head : layout.heads) folded_heads.push_back(folded(head));
  std::vector<const Attribute*> missing;
  std::vector<bool> used(layout.heads.size(), false);
  for (const Attribute& attribute : model.attributes) {
    if (auto error = find_column(attribute, folded_heads, layout)) return error;
    const auto column = layout.columns.back();
    if (column) {
      used[*column] = true;
    } else if (!attribute.optional && !attribute.fallback) {
      missing.push_back(&attribute);
    }
  }
  for (std::size_t column = 0; column < used.size(); ++column)
    if (!used[column] && !layout.heads[column].empty()) header.unknown_columns.push_back(layout.heads[column]);
  if (missing.empty()) return std::nullopt;
  return missing_columns(missing, header);
}

/// Reads rows one after the other and remembers the keys it has seen.
class RowReader {
 public:
  /// `rows`: about how many there will be.
  RowReader(const Model& model, const Layout& layout, NumberStyleIn numbers, std::size_t rows)
      : model_(model), layout_(layout), context_{model, numbers}, keys_(model.key_attributes()) {
    if (!keys_.empty()) lines_.reserve(rows);
    std::vector<std::string> names;
    for (const AttributeId id : keys_) names.push_back(layout.labels[id]);
    key_label_ = fmt::format("{}", fmt::join(names, ", "));
  }

  AccountRow read(CsvRow&& csv) {
    AccountRow row;
    row.line = csv.line;
    row.cells = std::move(csv.cells);
    row.account.values.resize(model_.attributes.size());
    if (csv.stray_text)
      row.reasons.emplace_back(
          "text stands behind a closing quotation mark; quotation marks inside quotes are doubled");
    refuse_extra_cells(row);
    row.cells.resize(layout_.heads.size());
    for (AttributeId id = 0; id < model_.attributes.size(); ++id) read_value(row, id);
    refuse_repeated_key(row);
    return row;
  }

  std::size_t rounded_numbers() const { return rounded_; }

 private:
  void refuse_extra_cells(AccountRow& row) const {
    for (std::size_t i = layout_.heads.size(); i < row.cells.size(); ++i) {
      if (trimmed(row.cells[i]).empty()) continue;
      row.reasons.push_back(fmt::format("the row has {} cells, but there are only {} heads; \"{}\" is too many",
                                        row.cells.size(), layout_.heads.size(), shown(trimmed(row.cells[i]))));
      return;
    }
  }

  void read_value(AccountRow& row, AttributeId id) {
    const Attribute& attribute = model_.attributes[id];
    const auto column = layout_.columns[id];
    const std::string_view cell = column ? trimmed(row.cells[*column]) : std::string_view{};
    if (cell.empty()) {
      if (attribute.fallback) {
        row.account.values[id] = *attribute.fallback;
      } else if (!attribute.optional) {
        row.reasons.push_back(fmt::format("{} is missing", layout_.labels[id]));
      }
      return;
    }
    auto read = read_cell(cell, attribute, context_);
    if (const auto* fault = std::get_if<CellFault>(&read)) {
      row.reasons.push_back(fmt::format("{}: {}", layout_.labels[id], fault->message));
      row.unreadable.emplace_back(id, cell);
      return;
    }
    auto& value = std::get<CellValue>(read);
    if (value.rounded) ++rounded_;
    row.account.values[id] = std::move(value.value);
  }

  /// Rows whose key could not be read take no part; others do, whether they are good or not.
  void refuse_repeated_key(AccountRow& row) {
    if (keys_.empty()) return;
    std::string key;
    for (const AttributeId id : keys_) {
      const auto& value = row.account.values[id];
      if (is_missing(value)) return;
      const std::string part = to_text(value, model_.attributes[id].type, model_);
      // The length before every part but the last keeps "a" + "bc" apart from "ab" + "c".
      if (id != keys_.back()) key += std::to_string(part.size()) + ':';
      key += part;
    }
    const auto [place, fresh] = lines_.emplace(std::move(key), row.line);
    if (!fresh)
      row.reasons.push_back(
          fmt::format("{}: the key of line {} already stands in line {}", key_label_, row.line, place->second));
  }

  const Model& model_;
  const Layout& layout_;
  CellContext context_;
  std::vector<AttributeId> keys_;
  std::string key_label_;
  std::unordered_map<std::string, std::size_t> lines_;
  std::size_t rounded_ = 0;
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
  constexpr std::size_t most_room = 1'000'000;  // line breaks may all stand in one open quote
  const auto lines = static_cast<std::size_t>(std::count(sheet.text.begin(), sheet.text.end(), '\n'));
  RowReader rows(model, layout, sheet.numbers, std::min(lines, most_room));
  CsvRow csv;
  CsvEnd end = reader.next(csv);
  for (; end == CsvEnd::row; end = reader.next(csv)) {
    if (is_blank(csv)) continue;
    AccountRow row = rows.read(std::move(csv));
    ++summary.rows;
    if (!row.reasons.empty()) ++summary.rejected;
    on_row(std::move(row));
  }
  if (end != CsvEnd::end_of_text) return broken(end, csv);
  summary.rounded_numbers = rows.rounded_numbers();
  return summary;
}

std::variant<AccountsSummary, AccountsError, FileError> read_accounts(
    const std::string& path, const Model& model, Locale locale,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row) {
  auto bytes = read_file(path, largest_file);
  if (auto* error = std::get_if<FileError>(&bytes)) return std::move(*error);
  auto result = read_accounts_text(std::move(std::get<std::string>(bytes)), model, locale, on_header, on_row);
  if (auto* error = std::get_if<AccountsError>(&result)) return std::move(*error);
  return std::get<AccountsSummary>(result);
}

}  // namespace spanne::records
