// Random rule sets over attributes with so few values that every account there can be may be tried.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::test {

/// Everything that is proved about has to occur: shadowed clusters, dead rules, overlaps, gaps, contradicting limits,
/// calculations without a value, properties that do not hold. The same seed gives the same rule set.
std::string tiny_rule_set(std::uint64_t seed);

/// Profiles to stand below it, one to three; some of them overlap, and some have no account.
std::string tiny_profiles(std::uint64_t seed);

/// Every value an attribute of such a rule set can have, in order, missing first; of texts those the rules ask for and
/// some others.
std::vector<engine::Value> every_value(const engine::Model& model, const engine::Attribute& attribute);

/// Every account on every day of the effective period.
void each_account(const engine::Model& model,
                  const std::function<void(const engine::Account& account, engine::Date day)>& examine);

}  // namespace spanne::test
