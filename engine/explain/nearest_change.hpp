// Nearest changes say what would give an account another result: for each attribute the nearest value that does.
//
// Another result is another cluster, another total effort, or a rejection instead of a result: what a person who
// questions the number asks about. How the kinds share the total, flags, and rules that change nothing are ignored.
// Every change that is reported has been evaluated: applying it gives exactly `outcome`.
//
// How far the search reaches (it may overlook a change beyond that, but never reports a wrong one):
//
// - Yes or no, choices, texts, and the missing value of an optional attribute: all values.
//
// - Numbers and dates that are only compared with something that does not depend on them: every value on the scale of
//   the attribute, since every threshold and its neighbours are on the scale.
//
// - Numbers and dates that enter calculations or amounts: every whole number and day up to `steps_tried` steps away.
//   Beyond that, and for other numbers, the first change of every calculation and of the whole result that is found by
//   doubling the distance and then bisecting.
//
// The scale of an attribute is 1 for whole numbers, 0.01 for decimals and money, 0.01 % for percentages, a day for
// dates; it is finer next to a threshold with more decimals.
#pragma once

#include <vector>

#include "engine/semantics/evaluate.hpp"
#include "engine/value/step_budget.hpp"

namespace spanne::engine {

inline constexpr std::int64_t steps_tried = 1'000;

/// One change of one attribute.
struct NearestChange {
  AttributeId attribute = 0;
  Value value;             // the value it would have instead
  Outcome outcome;         // of the account with that value
  bool any_other = false;  // the value stands for every text that no rule names
  bool moves = false;      // every change of the attribute changes the effort; `value` is one plain step away
};

/// Changes in the order of the attributes. For each attribute: first how the effort moves with it, if it does; then its
/// nearest values (several if they are equally near); then the missing value. For a missing number or date, near means
/// near to 0 or to `as_of`. If the effort moves with an attribute, its nearest value is one that changes the cluster or
/// which rules count. Attributes that cannot change the result are left out.
///
/// A step is a term that is evaluated. If the budget is used up before all values of an attribute have been tried, that
/// attribute and those after it are left out, and `budget` has nothing left.
std::vector<NearestChange> nearest_changes(const Model& model, const Account& account, Date as_of, StepBudget& budget);
std::vector<NearestChange> nearest_changes(const Model& model, const Account& account, Date as_of);

/// About ten seconds of work.
inline constexpr StepBudget::Steps steps_for_changes = 40'000'000;

/// Whether two outcomes are the same result in the sense above.
bool same_result(const Outcome& a, const Outcome& b);

}  // namespace spanne::engine
