// WitnessSearch finds accounts that show a difference by trying values on either side of the thresholds, one, two or
// three at a time, starting from the accounts of the tests. Accounts it finds are exact; not finding one proves
// nothing, least of all for a guideline so large that the budget is used up first.
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/walker.hpp"
#include "engine/testing/sites.hpp"
#include "engine/value/step_budget.hpp"

namespace spanne::engine {

/// An account on a day.
struct Situation {
  Account account;
  Date day;
};

class WitnessSearch {
 public:
  /// Starts from the accounts of the tests. `model` must outlive the object.
  WitnessSearch(const Model& model, Date today);

  struct Goal {
    StatementRef owner;                // the statement to reach, and whose attributes are varied
    std::optional<TermId> comparison;  // the account may lie exactly where this comparison changes
    std::function<bool(const Situation&)> reached;
  };
  /// Returns nullopt if no account is found within the budget.
  std::optional<Situation> find(const Goal& goal);

  /// Adds a start for later searches.
  void start_from(Situation situation) { starts_.push_back(visited(std::move(situation))); }
  /// Whether the comparison is evaluated in that situation.
  bool tries(const Situation& situation, TermId comparison) const;
  Date usual_day() const { return days_.front(); }

 private:
  using Attempt = std::function<bool(const Situation&)>;
  struct Start {
    Situation situation;
    Outcome outcome;
    Footprint footprint;
  };

  Start visited(Situation situation) const;
  /// Whether the budget allows another account.
  bool goes_on() const;
  /// The clusters, rules and rows through which a statement takes effect.
  std::vector<StatementRef> served_by(const StatementRef& owner) const;
  bool is_reached(const StatementRef& owner, const Start& start) const;
  std::size_t progress(const StatementRef& owner, const Start& start) const;
  std::vector<std::size_t> best_starts(const std::vector<StatementRef>& served, std::size_t most) const;
  void hill_climb(const StatementRef& owner);

  std::vector<AttributeId> involved(const std::vector<TermId>& terms) const;
  std::optional<Situation> changed(const Situation& from, const std::vector<AttributeId>& attributes,
                                   const Attempt& attempt) const;
  std::optional<Situation> changed_together(const Situation& from, const std::vector<StatementRef>& served,
                                            const Goal& goal) const;
  std::optional<Situation> on_other_days(const Situation& from, const Attempt& attempt) const;
  std::optional<Situation> where_it_changes(const Situation& from, const Goal& goal) const;
  std::optional<Situation> bisected(Situation low, Situation high, AttributeId attribute, std::int64_t step,
                                    const Goal& goal) const;

  const Model& model_;
  std::vector<std::vector<Value>> values_;
  std::vector<Date> days_;
  std::vector<AttributeId> asked_;    // the attributes that any result depends on
  std::vector<StatementRef> owners_;  // all clusters, rules and rows of effect tables
  std::vector<Start> starts_;
  std::vector<StatementRef> searched_;
  mutable StepBudget search_, all_searches_;
};

}  // namespace spanne::engine
