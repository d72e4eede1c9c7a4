// Days as Office Open XML stores them: numbers of days since the end of 1899, or since 1904.
#pragma once

#include <string>
#include <string_view>

#include "records/tables/row_source.hpp"
#include "records/workbook/number_format.hpp"

namespace spanne::records {

/// From which day a workbook counts. In `from_1900` day 60 is 29 February 1900, which never was: the fault of an old
/// program that all others keep.
enum class DaySystem { from_1900, from_1904 };

/// The cell for `decimal`, a plain decimal, with a format of Kind day, time or elapsed. A day is Kind::date, with the
/// time of day to the second where there is one; a time without a day and an elapsed time are texts ("14:05:00"); what
/// is no day (below 0, the 29 February 1900, after 9999) is Kind::error with a sentence.
SourceCell serial_cell(std::string_view decimal, NumberFormat::Kind kind, DaySystem system);

/// The cell for a date as ISO 8601 has it: "2026-06-30", "2026-06-30T14:05:00", with decimals of a second, with Z.
SourceCell iso_date_cell(std::string_view text);

}  // namespace spanne::records
