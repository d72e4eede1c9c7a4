// Days as spreadsheets, databases and people write them.
#pragma once

#include <string_view>
#include <variant>

#include "records/cells/numbers.hpp"

namespace spanne::records {

/// Years of two digits: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999.
inline constexpr int last_short_year = 68;

/// The day in `text` (trimmed, not empty). A time of day is read only where it is midnight. 26/06/2026 and 26-06-2026
/// are read as `slash_days` says, and refused with their readings where it says nothing; 2026/06/26 is always read.
std::variant<engine::Date, CellFault> read_day(std::string_view text, SlashDays slash_days);

}  // namespace spanne::records
