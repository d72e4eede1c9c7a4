// Numbers are read digit by digit into millionths; nothing passes through floating point and nothing is guessed.
#include "records/cells/numbers.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "grammar/text/characters.hpp"
#include "records/cells/digit_groups.hpp"
#include "records/cells/encoding.hpp"
#include "records/cells/written_number.hpp"

namespace spanne::records {
namespace {

using Read = std::variant<CellValue, CellFault>;

/// digits · 10^shift in millionths, rounded half away from zero to whole ones; nullopt where it is too large.
std::optional<CellValue> to_decimal(const Digits& parts, bool negative, int shift) {
  std::string digits = parts.whole + parts.part;
  const auto keep = static_cast<std::ptrdiff_t>(parts.whole.size()) + 6 + shift;
  bool up = false, rounded = false;
  if (keep < static_cast<std::ptrdiff_t>(digits.size())) {
    const auto first = static_cast<std::size_t>(std::max<std::ptrdiff_t>(keep, 0));
    rounded = digits.find_first_not_of('0', first) != std::string::npos;
    up = keep >= 0 && digits[first] >= '5';
  }
  digits.resize(static_cast<std::size_t>(std::max<std::ptrdiff_t>(keep, 0)), '0');
  std::int64_t value = 0;
  for (const char digit : digits)
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit - '0', &value))
      return std::nullopt;
  if (__builtin_add_overflow(value, up ? 1 : 0, &value)) return std::nullopt;
  return CellValue{engine::Decimal{negative ? -value : value}, rounded};
}

/// Reads one cell.
class NumberReader {
 public:
  NumberReader(std::string_view cell, const CellStyle& style, const NumberKind& kind)
      : cell_(cell), style_(style), kind_(kind) {}

  Read read() {
    const auto number = take_apart(cell_, kind_.currency);
    if (!number || !fits_kind(*number)) return not_a_number();
    number_ = *number;
    if (!number_.currency.empty() && number_.currency != kind_.currency)
      return CellFault{fmt::format("{} is in {}, but {} is needed", shown(cell_), number_.currency, kind_.currency)};
    if (number_.digits.empty()) return CellValue{engine::Decimal{0}, false, false, true};
    shift_ = kind_.magnitude;
    Read read = number_.magnitude ? read_magnitude(*number_.magnitude) : read_digits();
    return number_.letters_before.empty() ? read : refuse_letters_before(read);
  }

 private:
  CellFault not_a_number() const { return CellFault{fmt::format("{} is not a number", shown(cell_))}; }

  bool fits_kind(const WrittenNumber& number) const {
    if (!number.currency.empty() && !kind_.is_money) return false;
    if (number.has_percent && !kind_.takes_percent) return false;
    if (!number.magnitude) return true;
    if (kind_.takes_percent || number.exponent) return false;
    const Magnitude& magnitude = *number.magnitude;
    return (!magnitude.needs_money || kind_.is_money) &&
           (magnitude.only_of.empty() || magnitude.only_of == kind_.currency);
  }

  Read read_magnitude(const Magnitude& magnitude) {
    const bool german = style_.numbers == NumberStyle::german || (magnitude.is_letter_t && number_.magnitude_is_joined);
    const bool english =
        !magnitude.is_letter_t && (style_.numbers == NumberStyle::english || style_.numbers == NumberStyle::swiss);
    shift_ = german ? magnitude.german_zeros : magnitude.zeros;
    if (!magnitude.is_ambiguous() || german || english) return read_digits();
    return CellFault{fmt::format("{} can have {} or {} more zeros; write the number with all its zeros", shown(cell_),
                                 magnitude.german_zeros, magnitude.zeros)};
  }

  /// K-100 is the number of a customer more often than a hundred thousand below zero.
  CellFault refuse_letters_before(const Read& read) const {
    const auto* value = std::get_if<CellValue>(&read);
    if (value == nullptr) return not_a_number();
    CellFault fault;
    fault.without_suggestion =
        fmt::format("{} can be {} or a name", shown(cell_), to_text(std::get<engine::Decimal>(value->value)));
    fault.suggestion = with_letters_after(cell_, number_);
    fault.message = fmt::format("{}; write {} if it is the number", fault.without_suggestion, fault.suggestion);
    fault.may_be_name = true;
    return fault;
  }

  int shift() const { return kind_.shift + shift_ + (number_.has_percent ? -2 : 0) + number_.exponent.value_or(0); }

  Read value_of(const Digits& digits) const {
    auto value = to_decimal(digits, number_.negative, shift());
    if (value) return std::move(*value);
    return CellFault{fmt::format("{} is too large; numbers go up to 9223372036854", shown(cell_))};
  }

  Read read_digits() const {
    if (number_.exponent) {
      const auto mantissa = mantissa_of(number_.digits);
      return mantissa ? value_of(*mantissa) : Read(not_a_number());
    }
    const DigitReadings readings = readings_of(number_.digits);
    if (!readings.english && !readings.german) return not_a_number();
    if (readings.is_ambiguous()) return decide(readings);
    const bool german = style_.numbers == NumberStyle::german;
    const auto& own = german ? readings.german : readings.english;
    if (own) return value_of(*own);
    if (style_.numbers == NumberStyle::cautious) return value_of(*readings.german);
    return read_other_style(german ? *readings.english : *readings.german);
  }

  Read decide(const DigitReadings& readings) const {
    const bool comma_in_swiss = style_.numbers == NumberStyle::swiss && number_.digits.find(',') != std::string::npos;
    if (style_.numbers == NumberStyle::cautious || comma_in_swiss) return two_readings(readings);
    Read read = value_of(style_.numbers == NumberStyle::german ? *readings.german : *readings.english);
    if (auto* value = std::get_if<CellValue>(&read)) value->ambiguous = true;
    return read;
  }

  std::string reading(const Digits& digits) const {
    const auto value = to_decimal(digits, number_.negative, shift_);
    if (value) return to_text(std::get<engine::Decimal>(value->value));
    return fmt::format("{}{}", number_.negative ? "-" : "", plain_text(digits, '.'));
  }

  CellFault two_readings(const DigitReadings& readings) const {
    const bool english_is_whole = readings.english->part.empty();
    return CellFault{fmt::format("{} can be {} or {}{}{}; say --locale en or --locale de to decide", shown(cell_),
                                 reading(english_is_whole ? *readings.english : *readings.german),
                                 reading(english_is_whole ? *readings.german : *readings.english),
                                 style_.contradiction.empty() ? "" : ": ", style_.contradiction)};
  }

  /// A point that is no mark between groups has one meaning, in a German file too.
  Read read_other_style(const Digits& digits) const {
    const bool german = style_.numbers == NumberStyle::german;
    if (german && stray_point(number_.digits)) return value_of(digits);
    CellFault fault;
    fault.without_suggestion = fmt::format("{} is written the {} way", shown(cell_), german ? "English" : "German");
    fault.suggestion = with_digits(cell_, number_, plain_text(digits, german ? ',' : '.'));
    fault.message = fmt::format("{}; write {}, or say --locale {} for the whole file", fault.without_suggestion,
                                shown(fault.suggestion), german ? "en" : "de");
    return fault;
  }

  std::string_view cell_;
  const CellStyle& style_;
  const NumberKind& kind_;
  WrittenNumber number_;
  int shift_ = 0;  // of the word for zeros
};

}  // namespace

Read read_number(std::string_view cell, const CellStyle& style, const NumberKind& kind) {
  return NumberReader(cell, style, kind).read();
}

std::string writable(engine::Decimal number, const CellStyle& style) {
  std::string text = to_text(number);
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  // A fourth decimal leaves a point before three digits one reading.
  if (text.size() - point == 4) text += '0';
  if (style.numbers == NumberStyle::german) text[point] = ',';
  return text;
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 80;
  std::string result(text.substr(0, longest));
  if (text.size() > longest) {
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    for (std::size_t at = longest; !result.empty() && continues(text[at]); at = result.size()) result.pop_back();
    result += "…";
  }
  return grammar::fit_to_show(result);
}

}  // namespace spanne::records
