// Boundary values are the values worth trying in tests: those on either side of every threshold an attribute is
// compared with anywhere in the rule set.
#pragma once

#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// The boundary values of each attribute, by AttributeId, ascending; the missing value comes first if it is allowed.
/// Never empty.
std::vector<std::vector<Value>> boundary_values(const Model& model);
/// The default day of tests, and the first and last days of every period with their neighbours, as far as they lie in
/// the effective period.
std::vector<Date> boundary_days(const Model& model, Date today);

/// Whether results can depend on the day, through a period or `as_of`.
bool depends_on_day(const Model& model);

/// An account with the values a test has by default: defaults, missing values, or any allowed value.
Account plain_account(const Model& model);
/// Whether a test may leave the attribute out.
bool may_be_left_out(const Attribute& attribute);
/// The distance between neighbouring values: millionths, days, or places of a choice.
std::int64_t value_step(const Attribute& attribute);

}  // namespace spanne::engine
