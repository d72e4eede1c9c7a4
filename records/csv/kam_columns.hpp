// Which columns of a people's file name the person, the capacity, and the days on which a row counts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "records/csv/accounts.hpp"
#include "records/tables/head_finder.hpp"

namespace spanne::records {

/// What a bare number of the capacity column is: FTE, unless the head says percent.
enum class CapacityUnit { unknown, fte, percent };

struct KamColumns {
  std::size_t name = 0, capacity = 0;
  std::optional<std::size_t> from, until;
  CapacityUnit unit = CapacityUnit::unknown;
  std::vector<std::size_t> further;  // of each further attribute, its column
};

/// Finds the columns by their heads. The head that the rule set declares for the capacity goes before those that
/// everybody has. `further` are attributes of people; the head of one is the last of its `columns`, where a blank may
/// stand for `_`. AccountsError if one is missing, or if two are read as the same.
std::variant<KamColumns, AccountsError> find_kam_columns(const std::vector<std::string>& heads,
                                                         const engine::Attribute& owner, const engine::Model& model,
                                                         const std::vector<engine::Attribute>& further = {});

/// How a row serves as heads of people. Both outlive it.
HeadJudge kam_heads(const engine::Attribute& owner, const engine::Model& model);

}  // namespace spanne::records
