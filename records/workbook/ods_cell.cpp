#include "records/workbook/ods_cell.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <optional>

#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"
#include "records/csv/csv.hpp"
#include "records/workbook/number_format.hpp"
#include "records/workbook/serial_day.hpp"
#include "records/workbook/stored_decimal.hpp"
#include "records/workbook/xlsx_cell.hpp"
#include "records/workbook/xlsx_parts.hpp"

namespace spanne::records {
namespace {

using Kind = SourceCell::Kind;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// A number that is shown with zeros before it ("01234" for 1234) is a text: the zeros are part of it.
bool shows_zeros(std::string_view shown, std::string_view decimal) {
  if (shown.size() < 2 || shown.front() != '0' || !std::all_of(shown.begin(), shown.end(), is_digit)) return false;
  const std::size_t zeros = std::min(shown.find_first_not_of('0'), shown.size() - 1);
  return shown.substr(zeros) == decimal;
}

/// LibreOffice stores what comes from another program as TRUE() as the number 1, and shows a word for it.
bool shows_truth(std::string_view shown, std::string_view decimal) {
  const auto letter = [](char sign) { return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z'); };
  return (decimal == "1" || decimal == "0") && !shown.empty() && std::all_of(shown.begin(), shown.end(), letter);
}

/// The text a number is shown with: all but its digits and what parts them.
std::string shown_literal(std::string_view shown) {
  const std::size_t first = shown.find_first_of("0123456789"), last = shown.find_last_of("0123456789");
  if (first == std::string_view::npos) return "";
  std::string_view before = trimmed(shown.substr(0, first));
  while (!before.empty() && (before.back() == '-' || before.back() == '+'))
    before = trimmed(before.substr(0, before.size() - 1));
  const std::string_view after = trimmed(shown.substr(last + 1));
  return std::string(before.empty() ? after : before);
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

/// A number by what is shown with it. Its format may divide by a thousand, which the file says elsewhere: where the
/// digits do not tell that it does not, it is no value.
SourceCell float_cell(std::string decimal, std::string_view shown) {
  if (shows_zeros(shown, decimal)) return {Kind::text, std::string(shown), ""};
  if (shows_truth(shown, decimal)) return {Kind::boolean, decimal == "1" ? "yes" : "no", ""};
  const std::string literal = shown_literal(shown);
  const std::string unit = unit_of_literal(literal, false);
  if (literal == "%") return {Kind::number, std::move(decimal), "%"};
  if (unit.empty() || unit == unit_of_literal(literal, true) || digits_of(shown) == digits_of(decimal))
    return {Kind::number, std::move(decimal), unit};
  return {Kind::error,
          fmt::format("{}, shown as \"{}\", which leaves open what it counts: show the number without {}", decimal,
                      shown, literal),
          ""};
}

SourceCell ods_number(const OdsCell& cell, const CellPlace& place, SheetNotes& notes) {
  const bool percent = cell.type == "percentage";
  auto decimal = stored_decimal(trimmed(cell.value), percent ? 2 : 0);
  if (!decimal) return {Kind::error, fmt::format("{}, which is no number", shown(cell.value)), ""};
  if (decimal->shortened) notes.shortened_number(place);
  if (percent) return {Kind::number, std::move(decimal->text), "%"};
  if (cell.type == "float") return float_cell(std::move(decimal->text), trimmed(cell.shown));
  const std::string unit = unit_of_literal(cell.currency, false);
  return {Kind::number, std::move(decimal->text), unit.empty() ? cell.currency : unit};
}

/// A number before `letter`, taken off the front.
std::optional<std::int64_t> take_figure(std::string_view& text, char letter) {
  std::int64_t figure = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), figure);
  const auto size = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || figure < 0 || size == 0 || size > 9 || size >= text.size()) return std::nullopt;
  if (text[size] == '.' || text[size] == ',') {  // decimals of a second
    const std::size_t last = std::min(text.find_first_not_of("0123456789", size + 1), text.size());
    if (last == text.size() || text[last] != letter) return std::nullopt;
    text.remove_prefix(last + 1);
    return figure;
  }
  if (text[size] != letter) return std::nullopt;
  text.remove_prefix(size + 1);
  return figure;
}

/// "PT14H05M00S" as "14:05:00".
SourceCell duration_cell(const OdsCell& cell) {
  std::string_view rest = trimmed(cell.value);
  const SourceCell wrong{Kind::error, fmt::format("{}, which is no time", shown(cell.value)), ""};
  if (!rest.starts_with("PT")) return wrong;
  rest.remove_prefix(2);
  const auto hours = take_figure(rest, 'H'), minutes = take_figure(rest, 'M'), seconds = take_figure(rest, 'S');
  if (!rest.empty() || (!hours && !minutes && !seconds)) return wrong;
  const std::int64_t all = hours.value_or(0) * 3600 + minutes.value_or(0) * 60 + seconds.value_or(0);
  return {Kind::text, fmt::format("{:02}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60), ""};
}

SourceCell truth_cell(const OdsCell& cell) {
  if (cell.value == "true") return {Kind::boolean, "yes", ""};
  if (cell.value == "false") return {Kind::boolean, "no", ""};
  return {Kind::error, fmt::format("{}, which is neither true nor false", shown(cell.value)), ""};
}

}  // namespace

void OdsCell::read(const XmlAttributes& attributes) {
  const auto text = [&](std::string_view name) {
    return std::string(attributes.find(XmlSpace::office, name).value_or(""));
  };
  type = text("value-type");
  currency = text("currency");
  formula = attributes.find(XmlSpace::table, "formula").has_value();
  error = attributes.find(XmlSpace::calc_extension, "value-type") == "error";
  has_text_value = attributes.find(XmlSpace::office, "string-value").has_value();
  const bool own = type == "date" || type == "time" || type == "boolean" || type == "string";
  value = own ? text(type + "-value") : "";
  if (value.empty() && type != "string") value = text("value");  // where pandas writes booleans
  shown.clear();
}

SourceCell ods_source_cell(const OdsCell& cell, const CellPlace& place, SheetNotes& notes) {
  if (cell.error) return {Kind::error, cell.shown.empty() ? "an error" : cell.shown, ""};
  if (cell.type.empty() && cell.formula) {
    notes.formula_without_result(place);
    return {Kind::error, std::string(formula_without_result), ""};
  }
  if (cell.type.empty()) return filled_text(cell.shown);
  if (cell.type == "string") return filled_text(cell.has_text_value ? cell.value : cell.shown);
  if (cell.type == "date") return iso_date_cell(trimmed(cell.value));
  if (cell.type == "time") return duration_cell(cell);
  if (cell.type == "boolean") return truth_cell(cell);
  if (cell.type == "float" || cell.type == "percentage" || cell.type == "currency")
    return ods_number(cell, place, notes);
  return {Kind::error, fmt::format("a value of the unknown type {}", shown(cell.type)), ""};
}

void OdsParagraphs::clear() {
  text_.clear();
  inside_ = false;
  first_ = true;
  left_out_ = 0;
}

void OdsParagraphs::put(char letter, std::size_t count) {
  if (count > longest_cell || text_.size() > longest_cell) count = 1;
  text_.append(count, letter);
  after_blank_ = false;
}

void OdsParagraphs::start(const XmlName& name, const XmlAttributes& attributes, std::size_t depth) {
  if (left_out_ > 0) return;
  if (depth == 1) {
    inside_ = name.is(XmlSpace::text, "p") || name.is(XmlSpace::text, "h");
    if (!inside_) return;
    if (!first_) put('\n', 1);
    first_ = false;
    after_blank_ = true;
    return;
  }
  if (!inside_) return;
  const bool of_text = name.space == XmlSpace::text;
  if (name.is(XmlSpace::text, "s")) put(' ', read_count(attributes.find(XmlSpace::text, "c")).value_or(1));
  if (name.is(XmlSpace::text, "tab")) put('\t', 1);
  if (name.is(XmlSpace::text, "line-break")) put('\n', 1);
  if (!of_text || name.local == "note" || name.local == "ruby-text") left_out_ = depth;
}

void OdsParagraphs::end(std::size_t depth) {
  if (left_out_ == depth) left_out_ = 0;
  if (depth == 1) inside_ = false;
}

/// Blanks, tabs and line ends count as one blank; further ones are written as elements.
void OdsParagraphs::text(std::string_view piece) {
  if (!inside_ || left_out_ > 0 || too_long()) return;
  for (const char letter : piece) {
    const bool blank = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
    if (!blank || !after_blank_) text_ += blank ? ' ' : letter;
    after_blank_ = blank;
  }
}

bool OdsParagraphs::too_long() const { return text_.size() > longest_cell; }

}  // namespace spanne::records
