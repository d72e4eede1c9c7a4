#include "records/csv/heads.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"

namespace spanne::records {

using engine::Attribute;
using engine::TypeKind;

namespace {

struct CurrencyName {
  std::string_view written, code;  // as folded() leaves it
};
constexpr std::array currency_names{
    CurrencyName{"us$", "USD"},   CurrencyName{"€", "EUR"},    CurrencyName{"$", "USD"},
    CurrencyName{"£", "GBP"},     CurrencyName{"¥", "JPY"},    CurrencyName{"₹", "INR"},
    CurrencyName{"euros", "EUR"}, CurrencyName{"euro", "EUR"}, CurrencyName{"fr.", "CHF"},
    CurrencyName{"sfr.", "CHF"},  CurrencyName{"sfr", "CHF"},  CurrencyName{"dollars", "USD"},
    CurrencyName{"dollar", "USD"}};

// Three letters are a currency only if they are one: `(net)` and `(YTD)` say something else.
constexpr std::array<std::string_view, 32> currency_codes{
    "eur", "usd", "gbp", "chf", "jpy", "cny", "inr", "sek", "nok", "dkk", "pln", "czk", "huf", "ron", "bgn", "try",
    "rub", "uah", "aud", "cad", "nzd", "brl", "mxn", "zar", "sgd", "hkd", "krw", "thb", "aed", "sar", "ils", "cnh"};

struct MagnitudeName {
  std::string_view written;
  std::uint8_t magnitude;
};
constexpr std::array magnitude_names{
    MagnitudeName{"k", 3},          MagnitudeName{"tsd", 3},       MagnitudeName{"tausend", 3},
    MagnitudeName{"thousand", 3},   MagnitudeName{"thousands", 3}, MagnitudeName{"'000", 3},
    MagnitudeName{"’000", 3},       MagnitudeName{"000", 3},       MagnitudeName{"000s", 3},
    MagnitudeName{"mio", 6},        MagnitudeName{"mill", 6},      MagnitudeName{"million", 6},
    MagnitudeName{"millions", 6},   MagnitudeName{"millionen", 6}, MagnitudeName{"mrd", 9},
    MagnitudeName{"mia", 9},        MagnitudeName{"bn", 9},        MagnitudeName{"milliarde", 9},
    MagnitudeName{"milliarden", 9}, MagnitudeName{"billion", 9},   MagnitudeName{"billions", 9}};
// Beside a currency, or for money.
constexpr std::array money_magnitudes{MagnitudeName{"t", 3},  MagnitudeName{"th", 3}, MagnitudeName{"m", 6},
                                      MagnitudeName{"mn", 6}, MagnitudeName{"mm", 6}, MagnitudeName{"b", 9}};

/// 1000, 1.000, 1,000, 1'000, 1 000 and the same of a million.
std::optional<std::uint8_t> power_of_thousand(std::string_view text) {
  if (!text.starts_with('1')) return std::nullopt;
  std::size_t zeros = 0;
  for (const char c : text.substr(1)) {
    if (c == '0')
      ++zeros;
    else if (std::string_view(".,' ").find(c) == std::string_view::npos)
      return std::nullopt;
  }
  const bool known = zeros == 3 || zeros == 6 || zeros == 9;
  return known ? std::optional(static_cast<std::uint8_t>(zeros)) : std::nullopt;
}

template <class Names>
std::optional<std::uint8_t> magnitude_in(std::string_view word, const Names& names) {
  for (const auto& [written, magnitude] : names)
    if (word == written) return magnitude;
  return std::nullopt;
}

std::optional<std::uint8_t> magnitude_of(std::string_view word, bool of_money) {
  if (word.size() > 1 && word.ends_with('.')) word.remove_suffix(1);
  if (const auto magnitude = magnitude_in(word, magnitude_names)) return magnitude;
  if (!of_money) return std::nullopt;
  if (const auto power = power_of_thousand(word)) return power;
  return magnitude_in(word, money_magnitudes);
}

/// Takes a currency off either end of `text`.
std::optional<std::string> take_currency_name(std::string_view& text, std::string_view written, std::string_view code) {
  const bool ends = text.ends_with(written);
  if (!ends && !text.starts_with(written)) return std::nullopt;
  text = trimmed(ends ? text.substr(0, text.size() - written.size()) : text.substr(written.size()));
  std::string result(code);
  for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return result;
}

/// A currency with or without a magnitude beside it.
std::optional<HeadBracket> with_currency(std::string_view text, std::string_view written, std::string_view code) {
  HeadBracket bracket;
  auto currency = take_currency_name(text, written, code);
  if (!currency) return std::nullopt;
  bracket.currency = std::move(*currency);
  if (text.empty()) return bracket;
  const auto magnitude = magnitude_of(text, true);
  if (!magnitude) return std::nullopt;
  bracket.magnitude = *magnitude;
  return bracket;
}

/// What the words in a bracket say; `text` is folded and trimmed.
std::optional<HeadBracket> meaning_of(std::string_view text, bool money) {
  const bool in = text.starts_with("in ");
  if (in) text = trimmed(text.substr(3));
  for (const auto& [written, code] : currency_names)
    if (auto found = with_currency(text, written, code)) return found;
  for (const std::string_view code : currency_codes)
    if (auto found = with_currency(text, code, code)) return found;
  const auto magnitude = in && !money ? (power_of_thousand(text) ? power_of_thousand(text) : magnitude_of(text, false))
                                      : magnitude_of(text, money);
  if (!magnitude) return std::nullopt;
  HeadBracket bracket;
  bracket.magnitude = *magnitude;
  return bracket;
}

bool has_magnitudes(const engine::Type& type) {
  return type.kind == TypeKind::integer || type.kind == TypeKind::decimal || type.kind == TypeKind::money;
}

std::string_view counted(std::uint8_t magnitude) {
  return magnitude == 3 ? "thousands" : magnitude == 6 ? "millions" : "thousand millions";
}

/// The power of ten of a bare number, or why the head and the declaration contradict each other.
std::variant<AttributeColumn, AccountsError> read_below(std::string_view head, std::size_t column,
                                                        const Attribute& attribute) {
  AttributeColumn found{column, attribute.magnitude.value_or(0), {}};
  const auto bracket = bracket_of(head, attribute.type);
  if (!bracket) return found;
  const bool money = attribute.type.kind == TypeKind::money;
  if (money && !bracket->currency.empty() && bracket->currency != attribute.type.currency)
    return AccountsError{fmt::format("the head \"{}\" is in {}, but {} is in {}", shown(head), bracket->currency,
                                     attribute.name, attribute.type.currency),
                         fmt::format("convert the column to {}, or declare {} as money {}", attribute.type.currency,
                                     attribute.name, bracket->currency)};
  if (bracket->magnitude == 0) return found;
  if (attribute.magnitude && *attribute.magnitude != bracket->magnitude)
    return AccountsError{fmt::format("the head \"{}\" counts {}, but {} is declared {}, which counts {}", shown(head),
                                     counted(bracket->magnitude), attribute.name, magnitude_words(attribute),
                                     counted(*attribute.magnitude)),
                         fmt::format("change the head, or leave out {} in the declaration of {}",
                                     magnitude_words(attribute), attribute.name)};
  found.magnitude = bracket->magnitude;
  found.note = fmt::format("numbers below \"{}\" count {}: 1 is 1{}{}{}", shown(head), counted(found.magnitude),
                           std::string(found.magnitude, '0'), money ? " " : "", attribute.type.currency);
  return found;
}

}  // namespace

std::optional<HeadBracket> bracket_of(std::string_view head, const engine::Type& type) {
  if (!has_magnitudes(type) || head.empty()) return std::nullopt;
  const char close = head.back(), open = close == ')' ? '(' : close == ']' ? '[' : '\0';
  const std::size_t begin = open == '\0' ? std::string_view::npos : head.rfind(open);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string inside = folded(trimmed(head.substr(begin + 1, head.size() - begin - 2)));
  auto bracket = meaning_of(inside, type.kind == TypeKind::money);
  if (bracket) bracket->stem = trimmed(head.substr(0, begin));
  return bracket;
}

namespace {

/// The name and the declared heads, as they are compared.
std::vector<std::string> own_heads(const Attribute& attribute) {
  std::vector<std::string> own{folded(attribute.name)};
  for (const std::string& column : attribute.columns) own.push_back(folded(trimmed(column)));
  return own;
}

bool is_one_of(std::string_view head, const std::vector<std::string>& own) {
  return std::find(own.begin(), own.end(), head) != own.end();
}

/// Also where the declared head has a bracket of its own: `Umsatz (T€)` for `column "Umsatz (EUR)"`.
bool stands_before_bracket(std::string_view head, const Attribute& attribute, const std::vector<std::string>& own) {
  const auto bracket = bracket_of(head, attribute.type);
  if (!bracket) return false;
  const std::string stem = folded(bracket->stem);
  return is_one_of(stem, own) || std::any_of(own.begin(), own.end(), [&](const std::string& declared) {
           const auto of_declared = bracket_of(declared, attribute.type);
           return of_declared && of_declared->stem == stem;
         });
}

/// The heads of an attribute as they stand; only where there are none, those with a bracket at the end.
std::vector<std::size_t> columns_of(const Attribute& attribute, const std::vector<std::string>& heads,
                                    const std::vector<std::string>& folded_heads) {
  const std::vector<std::string> own = own_heads(attribute);
  std::vector<std::size_t> as_they_stand, with_bracket;
  for (std::size_t column = 0; column < heads.size(); ++column) {
    if (is_one_of(folded_heads[column], own)) as_they_stand.push_back(column);
    if (stands_before_bracket(heads[column], attribute, own)) with_bracket.push_back(column);
  }
  return as_they_stand.empty() ? with_bracket : as_they_stand;
}

}  // namespace

bool is_head_of(std::string_view head, const Attribute& attribute) {
  const std::vector<std::string> own = own_heads(attribute);
  return is_one_of(folded(head), own) || stands_before_bracket(head, attribute, own);
}

std::variant<std::optional<AttributeColumn>, AccountsError> find_column(const Attribute& attribute,
                                                                        const std::vector<std::string>& heads,
                                                                        const std::vector<std::string>& folded_heads,
                                                                        std::size_t first) {
  const std::vector<std::size_t> found = columns_of(attribute, heads, folded_heads);
  if (found.empty()) return std::nullopt;
  if (found.size() > 1)
    return AccountsError{fmt::format("columns {} and {} are both read as {}: \"{}\" and \"{}\"", found[0] + first,
                                     found[1] + first, attribute.name, shown(heads[found[0]]), shown(heads[found[1]])),
                         "rename or remove one of them"};
  auto read = read_below(heads[found.front()], found.front(), attribute);
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  return std::optional(std::move(std::get<AttributeColumn>(read)));
}

}  // namespace spanne::records
