// Binary floating point numbers of databases as the decimals that were typed.
#pragma once

#include <optional>
#include <string>

namespace spanne::records {

/// A binary floating point number as the decimal of at most 15 significant digits that is nearest to it, which is the
/// number that was typed if that had no more: 2.6749999999999998 is "2.675". Returns nullopt if it is not finite.
std::optional<std::string> fifteen_digits(double number);

}  // namespace spanne::records
