// BoxEvaluator computes the ranges of results that the accounts of a box can get: EffortSemantics with sets in place of
// values.
#pragma once

#include <compare>
#include <optional>
#include <vector>

#include "engine/proof/box_evaluation.hpp"
#include "engine/semantics/effort_semantics.hpp"

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

using BoxKindOutcome = KindOutcome<Numbers>;

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
class BoxEvaluator : EffortSemantics<BoxEvaluator, SetValues, BoxEffect> {
 public:
  BoxEvaluator(const Space& space, const Box& box, SplitHints& split_hints, Side side = Side::first)
      : EffortSemantics(space.model()), evaluation_(space, box, split_hints, side) {}

  BoxEvaluation& evaluation() { return evaluation_; }
  const Classes& classes() { return evaluation_.classify(); }
  using EffortSemantics::concerns;
  using EffortSemantics::matches;  // of a rule
  /// Whether a row or the place of an effect matches.
  Truths matches(const Table& table, std::uint32_t row);
  Truths matches(const EffectSite& origin);
  /// Evaluates a single effect.
  BoxEffect part(const EffectSite& origin, const Effect& effect);
  /// Evaluates everything. From then on conditions may refer to results.
  const BoxOutcome& run();

 private:
  friend EffortSemantics;

  BoxEvaluation& terms() { return evaluation_; }
  Truths belongs_to(ClusterId cluster);
  Truths in_scope(const std::vector<ClusterId>& scope);
  void tried(const RuleRef& ref, const Truths& counts);
  void tried(const RuleRef& ref, const Truths& concerned, const Fits& fits);
  void matched(const OptionalSite& /*by*/, const Effects& /*effects*/) {}
  const std::vector<BoxEffect>& parts() const { return outcome_->parts; }
  void pass(const Effect& effect, const Truths& counts) {
    outcome_->parts.push_back({&effect, counts, {}, {}, depends_});
  }
  void take(const Effect& effect, const Truths& counts, const OptionalSite& by, const EffectAmount<Numbers>& measure);
  void scaled(KindId kind, const KindOutcome<Numbers>& made);
  void limit();
  void flag();

  bool depends(const std::vector<TermId>& conditions, bool on_cluster) const;
  BoxEffect measured(const Effect& effect, const Truths& counts, const EffectAmount<Numbers>& measure);
  void hint_at(TermId term, const Numbers& value);
  bool may_be_too_large() const;
  void apply_limits();
  void fix();
  void results();
  void flag(const Effects& effects, const Truths& truths);
  void reject(bool certainly);

  BoxEvaluation evaluation_;
  std::optional<BoxOutcome> outcome_;
  bool depends_ = false;  // whether what is tried matches depends on the rising attribute of a box of pairs
};

}  // namespace spanne::engine::proof
