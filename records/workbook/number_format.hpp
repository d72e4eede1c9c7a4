// NumberFormat is what the number format of a cell says about its value: a day, a share, an amount of a currency. In
// Office Open XML a date is a number with a date's format, so this decides what a cell means.
//
// Source: ECMA-376 part 1, 18.8.30 (numFmt: built-in formats), 18.8.31 (format codes).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace spanne::records {

struct NumberFormat {
  enum class Kind {
    plain,    // a number; also with a unit
    percent,  // shown times 100; `unit` is "%"
    day,      // a date, perhaps with a time of day
    time,     // a time of day without a date
    elapsed,  // hours, minutes or seconds that go beyond a day: "[h]:mm"
    zeros     // digits with zeros before them: "00000"
  };
  Kind kind = Kind::plain;
  /// What stands with the number: "EUR" and the like; "T€" where the format shows thousands and the number counts them;
  /// "%" with Kind::plain where the sign is only written after the number; empty for nothing.
  std::string unit;
  std::size_t zeros = 0;  // of Kind::zeros: how many digits at least
};

/// From a format's code, such as `#,##0.00\ [$€-407];[Red]-#,##0.00\ [$€-407]`: the section for positive numbers
/// counts.
NumberFormat read_number_format(std::string_view code);

/// What a text that is shown with a number says about its unit: "EUR" for "€", "T€" as it stands where the number
/// counts thousands (`scaled`: the number is shown in thousands, but does not count them: "EUR"). Empty for any other
/// text.
std::string unit_of_literal(std::string_view literal, bool scaled);

/// By the number of a format that files need not spell out. Plain for numbers that have no format, and for those of
/// money: which currency they show depends on the computer.
NumberFormat builtin_number_format(unsigned id);

}  // namespace spanne::records
