// Each attribute type reads what spreadsheets write for it, and nothing that could mean something else.
#include "records/cells/values.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

#include "grammar/text/nearest.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::records {

using namespace engine;  // NOLINT: this file speaks of values throughout

namespace {

using Read = std::variant<CellValue, CellFault>;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// A currency as it is written in three letters; empty for what is none.
std::string currency_code(std::string_view letters) {
  std::string code(letters);
  for (char& c : code)
    if (c >= 'a') c = static_cast<char>(c - 32);
  if (code == "EURO") return "EUR";
  if (code == "MIO" || code == "MRD" || code == "TSD") return {};
  return code.size() == 3 ? code : std::string();
}

struct CurrencySign {
  std::string_view sign, code;
};
constexpr std::array currency_signs{CurrencySign{"US$", "USD"}, CurrencySign{"€", "EUR"}, CurrencySign{"$", "USD"},
                                    CurrencySign{"£", "GBP"},   CurrencySign{"¥", "JPY"}, CurrencySign{"₹", "INR"}};

/// Takes a currency off either end; empty where there is none.
std::string take_currency(std::string_view& text) {
  for (const auto& [sign, code] : currency_signs) {
    const bool leads = text.starts_with(sign);
    if (!leads && !text.ends_with(sign)) continue;
    text = trimmed(leads ? text.substr(sign.size()) : text.substr(0, text.size() - sign.size()));
    return std::string(code);
  }
  const auto leading = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_letter) - text.begin());
  const auto trailing =
      static_cast<std::size_t>(std::find_if_not(text.rbegin(), text.rend(), is_letter) - text.rbegin());
  const bool leads = leading > 0;
  std::string code = currency_code(leads ? text.substr(0, leading) : text.substr(text.size() - trailing));
  const std::string_view rest = leads ? text.substr(leading) : text.substr(0, text.size() - trailing);
  // Three letters beside no number are words.
  if (code.empty() || rest.find_first_of("0123456789") == std::string_view::npos) return {};
  text = trimmed(rest);
  return code;
}

Read money(std::string_view text, const Attribute& attribute, const CellContext& context) {
  std::string_view amount = text;
  std::string currency = take_currency(amount);
  std::string signed_amount;
  if (currency.empty()) {  // -€ 12
    std::string_view unsigned_amount = text;
    const bool negative = take_sign(unsigned_amount);
    currency = take_currency(unsigned_amount);
    if (!currency.empty()) amount = signed_amount = fmt::format("{}{}", negative ? "-" : "", unsigned_amount);
  }
  if (!currency.empty() && currency != attribute.type.currency)
    return CellFault{fmt::format("{} is in {}, but {} is needed", shown(text), currency, attribute.type.currency)};
  return read_scaled(amount, context.numbers, context.magnitude, text);
}

Read percent(std::string_view text, const Attribute& attribute, const CellContext& context) {
  if (text.ends_with('%')) return read_scaled(trimmed(text.substr(0, text.size() - 1)), context.numbers, -2, text);
  if (attribute.reading == PercentReading::in_percent) return read_scaled(text, context.numbers, -2, text);
  Read share = read_number(text, context.numbers);
  const auto* value = std::get_if<CellValue>(&share);
  if (value == nullptr || attribute.reading == PercentReading::as_share) return share;
  const Decimal plain = std::get<Decimal>(value->value);
  if (plain.millionths == 0 && !value->rounded) return share;
  return CellFault{
      fmt::format("{} can be {} % or {} %; write the % sign, or declare the attribute percent in % or "
                  "percent as share",
                  shown(text), to_text(plain), (Fraction::of(plain) * 100).to_text())};
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
  Read read = read_scaled(text, context.numbers, context.magnitude, text);
  const auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr || (std::get<Decimal>(value->value).is_whole() && !value->rounded)) return read;
  return CellFault{fmt::format("{}{} is not a whole number", shown(text), counted(read, context))};
}

Read yes_or_no(std::string_view text) {
  const std::string word = folded(text);
  for (const std::string_view yes : {"yes", "ja", "true", "wahr", "1"})
    if (word == yes) return CellValue{true};
  for (const char* no : {"no", "nein", "false", "falsch", "0"})
    if (word == no) return CellValue{false};
  return CellFault{fmt::format("{} is neither yes nor no", shown(text))};
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
  const auto found = std::find(values.begin(), values.end(), text);
  if (found != values.end()) return CellValue{ChoiceValue{static_cast<std::uint32_t>(found - values.begin())}};
  if (const auto value = value_by_form(text, context.model.choices[attribute.type.choice]))
    return CellValue{ChoiceValue{*value}};
  if (const auto near = grammar::nearest(text, all_texts(context.model.choices[attribute.type.choice])))
    return CellFault{fmt::format("{} is none of its values; did you mean {}?", shown(text), *near)};
  return CellFault{fmt::format("{} is none of {}", shown(text), listed(values))};
}

Read date(std::string_view text) {
  if (const auto day = date_from_text(text)) return CellValue{*day};
  return CellFault{fmt::format("{} is no day; write days like 2026-07-01 or 01.07.2026", shown(text))};
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
    case TypeKind::date: return date(text);
    case TypeKind::text: return CellValue{std::string(text)};
    case TypeKind::decimal:
    case TypeKind::effort: break;
  }
  return read_scaled(text, context.numbers, context.magnitude, text);
}

/// The context of the cell that `text` is without its mark, as `plain`.
CellContext plain_context(std::string_view text, std::string_view plain, const CellContext& context) {
  return {context.model, plain.size() < text.size() ? context.numbers : NumberStyleIn::english, false,
          context.magnitude};
}

/// A cell of a TypedTable: numbers of the source are written in one way; what was typed as text, in the file's.
Read read_typed_cell(std::string_view text, const Attribute& attribute, const CellContext& context) {
  if (text.front() == faulty_cell) return CellFault{shown(text.substr(1))};
  const std::string_view plain = without_mark(text, attribute);
  return read_cell(plain, attribute, plain_context(text, plain, context));
}

}  // namespace

Read read_cell(std::string_view text, const Attribute& attribute, const CellContext& context) {
  if (context.typed) return read_typed_cell(text, attribute, context);
  if (is_spreadsheet_error(text))
    return CellFault{fmt::format("{} is an error of the spreadsheet, not a value", shown(text))};
  Read read = typed(text, attribute, context);
  const auto* value = std::get_if<CellValue>(&read);
  if (value == nullptr || within_bounds(value->value, attribute)) return read;
  return CellFault{fmt::format("{}{} is out of range; it has to be {}", shown(text), counted(read, context),
                               range_text(attribute, context.model))};
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
  const Read read = read_number(text, context.typed ? NumberStyleIn::english : context.numbers);
  const auto* value = std::get_if<CellValue>(&read);
  return value == nullptr ? std::nullopt : std::optional(std::get<Decimal>(value->value));
}

}  // namespace spanne::records
