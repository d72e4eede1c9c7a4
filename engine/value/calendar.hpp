// Steps of whole months in the calendar.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/value/date.hpp"

namespace spanne::engine {

/// The same day `months` later, or earlier where they are negative; a month that lacks the day ends on its last day.
/// Returns nullopt if the result lies outside the years 0001 to 9999.
std::optional<Date> plus_months(Date date, std::int64_t months);

/// The completed months from `from` to `to`: the greatest n for which plus_months(from, n) is not after `to`; where
/// `to` comes first, the months from `to` to `from`, negative.
std::int64_t months_between(Date from, Date to);

}  // namespace spanne::engine
