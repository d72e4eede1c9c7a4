// LikelyRange is where the effort of many accounts probably lies: a 90 % interval inside the worst cases.
//
// The sums of all low and of all high ends are the worst cases: every unknown at its worst at once. Where unknowns are
// independent and each lies anywhere in its range alike, their sum varies far less: middle ± 1.645 · √variance, where
// an unknown of width w has the variance w² ÷ 12. docs/planning/likely-range.md says what is assumed.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/planning/account_shares.hpp"
#include "engine/planning/by_source.hpp"
#include "engine/planning/portfolio_rows.hpp"
#include "engine/value/executor.hpp"
#include "engine/value/total_sum.hpp"

namespace spanne::engine {

/// One unknown of a sum.
struct UnknownTerm {
  std::optional<SourceId> source;   // a rule, or a cluster's base, that is one unknown for all accounts
  std::optional<std::size_t> line;  // or: what the account in this line of the file adds up to
  std::string name;                 // "many_sites", "line 7"
  Fraction part;                    // of the variance, 0 to 1
};

/// One way of saying what is unknown.
struct LikelyInterval {
  Fraction root;                        // √variance, rounded up to three decimals, FTE
  std::optional<Range> range;           // nullopt if `dominant` is set
  std::optional<UnknownTerm> dominant;  // the one with more than a quarter of the variance: no interval can be given
};

struct LikelyRange {
  Range worst;      // the sums of all low and of all high ends, FTE
  Fraction middle;  // FTE
  /// Bases and additions differ from account to account; surcharges, factors and limits are one unknown each for all
  /// accounts.
  LikelyInterval by_account;
  /// Every base and every rule is one unknown for all accounts: wider.
  LikelyInterval by_rule;
};

/// 1.645, of which 90 % of a normal distribution lie within so many roots of its variance.
Fraction likely_factor();

/// Adds up what a likely range is made of. Neither order nor chunks change the result. One object for one thread.
class LikelySums {
 public:
  explicit LikelySums(const ContributionSources& sources);

  /// An account that is not rejected.
  void add(std::size_t line, const Outcome& outcome, const std::vector<AccountShare>& shares);
  void add(const LikelySums& more);

  LikelyRange range() const;

 private:
  struct Source {
    TotalSum width;   // of everything it contributes
    TotalSum common;  // of its surcharges, factors and limits alone
  };
  struct Widest {
    Fraction square;
    std::size_t line = 0;
  };
  LikelyInterval by_account() const;
  LikelyInterval by_rule() const;

  const ContributionSources* sources_;
  TotalSum low_, high_;
  TotalSum squares_;  // of what each account's base and additions come to
  Widest widest_;     // of these; the first line of several
  BySource<Source> widths_;
};

/// Chooses rows; `result` is what the rule set makes of the row with this index.
using RowFilter = std::function<bool(std::size_t index, const RowResult& result)>;

/// The likely range of all accepted rows, or of those that `filter` chooses; any number of threads may ask it.
LikelyRange likely_range_of(const RowEvaluation& rows, const Executor& executor, const RowFilter& filter = {});

}  // namespace spanne::engine
