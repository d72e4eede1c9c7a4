#include "engine/compare/impact.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace spanne::engine {
namespace {

bool is_nothing(const Range& effort) { return effort.low.sign() == 0 && effort.high.sign() == 0; }

bool same_counts(const AccountRange& a, const AccountRange& b) {
  return a.accounts_low == b.accounts_low && a.accounts_high == b.accounts_high && a.needs_team == b.needs_team &&
         a.kams_low == b.kams_low && a.kams_high == b.kams_high;
}

bool by_owner(const VersionGroups& version) {
  return version.by && version.by->attribute && version.by->attribute == version.model.owner_attribute();
}

void add_idle(VersionGroups& version) {
  if (version.kams.empty()) return;
  std::set<std::string> seen;
  for (const auto& group : version.groups) seen.insert(group.label);
  for (const Kam& kam : version.kams)
    if (seen.insert(kam.name).second) version.groups.push_back({kam.name, {}});
}

}  // namespace

Movement::Movement(const Evaluator& before, const Evaluator& after, const VersionComparison& comparison)
    : before_(before), after_(after), sides_(comparison) {
  const Model &old_model = before.model(), &new_model = after.model();
  std::map<std::string, KindPair> kinds;
  for (KindId kind = 0; kind < old_model.kinds.size(); ++kind) kinds[old_model.kinds[kind].name].first = kind;
  for (KindId kind = 0; kind < new_model.kinds.size(); ++kind)
    kinds[old_name(comparison.old_names.kinds, new_model.kinds[kind].name)].second = kind;
  for (const auto& [name, pair] : kinds) kinds_.push_back(pair);
  for (const Cluster& cluster : new_model.clusters) {
    const std::string& name = old_name(comparison.old_names.clusters, cluster.name);
    const auto old = std::find_if(old_model.clusters.begin(), old_model.clusters.end(),
                                  [&](const Cluster& candidate) { return candidate.name == name; });
    const bool found = old != old_model.clusters.end();
    old_clusters_.push_back(found ? std::optional(static_cast<ClusterId>(old - old_model.clusters.begin()))
                                  : std::nullopt);
  }
  same_loads_ = old_model.capacity * old_model.utilisation_low == new_model.capacity * new_model.utilisation_low &&
                old_model.capacity * old_model.utilisation_high == new_model.capacity * new_model.utilisation_high;
}

bool Movement::same(const Outcome& before, const Outcome& after) const {
  if (before.rejected() || after.rejected()) return before.rejected() == after.rejected();
  if (!(before.total == after.total) || old_clusters_[*after.cluster] != before.cluster) return false;
  if (!same_loads_ && !same_counts(span_of(before.total, before_.model()), span_of(after.total, after_.model())))
    return false;
  return std::all_of(kinds_.begin(), kinds_.end(), [&](const KindPair& kind) {
    if (!kind.second) return is_nothing(before.kinds[*kind.first]);
    if (!kind.first) return is_nothing(after.kinds[*kind.second]);
    return before.kinds[*kind.first] == after.kinds[*kind.second];
  });
}

Fraction Movement::change(const Outcome& before, const Outcome& after) const {
  if (before.rejected() || after.rejected()) return 0;
  return after.total.middle() - before.total.middle();
}

std::vector<Responsible> Movement::responsible(const Account& before, const Account& after, const Mover& mover) {
  Trace old_trace, new_trace;
  before_.evaluate(before, &old_trace);
  after_.evaluate(after, &new_trace);
  const auto old_contributions = contributions_of(old_trace, mover.before, before_.model());
  const auto new_contributions = contributions_of(new_trace, mover.after, after_.model());
  std::vector<ContributionSide> old_sides, new_sides;
  for (const ContributionDiff& contribution : old_contributions) old_sides.push_back(sides_.old_side(contribution));
  for (const ContributionDiff& contribution : new_contributions) new_sides.push_back(sides_.new_side(contribution));
  return responsible(old_sides, new_sides);
}

std::vector<Responsible> Movement::responsible(const std::vector<ContributionSide>& before,
                                               const std::vector<ContributionSide>& after) {
  std::vector<Responsible> all;
  for (const Differing& difference : finder_.find(before, after)) {
    const ContributionSide old_side = difference.before ? before[*difference.before] : ContributionSide();
    const ContributionSide new_side = difference.after ? after[*difference.after] : ContributionSide();
    all.push_back({std::string(difference.after ? new_side.name_text : old_side.name_text),
                   std::string(old_side.words_text), std::string(new_side.words_text)});
  }
  if (all.empty()) all.push_back({"header", "", "capacity or utilisation"});
  return all;
}

Fraction GroupPair::change() const { return change_bounds().middle(); }

Enclosure GroupPair::change_bounds() const {
  const auto middle = [](const std::optional<GroupSide>& side) {
    if (!side) return Enclosure{};
    const InexactSums* upper = side->sum.inexact.get();
    return Enclosure{side->sum.effort.middle(), (upper != nullptr ? upper->effort : side->sum.effort).middle()};
  };
  const Enclosure old_effort = middle(before), new_effort = middle(after);
  return {new_effort.low - old_effort.high, new_effort.high - old_effort.low};
}

std::vector<GroupPair> paired(VersionGroups before, VersionGroups after, const VersionComparison& comparison) {
  if (by_owner(before)) add_idle(before);
  if (by_owner(after)) add_idle(after);
  const auto side = [](LabelledSubtotal& group, const VersionGroups& version, const Capacities& capacities) {
    const bool person = by_owner(version) && !group.label.empty();
    return GroupSide{std::move(group.sum), person ? std::optional(capacities.of(group.label)) : std::nullopt};
  };
  const Capacities old_capacities(before.model, before.kams), new_capacities(after.model, after.kams);
  const bool clusters = after.by && !after.by->attribute;
  std::vector<GroupPair> pairs;
  pairs.reserve(before.groups.size() + after.groups.size());
  std::unordered_map<std::string, std::size_t> places;  // by old names
  places.reserve(after.groups.size());
  for (LabelledSubtotal& group : after.groups) {
    places.emplace(clusters ? old_name(comparison.old_names.clusters, group.label) : group.label, pairs.size());
    GroupSide made = side(group, after, new_capacities);
    pairs.push_back({std::move(group.label), std::nullopt, std::move(made)});
  }
  for (LabelledSubtotal& group : before.groups) {
    const auto place = places.find(group.label);
    GroupSide made = side(group, before, old_capacities);
    if (place == places.end())
      pairs.push_back({std::move(group.label), std::move(made), std::nullopt});
    else
      pairs[place->second].before = std::move(made);
  }
  std::vector<std::pair<Fraction, std::size_t>> sizes;
  sizes.reserve(pairs.size());
  for (const GroupPair& pair : pairs) sizes.emplace_back(absolute(pair.change()), sizes.size());
  std::stable_sort(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<GroupPair> sorted;
  sorted.reserve(pairs.size());
  for (const auto& [size, place] : sizes) sorted.push_back(std::move(pairs[place]));
  return sorted;
}

}  // namespace spanne::engine
