// What one row gives to the figures of its groups, by walking the checked terms.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

/// What a row gives to each of some figures, in their order: the value that is taken of it (1 where rows are counted);
/// nullopt where its condition does not hold or the value is missing.
using RowShares = std::vector<std::optional<Value>>;

/// The rejections have a figure's attribute as their site: a fault in what is taken, or in the condition, takes the row
/// out of all groups. `account` has been read without faults, and assigned to; whether it is in a group is not asked.
std::variant<RowShares, std::vector<Rejection>> row_shares(const Account& account,
                                                           const std::vector<AttributeId>& figures,
                                                           const Evaluator& evaluator);

}  // namespace spanne::engine
