// What rules and rows give, added up for all rows of a block at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/columns/plan_terms.hpp"

namespace spanne::engine {

/// Something that is added up from what rules and rows give: the low end of a kind, what its high end has more, …
using SumId = std::size_t;

/// Amounts by sum; sums that get nothing are not in it.
using Shares = std::map<SumId, Fraction>;

class PlanSums {
 public:
  /// Both outlive it.
  PlanSums(TermPlanner& terms, Program& program) : terms_(terms), program_(program) {}

  /// What is the same for every account.
  void add(MaskRef when, const Shares& shares);
  /// What differs from account to account.
  void add(SumId sum, MaskRef when, const PlannedNumber& quantity) { varying_.push_back({sum, when, quantity}); }

  /// To be asked for when all has been added.
  PlannedNumber of(SumId sum);

 private:
  /// Rules and rows that give exactly the same need only be counted.
  struct Counted {
    Program::Planes count;
    std::int64_t members = 0;
  };
  struct Varying {
    SumId sum;
    MaskRef when;
    PlannedNumber quantity;
  };
  Fraction unit_of(SumId sum) const;
  SeriesId counted(SumId sum, const Fraction& unit);

  TermPlanner& terms_;
  Program& program_;
  std::map<Shares, Counted> counted_;
  std::vector<Varying> varying_;
};

}  // namespace spanne::engine
