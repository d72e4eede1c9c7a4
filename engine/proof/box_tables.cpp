// The parts of BoxEvaluation that many terms share: the rows of a table that fit the accounts of a box, their sums, and
// the clusters of the accounts.
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

Fits BoxEvaluation::fit_rows(const Table& table) {
  Fits fits;
  bool taken = false;  // a row above certainly fits
  for (std::uint32_t index = 0; index < table.rows.size(); ++index) {
    const Row& row = table.rows[index];
    ++split_hints_.looked_at;
    Truths fit;
    if (row.otherwise)
      fit = {!taken, !fits.rows.empty(), false};
    else
      fit = all_of(row.conditions);
    fits.fault = fits.fault || fit.fault;
    const bool asked = fits.rows.empty() || table.policy != TablePolicy::first;
    if (asked && fit.fault && fit.decided()) return {{}, false, true};  // every account is rejected at this row
    if (!fit.yes) continue;
    const bool certain = fit.always();
    fits.rows.push_back({index, certain});
    taken = taken || certain;
    if (table.policy == TablePolicy::first && certain) break;
  }
  if (table.policy == TablePolicy::first && fits.rows.size() > 1)
    for (auto& row : fits.rows) row.certain = false;
  fits.none = !taken;
  const auto certain = std::count_if(fits.rows.begin(), fits.rows.end(), [](const auto& row) { return row.certain; });
  if (table.policy == TablePolicy::unique && certain > 1) return {{}, false, true};
  const bool two = fits.rows.size() > 1 && !(fits.rows.size() == 2 && table.rows[fits.rows[1].index].otherwise);
  fits.fault = fits.fault || (table.policy == TablePolicy::unique && two);
  return fits;
}

Numbers BoxEvaluation::sum_of_rows(const Term& term) {
  const Table& table = model_.tables[table_of(term)];
  const Fits& fits = fitting_rows(table);
  if (fits.always_fails()) return {false, 0, 0, true};
  Numbers sum = zero;
  for (const auto& row : fits.rows) {
    const Numbers value = number(table.rows[row.index].values[derived_of(term)]);
    sum = sum + (row.certain ? value : either(value, zero));
  }
  sum.fault = sum.fault || fits.fault;
  return sum;
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
