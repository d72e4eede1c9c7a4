// The parts of BoxEvaluation that many terms share: split hints, and the clusters of the accounts.
#include <algorithm>
#include <utility>

#include "engine/proof/box_evaluation.hpp"

namespace spanne::engine::proof {

/// Shared values keep no more split hints than help to find a split.
void BoxEvaluation::add(const SplitHint& hint) {
  constexpr std::size_t max_noted = 128;
  split_hints_.push_back(hint);
  if (noted_ != nullptr && noted_->size() < max_noted) noted_->push_back(hint);
}

/// The split hints without repetitions.
std::vector<SplitHint> BoxEvaluation::distinct(const std::vector<SplitHint>& split_hints) {
  constexpr std::size_t most = 32;
  std::vector<SplitHint> kept;
  for (const SplitHint& hint : split_hints) {
    const auto same = [&](const SplitHint& other) { return other.term == hint.term && other.day == hint.day; };
    if (kept.size() < most && std::none_of(kept.begin(), kept.end(), same)) kept.push_back(hint);
  }
  return kept;
}

void BoxEvaluation::doubt_again(const std::vector<SplitHint>& split_hints) {
  for (const SplitHint& candidate : split_hints)
    if (candidate.term)
      add_hint(*candidate.term);
    else
      add({std::nullopt, candidate.day, side_, rank_});
  split_hints_.looked_at += split_hints.size();
}

void BoxEvaluation::assume(ClusterId cluster) {
  classes_->possible.assign(model_.clusters.size(), false);
  classes_->possible[cluster] = true;
  classes_->none = classes_->fault = false;
  shared_.clear();
}

const Classes& BoxEvaluation::classify() {
  if (classes_) return *classes_;
  Classes classes;
  classes.possible.resize(model_.clusters.size());
  classes.none = true;
  for (ClusterId id = 0; id < model_.clusters.size() && classes.none; ++id) {
    const Cluster& cluster = model_.clusters[id];
    const Truths now = in_force(cluster.period);
    if (!now.yes) continue;
    const Truths holds = cluster.condition ? truth(*cluster.condition) : known(true);
    classes.possible[id] = holds.yes;
    classes.fault = classes.fault || holds.fault;
    classes.none = now.no || holds.no;
  }
  return classes_.emplace(std::move(classes));
}

}  // namespace spanne::engine::proof
