#include "engine/evaluate/totals.hpp"

#include <algorithm>

namespace spanne::engine {

void Totals::add(const Outcome& outcome) { add(Totals{outcome.total, outcome.kinds, outcome.limit}); }

void Totals::add(const Totals& more) {
  total += more.total;
  kinds.resize(std::max(kinds.size(), more.kinds.size()));
  for (std::size_t kind = 0; kind < more.kinds.size(); ++kind) kinds[kind] += more.kinds[kind];
  limit += more.limit;
}

BlockTotals::BlockTotals(const Plan& plan) {
  figures_.push_back({&plan.total});
  for (const auto& kind : plan.kinds) figures_.push_back({&kind});
  figures_.push_back({&plan.limit});
}

void BlockTotals::add(const BlockEvaluator& outcomes, std::size_t row) {
  for (Figure& figure : figures_) figure.add(outcomes.low(*figure.of, row), outcomes.high(*figure.of, row));
}

Totals BlockTotals::take() {
  Totals totals;
  totals.total = figures_.front().take();
  for (std::size_t i = 1; i + 1 < figures_.size(); ++i) totals.kinds.push_back(figures_[i].take());
  totals.limit = figures_.back().take();
  return totals;
}

void BlockTotals::Figure::add(std::int64_t more_low, std::int64_t more_high) {
  std::int64_t new_low = 0, new_high = 0;
  if (__builtin_add_overflow(low, more_low, &new_low) || __builtin_add_overflow(high, more_high, &new_high)) {
    const Range so_far = take();
    sum = so_far;
    new_low = more_low;
    new_high = more_high;
  }
  low = new_low;
  high = new_high;
}

Range BlockTotals::Figure::take() {
  Range all{sum.low + Fraction(low) * of->unit, sum.high + Fraction(high) * of->unit};
  *this = {of};
  return all;
}

}  // namespace spanne::engine
