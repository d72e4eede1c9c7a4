// Questions over all accounts: looks for one that does something, box by box, and counts its steps.
//
// A box about which nothing is in doubt is settled; any other is split where the doubt is. A step is a term that is
// looked at; every box, and every account that is evaluated, takes some more for what is around it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/proof/box_evaluator.hpp"
#include "engine/value/step_budget.hpp"

namespace spanne::engine::proof {

/// Where the answers of conditions that look at one attribute change: the last values before it.
class Cuts {
 public:
  explicit Cuts(const Space& space);
  const std::vector<Ordinal>* of(TermId id) const;

 private:
  std::map<TermId, std::vector<Ordinal>> cuts_;
};

struct Split {
  Axis axis = 0;
  bool missing = false;  // into missing and known; else after `last`
  Ordinal last = 0;
};

/// Where to split a box so that most of the doubts go; nullopt where nothing can be split.
std::optional<Split> best_split(const Space& space, const Cuts& cuts, const Box& box, const Doubts& doubts);
/// The two halves; a half without an account is left out.
std::vector<Box> halves(const Space& space, const Box& box, const Split& split);

enum class BoxVerdict { never, always, open };

/// One thing that must be so of the account that is looked for.
struct Constraint {
  enum class Kind {
    holds,       // all `terms`
    matches,     // the cluster, rule or row of `origin`
    unmatched,   // not that
    concerned,   // the table of `origin` counts for the account
    differs,     // the rule of `origin` concerns the account, and does not match
    no_cluster,  // none fits
    no_row,      // none of the table `origin.index`
    fits,        // the lookup's row `origin` counts
    breaks       // accepted, and `property` does not hold
  } kind;
  std::vector<TermId> terms = {};
  EffectSite origin = {EffectSite::Kind::cluster, 0, 0};
  const Property* property = nullptr;
};

struct Question {
  /// Whether an account of the box does it. Doubts are what an open verdict hangs on.
  std::function<BoxVerdict(const Box&, Doubts&)> judge;
  /// Whether this account does it, by the plain evaluator alone.
  std::function<bool(const DatedAccount&)> holds;
  /// The same for the solver: all of it must be so. Empty where it is not to be asked.
  std::vector<Constraint> constraints = {};
  /// Whether the wishes say all: then an example that does not hold is our fault.
  bool exact = true;
};

enum class Found { none, one, undecided, disagreement };

struct Answer {
  Found found = Found::none;
  std::optional<DatedAccount> example = {};  // one; or the account on which prover and evaluator disagree
  std::optional<TermId> hard = {};           // what could not be settled
  bool unasked = false;                      // undecided: the solver's program is not on this machine
  bool needs_solver = false;                 // undecided: no solver was passed in
};

using Steps = StepBudget::Steps;

/// Settles constraints that compare attributes with one another (engine/proof/solver has one that asks Z3).
class Solver {
 public:
  Solver() = default;
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;
  virtual ~Solver() = default;
  /// None or one; undecided where the question is not linear or `steps` are used up. An example has not yet been
  /// through the evaluator. May be called from several threads at once.
  virtual Answer solve(const Space& space, const std::vector<Constraint>& constraints, Steps steps) const = 0;
};

/// About so many terms are looked at in a second.
inline constexpr Steps steps_per_second = 4'000'000;
/// What a box takes apart from the terms that are looked at.
inline constexpr Steps steps_around = 300;

/// What the plain evaluator takes for an account: at most all terms.
inline Steps cost_of_account(const Model& model) { return 100 + model.terms.size(); }
inline Steps cost_of_box(const Doubts& doubts) { return steps_around + doubts.looked_at; }

/// With nothing left, what is still open stays undecided.
Answer search(const Space& space, const Cuts& cuts, const Question& question, const Box& from, StepBudget& budget);

/// The greatest value over the accounts of a box.
struct Maximum {
  std::optional<DatedAccount> example;
  Fraction value;       // of the example
  bool proved = false;  // no account has more; else:
  Fraction never_above;
  bool empty = false;  // proved that there is no account
};

struct MaximumSearch {
  /// What no account of the box exceeds; nullopt where there is no account.
  std::function<std::optional<Fraction>(const Box&, Doubts&)> bound;
  /// What this account gets; nullopt where it does not count.
  std::function<std::optional<Fraction>(const DatedAccount&)> value;
};

Maximum climb(const Space& space, const Cuts& cuts, const MaximumSearch& question, const Box& from, StepBudget& budget);

}  // namespace spanne::engine::proof
