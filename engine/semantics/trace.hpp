// What an evaluation did on its way, for whoever asks to be told (engine/explain makes explanations of it).
#pragma once

#include <optional>
#include <vector>

#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

/// Where an effect stands: in a rule or row that matched; nullopt for the base of the account's cluster.
using OptionalSite = std::optional<RuleSite>;

/// One effect of what matched, and the figures it came to. Remarks are not among them.
struct Contribution {
  OptionalSite by;
  const Effect* effect = nullptr;   // in the model
  Range amount;                     // an effort in FTE, a share (20 % is 0.2) or a factor, as the effect is of a kind
  std::optional<Fraction> counted;  // with `per`: the number that is counted, before `above` and portions
  Fraction portions = 1;            // how many times the amount counts
  /// Of an addition: what it adds, FTE.
  Range worth() const { return {amount.low * portions, amount.high * portions}; }
};

/// What came of trying a cluster, a rule or an effect table. `faulty`: it could not be decided, see the rejections.
enum class Verdict { holds, fails, out_of_scope, out_of_period, faulty };

struct ClusterTrial {
  ClusterId id = 0;
  Verdict verdict = Verdict::fails;
};

struct RuleTrial {
  RuleRef ref;
  Verdict verdict = Verdict::fails;
};

/// What one kind of effort is multiplied with: 1 + `surcharges`, then `factors`.
struct Scale {
  Range surcharges;
  Range factors{1, 1};
};

/// What decided one end of the total, and the effect that did where it was one.
struct Decision {
  enum class By { sum, zero, floor, ceiling, fixed } by = By::sum;
  OptionalSite origin;
};

/// Filled as far as the evaluation came; where it rejects, the figures may stop short of the total.
struct Trace {
  std::vector<ClusterTrial> clusters;       // from top to bottom, up to the one that decided
  std::vector<RuleTrial> rules;             // rules and effect tables; those that ask for results come last
  std::vector<Contribution> contributions;  // the base, then what matched, in the order of the file
  std::vector<Range> sums;                  // by kind: base and additions, before anything is scaled
  std::vector<Scale> scales;                // by kind
  Range sum;                                // of the kinds, after scaling and before limits
  Decision low, high;                       // of the two ends of the total
};

}  // namespace spanne::engine
