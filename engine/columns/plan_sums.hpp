// PlanSums adds up what rules and rows contribute, for all rows of a block at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/columns/plan_terms.hpp"

namespace spanne::engine {

/// Index of a sum of contributions: the low end of a kind, the excess of its high end, and so on.
using SumId = std::size_t;

/// The amounts contributed to each sum; sums without a contribution are left out.
using Shares = std::map<SumId, Fraction>;

/// Collects contributions first and compiles each sum on demand.
class PlanSums {
 public:
  /// Both must outlive the object.
  PlanSums(TermPlanner& terms, Program& program) : terms_(terms), program_(program) {}

  /// Adds amounts that are the same for every account.
  void add(MaskRef when, const Shares& shares);
  /// Adds an amount that depends on the account.
  void add(SumId sum, MaskRef when, const PlannedNumber& quantity) { varying_.push_back({sum, when, quantity}); }

  /// The compiled sum. Call it after everything has been added.
  PlannedNumber of(SumId sum);

 private:
  /// Rules and rows with exactly the same amounts, which therefore only need to be counted.
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
