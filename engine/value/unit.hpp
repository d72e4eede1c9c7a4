// Units of effort and what they are worth in FTE.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/decimal.hpp"
#include "engine/value/fraction.hpp"

namespace spanne::engine {

/// How long one FTE works. All above 0. Source of the defaults: language reference, section 3.
struct WorkingTime {
  Decimal hours_per_year = Decimal::whole(1'600);
  Decimal hours_per_week = Decimal::whole(40);
  Decimal hours_per_day = Decimal::whole(8);
};

struct EffortUnit {
  enum class Amount { fte, hours, days } amount = Amount::fte;
  enum class Per { year, quarter, month, week } per = Per::year;  // means nullopt for fte
};

/// Reads "FTE", "VZÄ", "h/week", "hours/month", "day/quarter", "days/year" …; nullopt for what is no unit of effort.
std::optional<EffortUnit> effort_unit(std::string_view text);
/// Every unit as it should be written, for guesses.
const std::vector<std::string>& effort_unit_names();

/// What one of the unit is in FTE, exactly: h/year ÷ hours per year, h/month × 12 ÷ hours per year, h/quarter × 4 ÷
/// hours per year, h/week ÷ hours per week; days are hours per day first.
Fraction fte_per(EffortUnit unit, const WorkingTime& time);

}  // namespace spanne::engine
