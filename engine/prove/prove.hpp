// What a rule set does to every account there can ever be, on every day it is in force: proved, not sampled.
//
// Questions are settled by splitting the space of accounts into boxes on which no condition is in doubt, and, where
// conditions compare attributes with one another, by a solver. Every account that is shown has been through the plain
// evaluator. What cannot be settled within the limit is said to be undecided (docs/proofs.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/evaluate/evaluate.hpp"
#include "engine/model/model.hpp"
#include "grammar/diagnostic.hpp"

namespace spanne::engine {

struct ProofOptions {
  /// How much work one question may take; about so many seconds, but counted in steps, so that answers repeat.
  unsigned seconds = 10;
  std::optional<std::uint64_t> steps = {};  // instead, what one question may take in steps
  unsigned threads = 0;                     // 0: all cores
  /// Without the boxes' search, or without the solver: what tests compare.
  bool boxes = true, solver = true;
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
