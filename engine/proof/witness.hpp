// Accounts that show something: made as plain as they can be, and written as `given` takes them.
#pragma once

#include <functional>
#include <string>

#include "engine/proof/space.hpp"

namespace spanne::engine::proof {

/// What an attribute has where nothing else is needed: its default, nothing, or the least value it may have.
Value plain_value(const Space& space, AttributeId attribute);

/// The same kind of account with as many plain values and as small and round ones as `holds` allows.
DatedAccount simplified_witness(const Space& space, DatedAccount found,
                                const std::function<bool(const DatedAccount&)>& holds);

/// "as_of = 2026-07-01, reach = global, sites = 15": all that is needed to make the account again, for this rule set
/// and for another one with the same attributes. `dated`: with the day though the account stands on it anyway.
std::string given(const Space& space, const DatedAccount& one, const Model* also = nullptr, bool dated = false);

/// How many digits a number takes, without the zeros at its end.
int digits(Ordinal number);

/// Whether results may hang on the day.
bool asks_for_the_day(const Model& model);

/// "5_000_000 EUR", "yes": as the author may write it.
std::string literal(const Model& model, AttributeId attribute, const Value& value);

}  // namespace spanne::engine::proof
