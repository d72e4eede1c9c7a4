// Values worth trying: on either side of every threshold that an attribute meets anywhere in the rule set.
#pragma once

#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// Of each attribute, in rising order; a missing value first, where there can be one. Never empty.
std::vector<std::vector<Value>> boundary_values(const Model& model);
/// The day tests stand on, and the first and last days of every period with their neighbours; in the effective period.
std::vector<Date> boundary_days(const Model& model, Date today);

/// Some period, or `as_of`, makes one day different from another.
bool depends_on_day(const Model& model);

/// What an account has where a test says nothing: defaults, nothing, or any value.
Account plain_account(const Model& model);
/// Whether a test may leave the attribute out.
bool may_be_left_out(const Attribute& attribute);
/// By how many millionths (days, places of a choice) a value moves to its neighbour.
std::int64_t value_step(const Attribute& attribute);

}  // namespace spanne::engine
