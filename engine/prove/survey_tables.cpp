// Which rows of a table fit the accounts of a box, and which clusters they may be in.
#include <algorithm>
#include <utility>

#include "engine/prove/survey.hpp"

namespace spanne::engine::proof {

Fits Survey::fitting_rows(const Table& table) {
  Fits fits;
  bool taken = false;  // a row certainly fits
  for (std::uint32_t index = 0; index < table.rows.size(); ++index) {
    const Row& row = table.rows[index];
    Truths fit;
    if (row.otherwise)
      fit = {!taken, !fits.rows.empty(), false};
    else
      fit = all_of(row.conditions);
    fits.fault = fits.fault || fit.fault;
    const bool asked = fits.rows.empty() || table.policy != TablePolicy::first;
    if (asked && fit.fault && fit.decided()) return {{}, false, true};  // no account gets past this row
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

void Survey::assume(ClusterId cluster) {
  classes_->possible.assign(model_.clusters.size(), false);
  classes_->possible[cluster] = true;
  classes_->none = classes_->fault = false;
}

const Classes& Survey::classify() {
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
