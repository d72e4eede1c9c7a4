// How long `balance` takes for a portfolio made up of so many people and engagements, and what it proves:
//   spanne_balance 50 1000
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>

#include "engine/planning/balance_search.hpp"
#include "engine/planning/solver/cbc_solver.hpp"

namespace {

using namespace spanne::engine;

/// Nine tenths of all capacity are needed, and engagements lie with anybody.
BalanceTask made_up(std::size_t people, std::size_t engagements) {
  std::mt19937 random(1);
  const auto below = [&](std::size_t count) { return static_cast<std::int64_t>(random() % count); };
  BalanceTask task;
  task.lowest_use = Fraction::ratio(8, 10);
  task.highest_use = Fraction(1);
  std::int64_t tenths = 0;
  for (std::size_t person = 0; person < people; ++person) {
    const std::int64_t capacity = below(3) > 0 ? 10 : 5 + below(4);
    tenths += capacity;
    task.people.push_back({std::to_string(person), Fraction::ratio(capacity, 10)});
  }
  const std::int64_t usual = tenths * 216 / static_cast<std::int64_t>(engagements);  // of 2,400 in an FTE
  for (std::size_t i = 0; i < engagements; ++i) {
    BalanceTask::Engagement engagement;
    engagement.today = static_cast<std::size_t>(below(people));
    engagement.efforts = {Fraction::ratio(usual * (300 + below(1'400)) / 1'000, 2'400)};
    engagement.allowed.assign(people, true);
    task.engagements.push_back(std::move(engagement));
  }
  return task;
}

}  // namespace

int main(int count, char** values) {
  if (count != 3 || cbc_solver() == nullptr) return 2;
  const BalanceTask task = made_up(std::strtoull(values[1], nullptr, 10), std::strtoull(values[2], nullptr, 10));
  const auto begin = std::chrono::steady_clock::now();
  const BalanceSolution solution = solve_balance(task, cbc_solver());
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  for (const BalanceProof& proof : solution.proofs) std::cout << proof.value << " (at least " << proof.bound << ")  ";
  std::cout << seconds.count() << " s\n";
}
