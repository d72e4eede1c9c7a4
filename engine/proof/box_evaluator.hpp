// What the accounts of a box can get: the six steps of evaluate/evaluate, with sets for values.
#pragma once

#include <compare>
#include <optional>
#include <vector>

#include "engine/proof/box_evaluation.hpp"

namespace spanne::engine::proof {

/// One effect of the rule set that changes effort, and whether it counts.
struct BoxEffect {
  const Effect* effect;
  Truths counts;
  Efforts low, high;     // FTE, a share or a factor; means something only where it may count
  bool depends = false;  // whether it counts depends on the rising attribute
};

/// Where an effect stands: a cluster (its base), a rule, or a row of a table.
struct EffectSite {
  enum class Kind { cluster, rule, row } kind;
  std::uint32_t index;
  std::uint32_t row = 0;
  auto operator<=>(const EffectSite&) const = default;  // as they stand in the file, sort by sort
};

/// One kind of effort before the limits.
struct BoxKindOutcome {
  Efforts added_low, added_high;  // FTE
  Efforts least, most;            // what they are multiplied with, never below 0
  Efforts low, high;              // FTE
};

struct Ends {
  Efforts low, high;
};

struct BoxOutcome {
  bool accepted = true;          // perhaps an account is accepted
  bool rejected = false;         // perhaps one is rejected
  std::vector<BoxEffect> parts;  // always the same effects in the same order
  std::vector<BoxKindOutcome> kinds;
  Ends sum;                // of the kinds
  Ends limited;            // after at least and at most
  Ends total;              // after exactly
  bool overdrawn = false;  // perhaps the discounts come to more than 100 %
  bool turned = false;     // perhaps a factor is below 0
  bool fixed = false;      // perhaps `exactly` applies
  bool always_fixed = false;
  std::vector<Efforts> results;  // by Model::result_names()
};

class BoxEvaluator {
 public:
  BoxEvaluator(const Space& space, const Box& box, Doubts& doubts, Side side = Side::first)
      : model_(space.model()), survey_(space, box, doubts, side) {}

  BoxEvaluation& survey() { return survey_; }
  const Classes& classes() { return survey_.classify(); }
  /// Whether what is for these clusters in this period concerns an account.
  Truths concerns(const std::vector<ClusterId>& scope, const Period& period);
  /// Whether a rule or row matches.
  Truths matches(const Rule& rule);
  Truths matches(const Table& table, std::uint32_t row);
  Truths matches(const EffectSite& origin);
  /// One effect alone.
  BoxEffect part(const EffectSite& origin, const Effect& effect);
  /// Everything; results can be asked for from then on.
  const BoxOutcome& run();

 private:
  void base();
  void rule(const Rule& rule);
  void table(const Table& table);
  void take(const Effect& effect, const Truths& counts, bool depends);
  bool depends(const std::vector<TermId>& conditions) const;
  void amount(BoxEffect& part);
  Efforts portions(const Proportion& per);
  void scale();
  BoxKindOutcome scaled(KindId kind);
  void limit();
  void fix();
  void results();
  void remarks();
  void reject(bool certainly);

  const Model& model_;
  BoxEvaluation survey_;
  std::optional<BoxOutcome> prospect_;
};

}  // namespace spanne::engine::proof
