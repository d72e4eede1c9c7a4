#include "engine/proof/questions/open_ends.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {
namespace {

/// A number beyond a thousandth of the largest there is, so beyond nine thousand million, is taken for the end: near
/// the end itself calculations may be too large.
constexpr Ordinal far_share = 1'000;

bool is_far(const Attribute& attribute, Ordinal value, Ordinal end) {
  if (!is_number(attribute.type.kind)) return attribute.type.kind == TypeKind::date && value == end;
  return end < 0 ? value <= end / far_share : value >= end / far_share;
}

Ordinal nearer_place(const Attribute& attribute, Ordinal place, Ordinal step, bool upper) {
  constexpr Ordinal year = 365;
  if (attribute.type.kind == TypeKind::date) return upper ? place - year : place + year;
  return place / 2 / step * step;
}

// ---- the note

/// An end that is not declared, and whether the greatest effort depends on it, or the least.
using EndKey = std::tuple<AttributeId, bool, bool>;

struct Dependents {
  Value value;
  std::vector<ClusterId> clusters;
};

std::string names_of(const std::vector<ClusterId>& clusters, const Model& model) {
  constexpr std::size_t max_names = 3;
  if (clusters.size() > max_names) return fmt::format("{} clusters", clusters.size());
  std::string text = clusters.size() == 1 ? "cluster " : "the clusters ";
  for (std::size_t i = 0; i < clusters.size(); ++i)
    text += (i == 0 ? "" : i + 1 < clusters.size() ? ", " : " and ") + model.clusters[clusters[i]].name;
  return text;
}

/// A power of ten at least ten times as far from 0 as everything the attribute is compared with.
Ordinal example_end(const Prover& prover, AttributeId id) {
  Ordinal furthest = 100 * Decimal::one;
  for (TermId term = 0; term < prover.model().terms.size(); ++term) {
    const auto* cuts = prover.split_points().of(term);
    if (cuts == nullptr || cuts->empty() || prover.space().support(term).front() != id) continue;
    furthest = std::max({furthest, cuts->back(), -cuts->front()});
  }
  Ordinal end = 1'000 * Decimal::one;
  while (end / 10 < furthest && end < 1'000'000'000'000 * Decimal::one) end *= 10;
  return end;
}

/// A range that can be declared: the ends there are, and examples of those that are missing.
std::string help_for(const Prover& prover, AttributeId id, bool upper) {
  const Attribute& attribute = prover.model().attributes[id];
  const bool is_date = attribute.type.kind == TypeKind::date;
  const Ordinal end = example_end(prover, id);
  const Value least = is_date ? Value(*make_date(2000, 1, 1)) : Value(Decimal{upper ? 0 : -end});
  const Value greatest = is_date ? Value(*make_date(2050, 12, 31)) : Value(Decimal{end});
  return fmt::format("give it the ends of real accounts, for example {} {} {}",
                     literal(prover.model(), id, attribute.bounds.low.value_or(least)),
                     attribute.bounds.half_open ? "..<" : "..",
                     literal(prover.model(), id, attribute.bounds.high.value_or(greatest)));
}

grammar::Diagnostic note_of(const Prover& prover, const EndKey& end, const Dependents& dependents) {
  const auto& [id, upper, greatest] = end;
  const Attribute& attribute = prover.model().attributes[id];
  return {
      "I0543",
      grammar::Severity::note,
      attribute.name_span,
      fmt::format("{} has no {} end: the {} effort of {} is that of {} = {}", attribute.name, upper ? "upper" : "lower",
                  greatest ? "greatest" : "least", names_of(dependents.clusters, prover.model()), attribute.name,
                  literal(prover.model(), id, dependents.value)),
      help_for(prover, id, upper),
      {},
      {}};
}

}  // namespace

std::vector<OpenEnd> open_ends(const Space& space, const DatedAccount& account,
                               const std::function<bool(const DatedAccount&)>& holds) {
  std::vector<OpenEnd> found;
  for (AttributeId id = 0; id < space.model().attributes.size(); ++id) {
    const Attribute& attribute = space.model().attributes[id];
    const Value& value = account.account.values[id];
    const auto place = space.ordinal(value);
    if (!place || !(is_number(attribute.type.kind) || attribute.type.kind == TypeKind::date)) continue;
    const Extent& extent = space.all().extents[id];
    const bool upper = !attribute.bounds.high && is_far(attribute, *place, extent.high);
    const bool lower = !attribute.bounds.low && is_far(attribute, *place, extent.low);
    if (!upper && !lower) continue;
    DatedAccount nearer = account;
    nearer.account.values[id] = space.value(id, nearer_place(attribute, *place, space.step(id), upper));
    if (!holds(nearer)) found.push_back({id, value, upper});
  }
  return found;
}

void add_open_ends(const Prover& prover, const std::vector<ClusterEffort>& clusters, grammar::Diagnostics& findings) {
  std::map<EndKey, Dependents> ends;
  for (const ClusterEffort& effort : clusters)
    for (const bool greatest : {false, true}) {
      const auto& extreme = greatest ? effort.greatest : effort.least;
      if (!extreme) continue;
      for (const OpenEnd& open : extreme->open_ends) {
        Dependents& dependents = ends[{open.attribute, open.upper, greatest}];
        if (dependents.clusters.empty()) dependents.value = open.value;
        dependents.clusters.push_back(effort.cluster);
      }
    }
  for (const auto& [end, dependents] : ends) findings.push_back(note_of(prover, end, dependents));
}

}  // namespace spanne::engine::proof
