// RuleContributions divide the effort of many accounts among the rules that made it, so that the parts add up to the
// total exactly (docs/planning/effort-by-rule.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/planning/account_shares.hpp"
#include "engine/planning/by_source.hpp"
#include "engine/planning/likely_range.hpp"
#include "engine/planning/portfolio_rows.hpp"
#include "engine/planning/result_table.hpp"

namespace spanne::engine {

/// What one cluster's base, rule or row of a table contributes to the effort of some accounts.
struct RuleContribution {
  SourceId source = 0;
  std::string name;                   // see ContributionSources::name
  std::size_t rows = 0;               // accepted rows in which it counts
  Enclosure to_low, to_mid, to_high;  // FTE, of the sums of all low ends, middles and high ends; they may cross
  /// Of its middle, what belongs to each kind, then what limits change; empty where the model declares no kinds.
  std::vector<Enclosure> kinds;
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
  SumRange total() const { return {low_.value(), high_.value()}; }
  /// As RuleContribution::kinds, of everything.
  std::vector<Enclosure> kinds() const;
  LikelyRange likely_range() const { return likely_.range(); }

 private:
  struct Source {
    std::size_t rows = 0, latest = 0;  // latest: the row counted last, by its number among all
    TotalSum low, high;
    std::vector<TotalSum> kinds;  // of both ends together; sized with the first row
  };
  const ContributionSources* sources_;
  std::size_t rows_ = 0, rejected_ = 0;
  TotalSum low_, high_;
  BySource<Source> sums_;
  LikelySums likely_;
};

/// The effort of a file's rows by rule, and by groups of rows beside it.
struct EffortByRule {
  struct Group {
    std::vector<std::string> labels;  // one for each GroupBy; see Group::labels
    ContributionSums sums;
  };
  std::vector<Group> groups;  // in order of first appearance; empty where nothing else is grouped by
  ContributionSums total;
  std::size_t ungrouped = 0;  // rejected rows that count in the total only
};

/// `sources` are those of the rows' model, and outlive the result; `by` is what rows are grouped by beside the rule.
EffortByRule effort_by_rule(const RowEvaluation& rows, const ContributionSources& sources,
                            const std::vector<GroupBy>& by, const Executor& executor);

}  // namespace spanne::engine
