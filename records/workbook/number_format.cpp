#include "records/workbook/number_format.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

/// What one section of a format's code contains.
struct FormatSection {
  std::string literal;                                            // text that is shown with the number
  std::size_t zeros = 0, optional_digits = 0, commas_at_end = 0;  // each of the latter shows thousands
  bool year = false, day = false, month_or_minute = false, hour_or_second = false, elapsed = false;
  bool percent = false;
  bool decimals = false, other = false;  // a decimal point; anything but zeros

  bool has_digits() const { return zeros + optional_digits > 0; }
};

/// Signs of currencies and their codes; an amount with any other text is a plain number.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> currencies{{{"€", "EUR"},
                                                                                   {"EURO", "EUR"},
                                                                                   {"US$", "USD"},
                                                                                   {"$", "USD"},
                                                                                   {"£", "GBP"},
                                                                                   {"¥", "JPY"},
                                                                                   {"₹", "INR"},
                                                                                   {"Fr.", "CHF"},
                                                                                   {"SFr.", "CHF"}}};
constexpr std::array<std::string_view, 24> currency_codes{"EUR", "USD", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK",
                                                          "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "INR",
                                                          "BRL", "CAD", "AUD", "NZD", "SGD", "HKD", "ZAR", "MXN"};
/// What stands before a currency and says that the number counts thousands or more.
constexpr std::array<std::string_view, 15> magnitudes{"T",   "K",    "k", "M",  "Tsd", "Tsd.",  "Mio", "Mio.",
                                                      "Mrd", "Mrd.", "m", "bn", "Mn",  "Mill.", "B"};

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

/// How many bytes the character at the front takes.
std::size_t character_size(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 1);
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) ++size;
  return size;
}

/// What stands in square brackets: a currency "$€-407", hours "h", a colour, a condition.
void read_bracket(std::string_view inside, FormatSection& section) {
  if (inside.starts_with('$')) {
    section.literal += inside.substr(1, inside.find('-') - 1);
    return;
  }
  const bool one_letter = !inside.empty() && std::all_of(inside.begin(), inside.end(), [&](char letter) {
    return lower(letter) == lower(inside.front());
  });
  if (one_letter && std::string_view("hms").find(lower(inside.front())) != std::string_view::npos)
    section.elapsed = true;
}

/// A letter or sign that stands by itself.
void read_sign(char sign, FormatSection& section) {
  const bool digit = sign == '0' || sign == '#' || sign == '?';
  if (digit && !section.decimals) section.commas_at_end = 0;  // those between digits group them
  if (sign == ',' && section.has_digits()) ++section.commas_at_end;
  switch (lower(sign)) {
    case '0': ++section.zeros; break;
    case '#':
    case '?': ++section.optional_digits; break;
    case '.': section.decimals = true; break;
    case '%': section.percent = true; break;
    case 'y':
    case 'e':
    case 'g': section.year = true; break;
    case 'd': section.day = true; break;
    case 'm': section.month_or_minute = true; break;
    case 'h':
    case 's': section.hour_or_second = true; break;
    case ',': break;
    default: section.literal += sign;
  }
  if (sign != '0') section.other = true;
}

/// Reads what is no sign of its own: literals, brackets, words. Returns how many bytes it took; 0 for none.
std::size_t read_group(std::string_view code, FormatSection& section) {
  const auto closed = [&](char close) { return std::min(code.find(close, 1), code.size()); };
  switch (code.front()) {
    case '"': section.literal += code.substr(1, closed('"') - 1); return std::min(closed('"') + 1, code.size());
    case '[': read_bracket(code.substr(1, closed(']') - 1), section); return std::min(closed(']') + 1, code.size());
    case '\\': section.literal += code.substr(1, character_size(code.substr(1))); [[fallthrough]];
    case '_':  // a blank as wide as the next character
    case '*':  // the next character fills the cell
      return 1 + character_size(code.substr(1));
    default: break;
  }
  if (starts_with_word(code, "general")) return 7;
  if (starts_with_word(code, "standard")) return 8;
  if (std::find(currency_codes.begin(), currency_codes.end(), code.substr(0, 3)) != currency_codes.end())
    return section.literal += code.substr(0, 3), 3;  // without quotes, as programs write it that are no spreadsheets
  if (starts_with_word(code, "am/pm")) return section.hour_or_second = true, 5;
  if (starts_with_word(code, "a/p")) return section.hour_or_second = true, 3;
  const bool exponent =
      section.has_digits() && code.size() > 1 && lower(code[0]) == 'e' && (code[1] == '+' || code[1] == '-');
  return exponent ? 2 : 0;
}

/// The section for positive numbers, which is the first.
FormatSection read_section(std::string_view code) {
  FormatSection section;
  while (!code.empty() && code.front() != ';') {
    const std::size_t group = read_group(code, section);
    if (group > 0) section.other = true;
    if (group == 0) read_sign(code.front(), section);
    code.remove_prefix(std::max<std::size_t>(group, 1));
  }
  return section;
}

std::string currency_of(std::string_view text) {
  for (const auto& [sign, code] : currencies)
    if (text == sign) return std::string(code);
  return std::find(currency_codes.begin(), currency_codes.end(), text) != currency_codes.end() ? std::string(text) : "";
}

NumberFormat of_kind(NumberFormat::Kind kind) { return {kind, kind == NumberFormat::Kind::percent ? "%" : "", 0}; }

}  // namespace

std::string unit_of_literal(std::string_view literal, bool scaled) {
  if (std::string code = currency_of(literal); !code.empty()) return code;
  for (const std::string_view magnitude : magnitudes) {
    if (!literal.starts_with(magnitude)) continue;
    std::string code = currency_of(trimmed(literal.substr(magnitude.size())));
    if (!code.empty()) return scaled ? code : std::string(literal);
  }
  return "";
}

NumberFormat read_number_format(std::string_view code) {
  using Kind = NumberFormat::Kind;
  const FormatSection section = read_section(code);
  if (section.elapsed) return of_kind(Kind::elapsed);
  if (section.year || section.day) return of_kind(Kind::day);
  if (section.hour_or_second) return of_kind(Kind::time);
  if (section.month_or_minute) return of_kind(Kind::day);
  if (section.percent) return of_kind(Kind::percent);
  if (section.zeros > 1 && !section.other) return {Kind::zeros, "", section.zeros};
  const std::string_view literal = trimmed(section.literal);
  if (literal == "%") return {Kind::plain, "%", 0};
  return {Kind::plain, unit_of_literal(literal, section.commas_at_end > 0), 0};
}

NumberFormat builtin_number_format(unsigned id) {
  using Kind = NumberFormat::Kind;
  const auto between = [id](unsigned first, unsigned last) { return id >= first && id <= last; };
  if (id == 9 || id == 10 || id == 67 || id == 68) return of_kind(Kind::percent);
  if (between(18, 21) || id == 45 || id == 47) return of_kind(Kind::time);
  if (id == 46) return of_kind(Kind::elapsed);
  if (between(14, 22) || between(27, 36) || between(50, 58) || between(71, 81)) return of_kind(Kind::day);
  return {};
}

}  // namespace spanne::records
