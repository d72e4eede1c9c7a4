// AccountShares divides one account's effort among what made it: the base of its cluster, rules, rows of tables.
//
// Additions count as they are. What surcharges and factors do to them is divided by Shapley values (shapley.hpp), each
// end of the range with the ends of the factors that produced it. What a limit or an `exactly` changes belongs to the
// rule that decided, in equal shares where several say the same. The shares add up to the account's effort exactly,
// whatever the order of rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/semantics/trace.hpp"
#include "engine/testing/sites.hpp"

namespace spanne::engine {

/// The place of a cluster's base, a rule, or a row of an effect table among all that can contribute to an effort.
using SourceId = std::size_t;

/// Numbers everything that can contribute to an effort, in the order of the model: clusters, rules, rows of tables, and
/// last that no effort falls below 0.
class ContributionSources {
 public:
  explicit ContributionSources(const Model& model);

  std::size_t size() const { return never_below_zero() + 1; }
  SourceId of(const OptionalSite& site, ClusterId cluster) const;
  SourceId never_below_zero() const { return first_rows_.back(); }
  /// The cluster, rule or row; nullopt: that no effort falls below 0.
  std::optional<StatementRef> statement(SourceId source) const;
  /// "cluster regional", "many_sites", "contracts#3", "line 31", "never below 0".
  std::string name(SourceId source) const;
  const Model& model() const { return model_; }

 private:
  const Model& model_;
  std::vector<SourceId> first_rows_;  // of each table, then the end
};

/// A part of one account's effort.
struct AccountShare {
  SourceId source = 0;
  std::optional<KindId> kind;  // of effort; nullopt: what a limit or an `exactly` changes of their sum
  Range to;                    // what it contributes to the low and to the high end, FTE; the ends may cross
  /// From a surcharge, a factor, a limit or an `exactly`, whose value is one for all accounts. Bases and additions
  /// differ from account to account.
  bool is_common = false;
};

/// The shares of an account that is not rejected: at least one of each source that counts, several where it has several
/// effects or kinds. They add up to `outcome.total`, and those of a kind to its effort.
std::vector<AccountShare> shares_of(const Outcome& outcome, const Trace& trace, const ContributionSources& sources);

}  // namespace spanne::engine
