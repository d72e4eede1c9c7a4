// EffortUnit is a unit of effort, and its value in FTE.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/decimal.hpp"
#include "engine/value/fraction.hpp"

namespace spanne::engine {

/// How long one FTE works; all above 0. Defaults: docs/language.md#header.
struct WorkingTime {
  Decimal hours_per_year = Decimal::whole(1'600);
  Decimal hours_per_week = Decimal::whole(40);
  Decimal hours_per_day = Decimal::whole(8);
};

struct EffortUnit {
  enum class Amount { fte, hours, days } amount = Amount::fte;
  enum class Per { year, quarter, month, week } per = Per::year;  // unused for fte
};

/// Reads "FTE", "VZÄ", "h/week", "hours/month", "day/quarter", "days/year" and so on; returns nullopt for anything
/// else.
std::optional<EffortUnit> effort_unit(std::string_view text);
/// Every unit in its preferred spelling, for suggestions.
const std::vector<std::string>& effort_unit_names();

/// The exact value of one unit in FTE: h/year ÷ hours per year, h/month × 12 ÷ hours per year, h/quarter × 4 ÷ hours
/// per year, h/week ÷ hours per week; days are first converted with the hours per day.
Fraction fte_per(EffortUnit unit, const WorkingTime& time);

}  // namespace spanne::engine
