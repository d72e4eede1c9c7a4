// Numbers with an exponent as plain decimals, exactly: by moving the point in their digits.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spanne::records {

/// The longest plain decimal that is made, in characters. Whatever a value can hold is far shorter.
inline constexpr std::size_t longest_decimal = 400;

/// `-1.5e-3` as `-0.0015`. `number` is a number of JSON or of a C program: a sign, digits, a decimal point (any
/// character that is no digit, sign or `e`, since it may be the locale's), an exponent. Digits stay as they are, zeros
/// at the end too. Returns nullopt if the plain decimal would be longer than `longest_decimal`, or if it is no number.
std::optional<std::string> plain_decimal(std::string_view number);

}  // namespace spanne::records
