// The digits of a number between its marks, and in which ways those marks can be read: "1.234" has two readings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spanne::records {

/// The digits before and after the decimal sign.
struct Digits {
  std::string whole, part;
};

/// What digits and marks mean where the decimal sign is a point, and where it is a comma; nullopt: nothing.
struct DigitReadings {
  std::optional<Digits> english, german;
  bool has_apostrophe = false;  // 1'234: as in Switzerland
  bool is_certain() const { return english.has_value() != german.has_value(); }
  /// Both are there and differ.
  bool is_ambiguous() const;
};

/// Of digits, points, commas, and between groups of three digits blanks or apostrophes (one kind of them). English
/// groups may be Indian ones: 12,34,567.50.
DigitReadings readings_of(std::string_view text);

/// 12.25 and 1'234.5 where a comma is the decimal sign: a point that cannot part thousands. nullopt for everything
/// else.
std::optional<Digits> stray_point(std::string_view text);

/// The mantissa of a number with an exponent, whose only mark is its decimal sign, whether point or comma.
std::optional<Digits> mantissa_of(std::string_view text);

bool is_all_digits(std::string_view text);

/// The digits with `point`, without marks between groups: "1234.5".
std::string plain_text(const Digits& digits, char point);

}  // namespace spanne::records
