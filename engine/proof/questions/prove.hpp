// The prover shows what a rule set does to every possible account on every day it is in force.
//
// A question is settled by splitting the space of accounts into boxes on which no condition is undecided and, if
// conditions compare attributes with one another, by a solver. Every account that is reported has been checked with the
// plain evaluator. A question that cannot be settled within the limit is reported as undecided
// (docs/proofs.md#what-is-not-decided).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/value/executor.hpp"
#include "grammar/text/diagnostic.hpp"

namespace spanne::engine {

namespace proof {
class Solver;  // engine/proof/search.hpp
}

struct ProofOptions {
  /// Limit per question: about this many seconds of work, but counted in steps, so that answers are reproducible.
  unsigned seconds = 10;
  std::optional<std::uint64_t> steps = {};  // overrides `seconds`: limit per question in steps
  Executor executor = run_in_order;         // runs the questions, which are independent tasks
  /// Asked if boxes do not settle a question; null: such a question stays undecided.
  std::shared_ptr<const proof::Solver> solver;
  bool boxes = true;  // false: skips the search over boxes; for tests that compare it with the solver
  /// Called from time to time, from any thread, with the number of settled questions.
  std::function<void(std::size_t settled, std::size_t questions)> progress;
};

/// A value of an attribute that lies where numbers or days end, because its declaration sets no end.
struct OpenEnd {
  AttributeId attribute = 0;
  Value value;
  bool upper = true;  // the attribute has no greatest value; false: no least value
};

/// The least or the greatest effort of a cluster, or how near the search came to it.
struct Extreme {
  Fraction effort;                      // effort of `account`, FTE
  std::string account;                  // "sites = 15, decentral = yes", as `given` and `--given` take it
  bool proved = true;                   // no account goes beyond `effort`; otherwise:
  Fraction outer;                       // bound that no account goes beyond, FTE
  std::vector<OpenEnd> open_ends = {};  // where it depends on values that no account has
};

/// The efforts that the accounts of a cluster can get.
struct ClusterEffort {
  ClusterId cluster = 0;
  std::optional<Extreme> least, greatest;  // of fte_low and of fte_high; nullopt if no account was found
  AccountRange span;                       // of all its accounts; valid only if both extremes exist
  bool by_rules = true;                    // accounts fixed by `exactly` are left out; false if there are no others
  bool some_fixed = false;
};

enum class Claim { proved, refuted, undecided };

/// The result of one `property` of the rule set.
struct PropertyProof {
  Claim claim = Claim::proved;
  std::string reason;   // undecided: the reason
  std::string account;  // refuted: a counterexample
};

/// A threshold at which the effort jumps (docs/proofs.md#cliffs): two accounts that differ in one attribute by one
/// step.
struct Cliff {
  AttributeId attribute = 0;
  Value low, high;                        // of the attribute in the two accounts
  Fraction effort_low, effort_high;       // the middle of their efforts, FTE
  std::string account_low, account_high;  // as `given` and `--given` take them
  grammar::Diagnostic note;               // I0542, at the comparison that makes the difference
};

/// Their notes, in their order.
grammar::Diagnostics notes_of(const std::vector<Cliff>& cliffs);

/// Everything the prover found out.
struct Proof {
  grammar::Diagnostics findings;          // in the order of the text
  std::vector<ClusterEffort> clusters;    // in the order of Model::clusters
  std::vector<PropertyProof> properties;  // in the order of Model::properties
  std::vector<Cliff> cliffs;              // one for each threshold that is one, the largest first
  std::size_t undecided = 0;              // number of questions that were not settled
  std::uint64_t max_steps = 0;            // steps of the most expensive question
};

/// Asks all questions about a model. Deterministic: the same model and options give the same proof.
Proof prove(const Model& model, const ProofOptions& options = {});

/// The same proof question by question, for callers that have other things to do in between. For one thread.
class ProofInSteps {
 public:
  /// `model` outlives the object; the executor and the progress of `options` are not used.
  ProofInSteps(const Model& model, const ProofOptions& options);
  ~ProofInSteps();
  ProofInSteps(const ProofInSteps&) = delete;
  ProofInSteps& operator=(const ProofInSteps&) = delete;

  bool done() const;
  /// Settles the next question and returns how many steps it took, which the limit of a question bounds. A call when
  /// all is done does nothing.
  std::uint64_t settle_next();
  /// Once all is done; to be called once.
  Proof take();

 private:
  friend Proof prove(const Model& model, const ProofOptions& options);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace spanne::engine
