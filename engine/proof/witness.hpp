// Witnesses are example accounts, simplified as far as possible and written in the syntax of `given`.
#pragma once

#include <functional>
#include <string>

#include "engine/proof/space.hpp"

namespace spanne::engine::proof {

/// The simplest value of an attribute: its default, else missing if it is optional, else the allowed value nearest to
/// 0.
Value plain_value(const Space& space, AttributeId attribute);

/// The account with the simplest value of every attribute, on the day of tests that name none.
DatedAccount plain_account(const Space& space);

/// Simplifies an account that satisfies `holds`: as many plain values, and as small and round numbers, as `holds`
/// allows. Takes at most about five seconds, counted in steps.
DatedAccount simplified_witness(const Space& space, DatedAccount found,
                                const std::function<bool(const DatedAccount&)>& holds);

/// An account as text, "as_of = 2026-07-01, reach = global, sites = 15": everything needed to make it again, for this
/// rule set and for `also`, which has the same attributes. `dated`: includes the day even if it is the default.
std::string given(const Space& space, const DatedAccount& account, const Model* also = nullptr, bool dated = false);

/// The number of digits without trailing zeros.
int digits(Ordinal number);

/// Whether results may depend on the day of evaluation.
bool asks_for_the_day(const Model& model);

/// A value as rule text: "5_000_000 EUR", "yes".
std::string literal(const Model& model, AttributeId attribute, const Value& value);

}  // namespace spanne::engine::proof
