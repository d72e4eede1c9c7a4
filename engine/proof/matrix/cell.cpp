#include "engine/proof/matrix/cell.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/proof/questions/open_ends.hpp"
#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {
namespace {

// Parts into which a cell is cut to see what its effort depends on. More do not make the answer wrong, but may name
// attributes that matter only outside the cell.
constexpr std::size_t max_parts = 200;

Truths both(const Truths& a, const Truths& b) { return {a.yes && b.yes, a.no || b.no, a.fault || b.fault}; }

/// An account without a value for the condition does not fulfil it.
Truths without_faults(const Truths& truths) { return {truths.yes, truths.no || truths.fault, false}; }

bool changes_effort(const Effects& effects) {
  return std::any_of(effects.begin(), effects.end(),
                     [](const Effect& effect) { return effect.kind != EffectKind::flag; });
}

/// All places whose effects change effort.
std::vector<EffectSite> effort_sites(const Model& model) {
  std::vector<EffectSite> sites;
  for (ClusterId id = 0; id < model.clusters.size(); ++id) sites.push_back({EffectSite::Kind::cluster, id});
  for (std::uint32_t rule = 0; rule < model.rules.size(); ++rule)
    if (changes_effort(model.rules[rule].effects)) sites.push_back({EffectSite::Kind::rule, rule});
  for (std::uint32_t table = 0; table < model.tables.size(); ++table)
    for (std::uint32_t row = 0; row < model.tables[table].rows.size(); ++row)
      if (changes_effort(model.tables[table].rows[row].effects)) sites.push_back({EffectSite::Kind::row, table, row});
  return sites;
}

}  // namespace

bool fulfils(const Evaluator& evaluator, const Account& account, TermId condition) {
  return Walker(evaluator, account).truth(condition).value_or(false);
}

// ---------------------------------------------------------------------------------------------- ends

std::optional<MatrixEnd> CellSearch::end(std::optional<KindId> kind, bool greatest, MatrixCell::State& state) const {
  const Space& space = prover_.space();
  const MaximumSearch question{[&](const Box& box, SplitHints& hints) { return bound(box, hints, kind, greatest); },
                               [&](const DatedAccount& dated) { return value(dated, kind, greatest); }};
  StepBudget budget = prover_.budget();
  const Maximum maximum = find_maximum(space, prover_.split_points(), question, accounts_.box, budget);
  prover_.note_use(budget);
  state = maximum.example ? MatrixCell::State::possible
          : maximum.empty ? MatrixCell::State::impossible
                          : MatrixCell::State::unsettled;
  if (!maximum.example) return std::nullopt;
  const auto side = [&](const Fraction& effort) { return greatest ? effort : -effort; };
  MatrixEnd made{side(maximum.value), maximum.proved, side(maximum.never_above)};
  if (kind) return made;
  const auto as_good = [&](const DatedAccount& dated) {
    const auto reached = value(dated, kind, greatest);
    return reached && *reached >= maximum.value;
  };
  const DatedAccount account = simplified_witness(space, *maximum.example, as_good);
  made.account = given(space, account);
  made.open_ends = open_ends(space, account, as_good);
  return made;
}

/// An upper bound of the high end, or of the negative of the low end.
std::optional<Fraction> CellSearch::bound(const Box& box, SplitHints& hints, std::optional<KindId> kind,
                                          bool greatest) const {
  BoxEvaluator evaluator(prover_.space(), box, hints);
  if (!inside(evaluator).yes) return std::nullopt;
  if (accounts_.cluster) evaluator.evaluation().assume(*accounts_.cluster);
  const BoxOutcome& outcome = evaluator.run();
  if (!outcome.accepted || (accounts_.by_rules && outcome.always_fixed)) return std::nullopt;
  const Ends& total = accounts_.by_rules ? outcome.limited : outcome.total;
  const Numbers& low = kind ? outcome.kinds[*kind].low : total.low;
  const Numbers& high = kind ? outcome.kinds[*kind].high : total.high;
  if (!(greatest ? high : low).some) return std::nullopt;
  return greatest ? high.high : -low.low;
}

std::optional<Fraction> CellSearch::value(const DatedAccount& dated, std::optional<KindId> kind, bool greatest) const {
  if (!in_box(dated)) return std::nullopt;
  const Evaluator evaluator(prover_.model(), dated.as_of);
  const Outcome outcome = evaluator.evaluate(dated.account);
  if (outcome.rejected() || (accounts_.cluster && outcome.cluster != accounts_.cluster)) return std::nullopt;
  const auto fits = [&](TermId condition) { return fulfils(evaluator, dated.account, condition); };
  if (accounts_.profile ? !fits(*accounts_.profile)
                        : std::any_of(accounts_.others.begin(), accounts_.others.end(), fits))
    return std::nullopt;
  if (accounts_.by_rules && is_fixed(prover_, outcome)) return std::nullopt;
  const Range& effort = kind ? outcome.kinds[*kind] : outcome.total;
  return greatest ? effort.high : -effort.low;
}

/// Whether the accounts of a box are in the cluster and the profile.
Truths CellSearch::inside(BoxEvaluator& evaluator) const {
  Truths result{true, false, false};
  if (accounts_.cluster) {
    const Classes& classes = evaluator.classes();
    result = {classes.possible[*accounts_.cluster], !classes.only(*accounts_.cluster), false};
    if (!result.yes) return result;
  }
  if (accounts_.profile) return both(result, without_faults(evaluator.evaluation().truth(*accounts_.profile)));
  for (const TermId other : accounts_.others) {
    const Truths holds = without_faults(evaluator.evaluation().truth(other));
    result = both(result, {holds.no, holds.yes, false});
  }
  return result;
}

bool CellSearch::in_box(const DatedAccount& dated) const {
  const Space& space = prover_.space();
  const auto fits = [](const Extent& extent, std::optional<Ordinal> place) {
    return place ? extent.known && extent.low <= *place && *place <= extent.high : extent.missing;
  };
  for (Axis axis = 0; axis < space.day(); ++axis) {
    const Extent& extent = accounts_.box.extents[axis];
    const auto& all = space.all().extents[axis];
    const bool held =
        extent.low != all.low || extent.high != all.high || extent.missing != all.missing || extent.known != all.known;
    if (held && !fits(extent, space.ordinal(dated.account.values[axis]))) return false;
  }
  return fits(accounts_.box.extents[space.day()], dated.as_of.days);
}

// ---------------------------------------------------------------------------------------------- what it depends on

/// The cell as boxes, without those outside it.
std::vector<Box> CellSearch::parts() const {
  std::vector<Box> open{accounts_.box}, parts;
  while (!open.empty()) {
    const Box box = std::move(open.back());
    open.pop_back();
    SplitHints hints;
    BoxEvaluator evaluator(prover_.space(), box, hints);
    const Truths within = inside(evaluator);
    if (!within.yes) continue;
    const auto split = within.always() || parts.size() + open.size() >= max_parts
                           ? std::nullopt
                           : best_split(prover_.space(), prover_.split_points(), box, hints);
    if (!split) {
      parts.push_back(box);
      continue;
    }
    for (Box& half : halves(prover_.space(), box, *split)) open.push_back(std::move(half));
  }
  return parts;
}

void CellSearch::dependencies(const std::vector<Axis>& mentioned, MatrixCell& cell) const {
  const Space& space = prover_.space();
  const auto sites = effort_sites(prover_.model());
  std::set<Axis> axes;
  for (const Box& box : parts()) {
    SplitHints hints;
    BoxEvaluator evaluator(space, box, hints);
    if (accounts_.cluster && evaluator.classes().possible[*accounts_.cluster])
      evaluator.evaluation().assume(*accounts_.cluster);
    hints.clear();
    for (const EffectSite& site : sites) {
      if (!evaluator.matches(site).yes) continue;
      for (const Effect& effect : prover_.effects(site))
        if (effect.kind != EffectKind::flag) evaluator.part(site, effect);
    }
    for (const SplitHint& hint : hints) {
      if (!hint.term) axes.insert(space.day());
      if (!hint.term) continue;
      for (const Axis axis : space.support(*hint.term))
        if (!box.extents[axis].single()) axes.insert(axis);
    }
  }
  for (const Axis axis : axes) {
    if (std::find(mentioned.begin(), mentioned.end(), axis) != mentioned.end()) continue;
    if (axis == space.day())
      cell.depends_on_day = true;
    else
      cell.depends_on.push_back(axis);
  }
}

}  // namespace spanne::engine::proof
