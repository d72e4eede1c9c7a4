// Cliffs are thresholds at which the effort jumps: one step of one attribute, and the effort is less than half, or more
// than twice, of what it was.
//
// A threshold is a pair of neighbouring values of a number or a date between which comparisons that depend on it alone
// change their answers. Of each, these pairs of accounts are looked at, in this order, up to the first that is a cliff:
// that of the defaults, then one for each cluster, rule or row that the threshold decides, unless it decides it at the
// defaults already, with everything else as plain as it can be while it does. Such a pair is one of the prover's
// samples made plain, else one found over boxes. Where none is found within `steps_for_cliffs` a cliff is overlooked;
// what is named has been evaluated.
#pragma once

#include <optional>
#include <vector>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {

/// A comparison that changes its answer at a threshold.
struct ThresholdUse {
  grammar::TextSpan span;          // of the comparison
  std::optional<EffectSite> site;  // what it is for; nullopt in a define or a lookup
  std::vector<TermId> terms;       // of the cluster, rule or row
};

struct Threshold {
  AttributeId attribute = 0;
  Ordinal low = 0, high = 0;       // the values on its two sides, one everyday step apart
  std::vector<ThresholdUse> uses;  // in the order of the text; never empty
};

/// All thresholds of clusters, rules, tables and what they use, in the order of their first use in the text.
std::vector<Threshold> thresholds(const Prover& prover);

/// Whether two efforts lie that far apart: by more than half of the larger, and by at least 0.2 FTE.
bool is_cliff(const Fraction& one, const Fraction& other);

/// Adds a task for each threshold. `found` gets the cliff of each, if any, and must outlive the tasks.
void cliff_tasks(const Prover& prover, std::vector<std::optional<Cliff>>& found, Tasks& tasks);

/// The cliffs that were found, the largest first, then in the order of the thresholds.
std::vector<Cliff> largest_first(std::vector<std::optional<Cliff>> found);

}  // namespace spanne::engine::proof
