// Each attribute type reads what spreadsheets write for it, and nothing that could mean something else.
#include "records/cells/values.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "grammar/text/nearest.hpp"
#include "records/cells/booleans.hpp"
#include "records/cells/days.hpp"
#include "records/cells/encoding.hpp"
#include "records/cells/names.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of values throughout

namespace {

using Read = std::variant<CellValue, CellFault>;

Read money(std::string_view text, const Attribute& attribute, const CellContext& context) {
  return read_number(text, context.style, {true, attribute.type.currency, false, 0, context.magnitude});
}

/// What a bare number of an attribute that does not say how to read it may mean.
CellFault percent_or_share(std::string_view text, const CellContext& context) {
  NumberKind in_hundredths;
  in_hundredths.shift = 2;
  const Read plain = read_number(text, context.style), share = read_number(text, context.style, in_hundredths);
  const auto words = [&](const Read& read) {
    const auto* value = std::get_if<CellValue>(&read);
    return value == nullptr ? std::string("another") : writable(std::get<Decimal>(value->value), context.style);
  };
  return CellFault{
      fmt::format("{} can be {} % or {} %; write the % sign, or declare the attribute percent in % or percent as share",
                  shown(text), words(plain), words(share))};
}

Read percent(std::string_view text, const Attribute& attribute, const CellContext& context) {
  const bool has_sign = text.find('%') != std::string_view::npos;
  NumberKind kind;
  kind.takes_percent = true;
  // A value is held as the percentage, and the sign alone says hundredths.
  kind.shift = attribute.reading == PercentReading::in_percent && !has_sign ? 0 : 2;
  Read read = read_number(text, context.style, kind);
  const auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr || has_sign || attribute.reading != PercentReading::none) return read;
  if (std::get<Decimal>(value->value).millionths == 0 && !value->rounded) return read;
  return percent_or_share(text, context);
}

/// A number without a unit.
Read plain_number(std::string_view text, const CellContext& context) {
  NumberKind kind;
  kind.magnitude = context.magnitude;
  return read_number(text, context.style, kind);
}

/// ` (in thousands, so 1500)`, for messages about a bare number that counts thousands; else empty.
std::string counted(const Read& read, const CellContext& context) {
  const auto* value = std::get_if<CellValue>(&read);
  const auto* number = value == nullptr ? nullptr : std::get_if<Decimal>(&value->value);
  if (number == nullptr || context.magnitude == 0) return {};
  const char* words = context.magnitude == 3 ? "thousands" : context.magnitude == 6 ? "millions" : "thousand millions";
  return fmt::format(" (in {}, so {})", words, to_text(*number));
}

Read whole_number(std::string_view text, const CellContext& context) {
  Read read = plain_number(text, context);
  const auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr || (std::get<Decimal>(value->value).is_whole() && !value->rounded)) return read;
  return CellFault{fmt::format("{}{} is not a whole number", shown(text), counted(read, context))};
}

Read yes_or_no(std::string_view text) {
  if (const auto value = read_boolean(text)) return CellValue{*value};
  return CellFault{fmt::format("{} is neither yes nor no; write one of {}", shown(text), boolean_words)};
}

/// The first few of many.
std::string listed(const std::vector<std::string>& values) {
  constexpr std::size_t most = 12;
  const auto end = values.begin() + static_cast<std::ptrdiff_t>(std::min(values.size(), most));
  return fmt::format("{}{}", fmt::join(values.begin(), end, ", "), values.size() > most ? ", …" : "");
}

/// The names of the values, and what files write for them.
std::vector<std::string> all_texts(const Choice& choice) {
  std::vector<std::string> texts = choice.values;
  for (const auto& forms : choice.forms) texts.insert(texts.end(), forms.begin(), forms.end());
  return texts;
}

Read choice(std::string_view text, const Attribute& attribute, const CellContext& context) {
  const auto& values = context.model.choices[attribute.type.choice].values;
  auto found = std::find(values.begin(), values.end(), text);
  if (found == values.end())
    found = std::find_if(values.begin(), values.end(),
                         [name = name_form(text)](const std::string& value) { return name_form(value) == name; });
  if (found != values.end()) return CellValue{ChoiceValue{static_cast<std::uint32_t>(found - values.begin())}};
  if (const auto value = value_by_form(text, context.model.choices[attribute.type.choice]))
    return CellValue{ChoiceValue{*value}};
  if (const auto near = grammar::nearest(text, all_texts(context.model.choices[attribute.type.choice])))
    return CellFault{fmt::format("{} is none of its values; did you mean {}?", shown(text), *near)};
  return CellFault{fmt::format("{} is none of {}", shown(text), listed(values))};
}

Read date(std::string_view text, const CellContext& context) {
  auto read = read_day(text, context.style.slash_days);
  if (auto* fault = std::get_if<CellFault>(&read)) return std::move(*fault);
  return CellValue{std::get<Date>(read)};
}

/// ######: what a spreadsheet shows, and some exports write, where a number has no place.
bool is_too_narrow(std::string_view text) {
  return text.size() > 1 && text.find_first_not_of('#') == std::string_view::npos;
}

/// What a spreadsheet shows where a formula failed, in any language: #NV, #BEZUG!, #N/A, #DIV/0!, #NAME?; Err:502.
bool is_spreadsheet_error(std::string_view text) {
  if (text.starts_with("Err:")) return true;
  if (text.front() != '#') return false;
  if (text == "#NV" || text == "#N/A" || text == "#GETTING_DATA") return true;
  const auto small = [](char c) { return c == ' ' || (c >= 'a' && c <= 'z'); };
  return text.size() > 2 && (text.back() == '!' || text.back() == '?') && std::none_of(text.begin(), text.end(), small);
}

std::string range_text(const Attribute& attribute, const Model& model) {
  const auto& [low, high, half_open] = attribute.bounds;
  const auto text = [&](const Value& value) { return to_text(value, attribute.type, model); };
  if (!high) return fmt::format("at least {}", text(*low));
  const std::string upper = fmt::format("{} {}", half_open ? "below" : "at most", text(*high));
  return low ? fmt::format("at least {} and {}", text(*low), upper) : upper;
}

Read typed(std::string_view text, const Attribute& attribute, const CellContext& context) {
  switch (attribute.type.kind) {
    case TypeKind::boolean: return yes_or_no(text);
    case TypeKind::integer: return whole_number(text, context);
    case TypeKind::percent: return percent(text, attribute, context);
    case TypeKind::money: return money(text, attribute, context);
    case TypeKind::choice: return choice(text, attribute, context);
    case TypeKind::date: return date(text, context);
    case TypeKind::text: return CellValue{name_form(text)};
    case TypeKind::decimal:
    case TypeKind::effort: break;
  }
  return plain_number(text, context);
}

/// The context of the cell that `text` is without its mark, as `plain`.
CellContext plain_context(std::string_view text, std::string_view plain, const CellContext& context) {
  CellContext result{context.model, context.style, false, context.magnitude};
  if (plain.size() == text.size()) result.style.numbers = NumberStyle::english;
  return result;
}

/// A cell of a TypedTable: numbers of the source are written in one way; what was typed as text, in the file's.
Read read_typed_cell(std::string_view text, const Attribute& attribute, const CellContext& context) {
  if (text.front() == faulty_cell) return CellFault{shown(text.substr(1))};
  const std::string_view plain = without_mark(text, attribute);
  return read_cell(plain, attribute, plain_context(text, plain, context));
}

/// What may stand in a cell of numbers in the place of a word.
std::string with_example(std::string message, const Attribute& attribute) {
  const std::string_view example = attribute.type.kind == TypeKind::percent ? "15 %" : "12";
  const bool may_be_empty = attribute.optional || attribute.fallback;
  return fmt::format("{}; write digits, such as {}{}", message, example,
                     may_be_empty ? ", or leave the cell empty" : "");
}

Read within_range(std::string_view text, const Attribute& attribute, const CellContext& context) {
  Read read = typed(text, attribute, context);
  const auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr || within_bounds(value->value, attribute)) return read;
  return CellFault{fmt::format("{}{} is out of range; it has to be {}", shown(text), counted(read, context),
                               range_text(attribute, context.model))};
}

}  // namespace

Read read_cell(std::string_view text, const Attribute& attribute, const CellContext& context) {
  if (context.typed) return read_typed_cell(text, attribute, context);
  if (is_spreadsheet_error(text))
    return CellFault{fmt::format("{} is an error of the spreadsheet, not a value", shown(text))};
  if (attribute.type.kind != TypeKind::text && is_too_narrow(text))
    return CellFault{
        fmt::format("{} is no value: the column was too narrow when the file was saved; widen it there and save again",
                    shown(text))};
  Read read = within_range(text, attribute, context);
  auto* fault = std::get_if<CellFault>(&read);
  // What a message says to write is accepted in this very cell, or not said.
  if (fault != nullptr && !fault->suggestion.empty() &&
      std::holds_alternative<CellFault>(within_range(fault->suggestion, attribute, context)))
    fault->message = fault->without_suggestion;
  if (fault != nullptr && fault->may_be_name)
    fault->message += fmt::format("; declare {} as text if names stand here", attribute.name);
  if (fault != nullptr && fault->message.ends_with(" is not a number") &&
      text.find_first_of("0123456789") == std::string_view::npos)
    fault->message = with_example(std::move(fault->message), attribute);
  return read;
}

bool is_read_as_number(const Attribute& attribute) {
  switch (attribute.type.kind) {
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::percent:
    case TypeKind::money:
    case TypeKind::effort: return true;
    case TypeKind::boolean:
    case TypeKind::choice:
    case TypeKind::date:
    case TypeKind::text: break;
  }
  return false;
}

std::string_view without_mark(std::string_view text, const Attribute& attribute) {
  if (text.starts_with(faulty_cell)) return text.substr(1);
  return is_read_as_number(attribute) && text.starts_with(typed_text) ? trimmed(text.substr(1)) : text;
}

std::optional<Decimal> read_amount(std::string_view text, const Attribute& attribute, const CellContext& context) {
  if (context.typed) {
    const std::string_view plain = without_mark(text, attribute);
    if (plain.empty() || text.front() == faulty_cell) return std::nullopt;
    return read_amount(plain, attribute, plain_context(text, plain, context));
  }
  const Read read = typed(text, attribute, context);
  const auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr || !std::holds_alternative<Decimal>(value->value)) return std::nullopt;
  return std::get<Decimal>(value->value);
}

std::optional<Decimal> read_plain_amount(std::string_view text, const CellContext& context) {
  const Read read = read_number(text, context.typed ? CellStyle(NumberStyle::english) : context.style);
  const auto* value = std::get_if<CellValue>(&read);
  return value == nullptr ? std::nullopt : std::optional(std::get<Decimal>(value->value));
}

}  // namespace spanne::records
