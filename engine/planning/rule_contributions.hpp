// RuleContributions divide the effort of many accounts among the rules that made it, so that the parts add up to the
// total exactly (docs/planning/effort-by-rule.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/planning/account_shares.hpp"
#include "engine/planning/likely_range.hpp"

namespace spanne::engine {

/// What one cluster's base, rule or row of a table contributes to the effort of some accounts.
struct RuleContribution {
  SourceId source = 0;
  std::string name;                   // see ContributionSources::name
  std::size_t rows = 0;               // accepted rows in which it counts
  Enclosure to_low, to_mid, to_high;  // FTE, of the sums of all low ends, middles and high ends; they may cross
};

/// The effort of some accounts, by rule. One object for one thread.
class ContributionSums {
 public:
  explicit ContributionSums(const ContributionSources& sources);

  /// An account that is not rejected.
  void add(std::size_t line, const Outcome& outcome, const std::vector<AccountShare>& shares);
  void add_rejected() {
    ++rows_;
    ++rejected_;
  }
  void add(const ContributionSums& more);

  std::size_t rows() const { return rows_; }  // all, rejected ones too
  std::size_t rejected() const { return rejected_; }
  /// Of everything that counts in at least one row, the greatest middle first (by its amount), then as in the file.
  std::vector<RuleContribution> contributions() const;
  /// The total.
  Enclosure low() const { return low_.value(); }
  Enclosure high() const { return high_.value(); }
  Enclosure middle() const;
  LikelyRange likely_range() const { return likely_.range(); }

 private:
  struct Source {
    std::size_t rows = 0;
    TotalSum low, high;
  };
  const ContributionSources* sources_;
  std::size_t rows_ = 0, rejected_ = 0;
  TotalSum low_, high_;
  std::vector<Source> sums_;  // by SourceId
  LikelySums likely_;
};

}  // namespace spanne::engine
