// The best plan for a BalanceTask, and how much of that is proved.
#pragma once

#include <array>
#include <functional>

#include "engine/planning/balance_programme.hpp"
#include "engine/planning/balance_task.hpp"

namespace spanne::engine {

/// One part of a plan's measure.
struct BalanceProof {
  std::int64_t value = 0;
  std::int64_t bound = 0;  // no plan that is as good in the parts before has less
  bool proved() const { return value == bound; }
};

struct BalanceSolution {
  BalancePlaces places;
  BalanceMeasure measure;              // computed exactly
  std::array<BalanceProof, 3> proofs;  // outside, moves, spread
  bool first_proved = false;           // no plan as good comes before it
  bool proved() const { return first_proved && proofs[0].proved() && proofs[1].proved() && proofs[2].proved(); }
};

/// Gets how many of the parts of the measure are settled, of how many, before each of them.
using BalanceProgress = std::function<void(std::size_t done, std::size_t all)>;
constexpr std::size_t balance_parts = 4;

/// Least outside, then fewest moves, then the smallest spread, then the first. Without a solver hardly anything is
/// proved. Parts after one that is not proved are as good as was found.
BalanceSolution solve_balance(const BalanceTask& task, const ProgrammeSolver* solver,
                              const BalanceProgress& progress = {});

/// Only the least that has to lie outside, in millionths of an FTE: {what was found, what is proved}.
BalanceProof least_outside(const BalanceTask& task, const ProgrammeSolver* solver);

}  // namespace spanne::engine
