#include "records/cells/written_number.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "records/cells/currencies.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

constexpr std::string_view digit_signs = "0123456789";
constexpr std::array<std::string_view, 4> dashes{"-", "\xE2\x88\x92", "\xE2\x80\x93", "\xE2\x80\x94"};
constexpr int max_exponent = 40;  // far beyond every number there is room for

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Takes one of the dashes off the front.
bool take_dash(std::string_view& text) {
  for (const std::string_view dash : dashes) {
    if (!text.starts_with(dash)) continue;
    text.remove_prefix(dash.size());
    return true;
  }
  return false;
}

/// Reads what stands before the digits, and what stands after them: signs, brackets, currency, words for zeros.
class AffixReader {
 public:
  AffixReader(WrittenNumber& number, std::string_view currency) : number_(number), expected_(currency) {}

  bool read_before(std::string_view text) {
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
      if (text.front() == '(' && !open_ && !number_.has_sign) {
        open_ = number_.negative = true;
        text.remove_prefix(1);
      } else if (!take_sign(text) && !take_word_before(text)) {
        return false;
      }
    }
    if (!number_.currency.empty()) number_.letters_before = {};
    return true;
  }

  bool read_after(std::string_view text) {
    drop_empty_cents(text);
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
      if (text.front() == ')' && open_ && !closed_) {
        closed_ = true;
        text.remove_prefix(1);
      } else if (text.front() == '%' && !number_.has_percent && number_.currency.empty()) {
        number_.has_percent = true;
        text.remove_prefix(1);
      } else if (!take_minus_after(text) && !take_word(text)) {
        return false;
      }
    }
    return open_ == closed_;
  }

 private:
  bool take_sign(std::string_view& text) {
    if (number_.has_sign || open_) return false;
    if (text.front() == '+') {
      text.remove_prefix(1);
    } else if (take_dash(text)) {
      number_.negative = true;
    } else {
      return false;
    }
    return number_.has_sign = true;
  }

  /// 400,00- as accounting programs write it. A dash of print stands for something else there.
  bool take_minus_after(std::string_view& text) {
    if (number_.has_sign || open_) return false;
    if (!text.starts_with(dashes[0]) && !text.starts_with(dashes[1])) return false;
    take_dash(text);
    return number_.negative = number_.has_sign = true;
  }

  /// The dash in the place of the cents: 12,- and 12.-- and 12,–.
  static void drop_empty_cents(std::string_view& text) {
    if (text.size() < 2 || (text.front() != ',' && text.front() != '.')) return;
    std::string_view rest = text.substr(1);
    if (!take_dash(rest)) return;
    take_dash(rest);
    text = rest;
  }

  /// A currency, a word for zeros, or both in one: TEUR.
  bool take_word(std::string_view& text) {
    if (const auto sign = leading_currency_sign(text, expected_)) {
      text.remove_prefix(sign->size);
      return note_currency(sign->code);
    }
    const auto size = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_letter) - text.begin());
    if (size == 0) return false;
    const std::string_view word = text.substr(0, size);
    text.remove_prefix(size);
    if (text.starts_with('.')) text.remove_prefix(1);
    if (!note_word(word)) return false;
    if (leading_currency_sign(text, expected_)) number_.magnitude_is_joined = true;
    return true;
  }

  bool take_word_before(std::string_view& text) {
    const std::string_view all = text;
    if (!take_word(text)) return false;
    if (number_.magnitude && number_.letters_before.empty())
      number_.letters_before = all.substr(0, all.size() - text.size());
    return true;
  }

  bool note_word(std::string_view word) {
    if (const auto magnitude = magnitude_of(word)) return note_magnitude(*magnitude);
    if (auto code = currency_of_word(word, expected_)) return note_currency(std::move(*code));
    if (word.size() < 4) return false;
    const auto magnitude = magnitude_of(word.substr(0, word.size() - 3));
    auto code = currency_of_word(word.substr(word.size() - 3), expected_);
    number_.magnitude_is_joined = true;
    return magnitude && code && note_magnitude(*magnitude) && note_currency(std::move(*code));
  }

  bool note_currency(std::string code) {
    if (!number_.currency.empty() || number_.has_percent) return false;
    number_.currency = std::move(code);
    return true;
  }

  bool note_magnitude(const Magnitude& magnitude) {
    if (number_.magnitude || number_.has_percent) return false;
    number_.magnitude = magnitude;
    return true;
  }

  WrittenNumber& number_;
  std::string_view expected_;
  bool open_ = false, closed_ = false;
};

/// 1.5E+06 parted into its mantissa and its exponent; false where the exponent is none or beyond all bounds.
bool take_exponent(WrittenNumber& number) {
  const std::size_t at = number.digits.find_first_of("eE");
  if (at == std::string_view::npos) return true;
  std::string_view power = number.digits.substr(at + 1);
  const bool negative = power.starts_with('-');
  if (negative || power.starts_with('+')) power.remove_prefix(1);
  if (power.empty() || power.size() > 3 || power.find_first_not_of(digit_signs) != std::string_view::npos) return false;
  int value = 0;
  for (const char digit : power) value = value * 10 + (digit - '0');
  if (value > max_exponent) return false;
  number.exponent = negative ? -value : value;
  number.digits = number.digits.substr(0, at);
  return true;
}

/// "-   €", by which spreadsheets show zero in columns of money.
std::optional<WrittenNumber> dash_for_zero(std::string_view cell, std::string_view currency) {
  WrittenNumber number;
  AffixReader reader(number, currency);
  if (!reader.read_before(cell) || !number.negative || number.currency.empty() || number.magnitude) return std::nullopt;
  if (cell.find('(') != std::string_view::npos) return std::nullopt;
  number.negative = false;
  return number;
}

}  // namespace

std::optional<WrittenNumber> take_apart(std::string_view cell, std::string_view currency) {
  std::size_t begin = cell.find_first_of(digit_signs);
  if (begin == std::string_view::npos) return dash_for_zero(cell, currency);
  if (begin > 0 && (cell[begin - 1] == '.' || cell[begin - 1] == ',') &&
      (begin == 1 || !is_letter(cell[begin - 2])))  // the point of "Fr.5" belongs to the word
    --begin;
  const std::size_t end = cell.find_last_of(digit_signs) + 1;
  WrittenNumber number;
  number.digits = cell.substr(begin, end - begin);
  AffixReader reader(number, currency);
  if (!reader.read_before(cell.substr(0, begin)) || !reader.read_after(cell.substr(end))) return std::nullopt;
  if (!take_exponent(number)) return std::nullopt;
  return number;
}

std::string with_letters_after(std::string_view cell, const WrittenNumber& number) {
  const auto letters = static_cast<std::size_t>(number.letters_before.data() - cell.data());
  const auto digits = static_cast<std::size_t>(number.digits.data() - cell.data());
  const std::size_t after_letters = letters + number.letters_before.size();
  return fmt::format("{}{}{} {}{}", cell.substr(0, letters),
                     trimmed(cell.substr(after_letters, digits - after_letters)), number.digits, number.letters_before,
                     cell.substr(digits + number.digits.size()));
}

std::string with_digits(std::string_view cell, const WrittenNumber& number, std::string_view digits) {
  const auto begin = static_cast<std::size_t>(number.digits.data() - cell.data());
  return fmt::format("{}{}{}", cell.substr(0, begin), digits, cell.substr(begin + number.digits.size()));
}

}  // namespace spanne::records
