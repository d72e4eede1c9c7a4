// A number as it stands in a cell, taken apart: sign or brackets, currency, digits, words for zeros, exponent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "records/cells/magnitudes.hpp"

namespace spanne::records {

struct WrittenNumber {
  std::string_view digits;  // a part of the cell: digits and the marks between them; empty: a dash that means zero
  bool negative = false;
  bool has_sign = false;
  bool has_percent = false;
  std::optional<int> exponent;  // 1.5E+06
  std::optional<Magnitude> magnitude;
  bool magnitude_is_joined = false;  // "T€", "TEUR", and not "T EUR"
  std::string currency;              // "EUR"; empty: none
  /// The word for zeros where it stands before the digits without a currency: the K of "K-100", which may be a name.
  std::string_view letters_before;
};

/// nullopt where `cell` (trimmed) is no number in any language. `currency`: which is expected; decides what "kr" is.
std::optional<WrittenNumber> take_apart(std::string_view cell, std::string_view currency);

/// `cell` with its `letters_before` after the digits: "-100 K" of "K-100".
std::string with_letters_after(std::string_view cell, const WrittenNumber& number);

/// `cell` with other digits in the place of those of `number`, which was taken from it.
std::string with_digits(std::string_view cell, const WrittenNumber& number, std::string_view digits);

}  // namespace spanne::records
