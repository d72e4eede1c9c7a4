// What a rule set does to every account there can ever be, on every day it is in force: proved, not sampled.
//
// Questions are settled by splitting the space of accounts into boxes on which no condition is in doubt, and, where
// conditions compare attributes with one another, by a solver. Every account that is shown has been through the plain
// evaluator. What cannot be settled within the limit is said to be undecided (docs/proofs.md).
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
  /// How much work one question may take; about so many seconds, but counted in steps, so that answers repeat.
  unsigned seconds = 10;
  std::optional<std::uint64_t> steps = {};  // instead, what one question may take in steps
  Executor executor = run_in_order;         // questions are independent of one another
  /// Asked where boxes do not settle a question; null: such a question stays undecided.
  std::shared_ptr<const proof::Solver> solver;
  bool boxes = true;  // false: without the boxes' search, which is what tests compare
  /// Called now and then, from any thread, with how many questions are settled.
  std::function<void(std::size_t settled, std::size_t questions)> progress;
};

/// The least or the greatest effort of a cluster, or how near the search came to it.
struct Extreme {
  Fraction effort;      // FTE, of the account
  std::string account;  // "sites = 15, decentral = yes", as `given` and `--given` take it
  bool proved = true;   // nobody has less or more; else:
  Fraction outer;       // FTE that nobody goes beyond
};

/// What the accounts of a cluster can get.
struct ClusterEffort {
  ClusterId cluster = 0;
  std::optional<Extreme> least, greatest;  // of fte_low and of fte_high; nullopt where no account was found
  AccountRange span;                       // of all its accounts; means something where both are there
  bool by_rules = true;  // accounts whose effort `exactly` fixes are left out; false where that is all of them
  bool some_fixed = false;
};

enum class Claim { proved, refuted, undecided };

struct PropertyProof {
  Claim claim = Claim::proved;
  std::string reason;   // undecided: why
  std::string account;  // refuted
};

struct Proof {
  grammar::Diagnostics findings;          // by place
  std::vector<ClusterEffort> clusters;    // in the order of Model::clusters
  std::vector<PropertyProof> properties;  // in the order of Model::properties
  std::size_t undecided = 0;              // questions that were not settled
  std::uint64_t max_steps = 0;            // that one search took
};

Proof prove(const Model& model, const ProofOptions& options = {});

}  // namespace spanne::engine
