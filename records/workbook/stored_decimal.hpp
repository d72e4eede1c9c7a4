// Numbers as workbooks store them, as exact plain decimals.
//
// A spreadsheet program keeps numbers in binary and writes up to 17 digits of them: a typed 2.675 stands in the file as
// 2.6749999999999998. A double holds every decimal of up to 15 digits, so rounding to 15, in decimal, gives back what
// was typed and what the program shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spanne::records {

inline constexpr int spreadsheet_digits = 15;  // significant digits of a number that a spreadsheet program keeps

/// A number in plain digits.
struct StoredDecimal {
  std::string text;        // "-1234.5": no grouping, no exponent, no zeros that say nothing
  bool shortened = false;  // it was a whole number, written out, that lost digits
};

/// `text` is [+-]digits[.digits][E[+-]digits], as XML files have numbers. The result is times 10 to the power of
/// `shift`, rounded half away from zero to 15 significant digits. Returns nullopt where it is none, or is beyond what a
/// double holds (an exponent of more than 308).
std::optional<StoredDecimal> stored_decimal(std::string_view text, int shift = 0);

}  // namespace spanne::records
