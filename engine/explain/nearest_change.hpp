// What would give an account another result: for each attribute the nearest other value that does.
//
// Another result is another cluster, another total effort, or being rejected instead of not: what a person who doubts
// the number asks about. (How the kinds share the total, remarks, and rules that change nothing are left aside.) What
// is named here has been evaluated: applying it gives exactly `outcome`.
//
// How far the search reaches (it never promises what it has not evaluated, but may overlook something outside):
// - Yes or no, choices, texts, and an optional value being missing: all there is.
// - Numbers and dates that are only compared with what does not depend on them: every value on the scale of the
//   attribute, where every threshold is on the scale as well as its neighbours.
// - Those that go into calculations or amounts: every whole number and day up to `steps_tried` steps away; beyond that,
//   and for other numbers, the first change of every calculation and of the whole result that doubling the distance and
//   then halving it comes upon.
// The scale of an attribute is 1 for whole numbers, 0.01 for decimals and money, 0.01 % for percentages, a day for
// dates; finer next to a threshold that is written finer.
#pragma once

#include <vector>

#include "engine/semantics/evaluate.hpp"
#include "engine/value/step_budget.hpp"

namespace spanne::engine {

inline constexpr std::int64_t steps_tried = 1'000;

struct NearestChange {
  AttributeId attribute = 0;
  Value value;             // what it would be instead
  Outcome outcome;         // of the account with it
  bool any_other = false;  // the value stands for every text that no rule asks for
  bool moves = false;      // every change of the attribute changes the effort; the value is one plain step away
};

/// Attributes in their order; of one attribute first how the effort moves with it, if it does, then its nearest values
/// (several where they are equally near), then its being missing. For a missing number or date, near means near to 0 or
/// to `as_of`. Where the effort moves with an attribute, its nearest value is one that changes the cluster or which
/// rules count. Attributes nothing can be changed with are not among them.
/// A step is a term that is looked at. Where they are used up before all values of an attribute have been tried, it and
/// those after it are left out, and `budget` has nothing left.
std::vector<NearestChange> nearest_changes(const Model& model, const Account& account, Date as_of, StepBudget& budget);
std::vector<NearestChange> nearest_changes(const Model& model, const Account& account, Date as_of);

/// About ten seconds' worth.
inline constexpr StepBudget::Steps steps_for_changes = 40'000'000;

bool same_result(const Outcome& a, const Outcome& b);

}  // namespace spanne::engine
