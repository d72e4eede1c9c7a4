// BoxEvaluator computes the ranges of results that the accounts of a box can get. It follows the six steps of
// engine/semantics/evaluate.hpp with sets in place of values.
#pragma once

#include <compare>
#include <optional>
#include <vector>

#include "engine/proof/box_evaluation.hpp"

namespace spanne::engine::proof {

/// An effect that changes effort, and whether it counts for the accounts of the box.
struct BoxEffect {
  const Effect* effect;
  Truths counts;
  Numbers low, high;     // FTE, a share or a factor; undefined unless the effect may count
  bool depends = false;  // whether it counts depends on the rising attribute of a box of pairs
};

/// The place of an effect: a cluster (its base effort), a rule, or a row of a table.
struct EffectSite {
  enum class Kind { cluster, rule, row } kind;
  std::uint32_t index;
  std::uint32_t row = 0;
  auto operator<=>(const EffectSite&) const = default;  // by kind, then in the order of the file
};

/// One kind of effort before limits are applied.
struct BoxKindOutcome {
  Numbers added_low, added_high;  // FTE
  Numbers least, most;            // the multiplier of each end, at least 0
  Numbers low, high;              // FTE
};

/// The ranges of the low and of the high end of an effort, in FTE.
struct Ends {
  Numbers low, high;
};

/// What the accounts of a box can get. Flags are possibilities unless their names say `always`.
struct BoxOutcome {
  bool accepted = true;          // some account may be accepted
  bool rejected = false;         // some account may be rejected
  std::vector<BoxEffect> parts;  // the same effects in the same order for every box of a model
  std::vector<BoxKindOutcome> kinds;
  Ends sum;                // total of all kinds
  Ends limited;            // after `at least` and `at most`
  Ends total;              // after `exactly`
  bool overdrawn = false;  // discounts may exceed 100 %
  bool turned = false;     // a factor may be below 0
  bool fixed = false;      // `exactly` may apply
  bool always_fixed = false;
  std::vector<Numbers> results;  // by Model::result_names()
};

/// Evaluates one box for one thread. Every member evaluates only the terms it needs, so that questions about one rule
/// need not evaluate the whole rule set.
class BoxEvaluator {
 public:
  BoxEvaluator(const Space& space, const Box& box, SplitHints& split_hints, Side side = Side::first)
      : model_(space.model()), evaluation_(space, box, split_hints, side) {}

  BoxEvaluation& evaluation() { return evaluation_; }
  const Classes& classes() { return evaluation_.classify(); }
  /// Whether a rule or table with this scope and period applies to the account.
  Truths concerns(const std::vector<ClusterId>& scope, const Period& period);
  /// Whether a rule or a row matches.
  Truths matches(const Rule& rule);
  Truths matches(const Table& table, std::uint32_t row);
  Truths matches(const EffectSite& origin);
  /// Evaluates a single effect.
  BoxEffect part(const EffectSite& origin, const Effect& effect);
  /// Evaluates everything. From then on conditions may refer to results.
  const BoxOutcome& run();

 private:
  void base();
  void rule(const Rule& rule);
  void table(const Table& table);
  void take(const Effect& effect, const Truths& counts, bool depends);
  bool depends(const std::vector<TermId>& conditions) const;
  void amount(BoxEffect& part);
  Numbers portions(const Proportion& per);
  bool may_be_too_large() const;
  void scale();
  BoxKindOutcome scaled(KindId kind);
  void limit();
  void fix();
  void results();
  void remarks();
  void reject(bool certainly);

  const Model& model_;
  BoxEvaluation evaluation_;
  std::optional<BoxOutcome> outcome_;
};

}  // namespace spanne::engine::proof
