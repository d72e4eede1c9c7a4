// The search decides a question about all accounts by branch and bound over boxes, and counts its steps.
//
// A box without split hints is settled; every other box is split where its split hints are. A step is one term that is
// evaluated. Every box, and every account that is evaluated, costs some extra steps. Steps rather than seconds limit
// the work, so that the same question has the same answer on every machine.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/proof/box_evaluator.hpp"
#include "engine/value/step_budget.hpp"

namespace spanne::engine::proof {

/// The cuts of a term: the last values before its answer changes, for terms that depend on a single attribute.
/// Splitting a box there settles the term on both halves.
class SplitPoints {
 public:
  explicit SplitPoints(const Space& space);
  /// The cuts in ascending order; null if the term depends on several attributes or has too many cuts.
  const std::vector<Ordinal>* of(TermId id) const;

 private:
  std::map<TermId, std::vector<Ordinal>> split_points_;
};

/// A place at which a box is split along one axis.
struct Split {
  Axis axis = 0;
  bool missing = false;  // splits missing from known values; otherwise after `last`
  Ordinal last = 0;
};

/// The split that settles most split hints, by rank; returns nullopt if the box cannot be split.
std::optional<Split> best_split(const Space& space, const SplitPoints& cuts, const Box& box,
                                const SplitHints& split_hints);
/// The halves of a split box; a half that holds no account is left out.
std::vector<Box> halves(const Space& space, const Box& box, const Split& split);

/// Whether no account of a box, or every account, answers a question; `open` if that is not known.
enum class BoxVerdict { never, always, open };

/// A condition on the account that is looked for, in the form the solver takes.
struct Constraint {
  enum class Kind {
    holds,       // all of `terms` hold
    matches,     // the cluster, rule or row of `origin`
    unmatched,   // the cluster, rule or row of `origin` does not match
    concerned,   // the table of `origin` applies to the account
    differs,     // the rule of `origin` applies to the account, but does not match
    no_cluster,  // no cluster fits
    no_row,      // no row of the table `origin.index` fits
    fits,        // the lookup's row `origin` counts
    breaks       // the account is accepted and `property` does not hold
  } kind;
  std::vector<TermId> terms = {};
  EffectSite origin = {EffectSite::Kind::cluster, 0, 0};
  const Property* property = nullptr;
};

/// A question: is there an account that …?
struct Question {
  /// Judges all accounts of a box. The split hints say what keeps the verdict open.
  std::function<BoxVerdict(const Box&, SplitHints&)> judge;
  /// Judges one account with the plain evaluator alone.
  std::function<bool(const DatedAccount&)> holds;
  /// The question as constraints for the solver, all of which must hold; empty: the solver is not asked.
  std::vector<Constraint> constraints = {};
  /// Whether the constraints express the question completely. If so, a solver's example that fails `holds` is a fault
  /// of the program.
  bool exact = true;
};

/// `example`: there is such an account; `disagreement`: proof and plain evaluator contradict each other.
enum class Found { none, example, undecided, disagreement };

struct Answer {
  Found found = Found::none;
  /// the account found, or the account that proof and evaluator disagree about
  std::optional<DatedAccount> example = {};
  std::optional<TermId> open_term = {};  // the term that could not be settled
  bool relaxed = false;       // the solver's constraints left something unknown, so its example proves nothing
  bool unasked = false;       // undecided because Z3 is not installed
  bool needs_solver = false;  // undecided because no solver was passed in
};

using Steps = StepBudget::Steps;

/// Interface of a solver for constraints that compare attributes with one another; engine/proof/solver implements it
/// with Z3.
class Solver {
 public:
  Solver() = default;
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;
  virtual ~Solver() = default;
  /// Returns `none`, `example`, or `undecided` if the constraints are not linear or `steps` are used up. The caller has
  /// to check the example with the plain evaluator. Safe to call from several threads at once.
  virtual Answer solve(const Space& space, const std::vector<Constraint>& constraints, Steps steps) const = 0;
};

/// Measured: about this many terms are evaluated in a second.
inline constexpr Steps steps_per_second = 4'000'000;
/// Overhead of a box, in steps, in addition to the terms evaluated.
inline constexpr Steps steps_around = 300;

/// Cost of evaluating one account: at most all terms of the model.
inline Steps cost_of_account(const Model& model) { return 100 + model.terms.size(); }
inline Steps cost_of_box(const SplitHints& split_hints) { return steps_around + split_hints.looked_at; }

/// Looks for an account in `from` that answers the question. Returns `undecided` if the budget is used up before that.
Answer search(const Space& space, const SplitPoints& cuts, const Question& question, const Box& from,
              StepBudget& budget);

/// The greatest value over the accounts of a box, or bounds on it.
struct Maximum {
  std::optional<DatedAccount> example;
  Fraction value;       // value of `example`
  bool proved = false;  // no account exceeds `value`; otherwise `never_above` is an upper bound
  Fraction never_above;
  bool empty = false;  // no account has a value at all
};

/// What is maximised.
struct MaximumSearch {
  /// An upper bound for the accounts of a box; returns nullopt if none of them counts.
  std::function<std::optional<Fraction>(const Box&, SplitHints&)> bound;
  /// The value of one account; returns nullopt if it does not count.
  std::function<std::optional<Fraction>(const DatedAccount&)> value;
};

/// Maximises best-first: the box with the highest bound is split next.
Maximum find_maximum(const Space& space, const SplitPoints& cuts, const MaximumSearch& question, const Box& from,
                     StepBudget& budget);

}  // namespace spanne::engine::proof
