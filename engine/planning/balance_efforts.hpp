// What each engagement would take with each of the people: a BalanceTask made from an accounts file.
#pragma once

#include <functional>
#include <string>
#include <variant>

#include "engine/planning/balance_task.hpp"
#include "engine/planning/portfolio_rows.hpp"
#include "engine/portfolio/portfolio.hpp"

namespace spanne::engine {

/// What must not happen.
struct BalanceConstraints {
  /// The engagement stays where it is. Not set: none has to.
  std::function<bool(const RowResult&)> keeps;
  /// The engagement may go to a person, by the place among the people. Not set: to anybody.
  std::function<bool(const RowResult&, std::size_t)> allows;
  std::optional<std::int64_t> move_limit;  // BalanceTask::move_limit
};

/// Why a portfolio cannot be balanced at all.
struct BalanceRefusal {
  std::string message, help;
};

struct BalanceRows {
  BalanceTask task;
  std::vector<std::size_t> rows;   // of each engagement, its row
  std::vector<RowResult> results;  // of every row, with the person it is with today
  bool depends_on_person = false;  // rules ask who looks after an account
};

/// Rows that are rejected are no engagements: they stay. Every person of `people` is known, and everybody who owns a
/// row is among them. Refused: figures of a group that change with who looks after its rows.
std::variant<BalanceRows, BalanceRefusal> balance_rows(const RowEvaluation& rows, const std::vector<Kam>& people,
                                                       const BalanceConstraints& constraints, const Executor& executor);

}  // namespace spanne::engine
