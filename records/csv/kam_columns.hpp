// Which columns of a people's file name the person, the capacity, the days on which a row counts, and what was worked.
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

/// What a bare number of a column of FTE is: FTE, unless the head says percent.
enum class CapacityUnit { unknown, fte, percent };

struct KamColumns {
  /// A column of FTE.
  struct Amount {
    std::size_t index = 0;
    CapacityUnit unit = CapacityUnit::unknown;
  };
  std::size_t name = 0;
  Amount capacity;
  std::optional<std::size_t> from, until;
  std::optional<Amount> actual;      // what was worked
  std::vector<std::size_t> further;  // of each further attribute, its column
  std::vector<std::size_t> unused;   // columns with a head that nobody reads
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
