#include "engine/compare/regions/box_comparison.hpp"

#include <algorithm>
#include <map>

#include "engine/compare/regions/figures.hpp"

namespace spanne::engine::proof {
namespace {

/// A cluster that the accounts may belong to.
struct Candidate {
  MeaningId when;
  std::size_t name;
  ClusterId cluster;
  bool operator==(const Candidate& other) const { return when == other.when && name == other.name; }
};

class BoxComparison {
 public:
  BoxComparison(const Comparer& comparer, MeaningIds& meaning_ids, const AccountCell& cell)
      : comparer_(comparer),
        schema_(comparer.schema()),
        meaning_ids_(meaning_ids),
        version_parts_(comparer.version_parts()),
        cell_(cell),
        boxes_{box(before), box(after)},
        evaluators_{BoxEvaluator(version_parts_[before].space, boxes_[before], change_.split_hints[before]),
                    BoxEvaluator(version_parts_[after].space, boxes_[after], change_.split_hints[after])} {}

  CellChange run() {
    settle();
    return std::move(change_);
  }

 private:
  using Kind = CellChange::Kind;

  Box box(VersionSide version) const {
    Box made = cell_.box;
    const Space& space = version_parts_[version].space;
    if (schema_.days_apart()) made.extents[space.day()] = space.all().extents[space.day()];
    return made;
  }

  void settle() {
    if (!clusters()) return;
    if (change_.moved) return move();
    for (const VersionSide version : versions) {
      evaluators_[version].evaluation().rank(of_rules);
      look_at_own(version);
      watch(version);
    }
    if (!open_ && !fails_[before].yes && !fails_[after].yes) look_at_asking();
    if (open_) return split();
    const bool both = fails_[before].yes && fails_[after].yes;
    if (both) return done(Kind::same);
    if (fails_[before].yes || fails_[after].yes) return reject();
    cancel();
    const bool idle = own_[before].empty() && own_[after].empty() && change_.remarks[before].empty() &&
                      change_.remarks[after].empty();
    if (idle) return done(Kind::same);
    for (SplitHints& split_hints : change_.split_hints) split_hints.clear();
    weigh();
  }

  void done(Kind kind) { change_.kind = kind; }

  /// A move into another cluster is a change, whatever the figures.
  void move() {
    done(Kind::differs);
    std::array<const BoxOutcome*, 2> prospects{};
    for (const VersionSide version : versions) {
      prospects[version] = &evaluators_[version].run();
      for (const PlacedEffect& placed : version_parts_[version].own)
        if (placed.origin == EffectSite{EffectSite::Kind::cluster, (*change_.moved)[version], 0})
          change_.counting[version].push_back(&placed);
    }
    if (!prospects[before]->accepted && !prospects[after]->accepted) return done(Kind::same);
    change_.rejects = {!prospects[before]->accepted, !prospects[after]->accepted};
    if (change_.rejects[before] || change_.rejects[after]) return;
    const auto apart = [](const Numbers& old_one, const Numbers& new_one) {
      return old_one.some && new_one.some ? new_one + -old_one : Numbers{};
    };
    const auto& [old_total, new_total] = std::pair(prospects[before]->total, prospects[after]->total);
    change_.figures.push_back({apart(old_total.low, new_total.low), apart(old_total.high, new_total.high)});
    for (std::size_t kind = 0; kind < schema_.kind_count(); ++kind) {
      std::array<Ends, 2> ends{Ends{zero, zero}, Ends{zero, zero}};
      for (const VersionSide version : versions)
        for (KindId id = 0; id < version_parts_[version].model.kinds.size(); ++id)
          if (schema_.kind(version, id) == kind)
            ends[version] = {prospects[version]->kinds[id].low, prospects[version]->kinds[id].high};
      change_.figures.push_back({apart(ends[before].low, ends[after].low), apart(ends[before].high, ends[after].high)});
    }
  }

  // ---- clusters

  /// Returns false if the result is already settled.
  bool clusters() {
    std::array<std::vector<Candidate>, 2> candidates;
    for (const VersionSide version : versions) {
      const Classes& classes = evaluators_[version].classes();
      if (!cell_.cluster) {
        candidates[version] = candidates_of(version);
        continue;
      }
      if (!classes.possible[(*cell_.cluster)[version]]) {
        done(Kind::empty);
        return false;
      }
      evaluators_[version].evaluation().assume((*cell_.cluster)[version]);
    }
    if (cell_.cluster || candidates[before] == candidates[after]) {
      for (SplitHints& split_hints : change_.split_hints) split_hints.clear();
      for (std::size_t i = 0; i < candidates[before].size(); ++i)
        choices_.push_back({candidates[before][i].cluster, candidates[after][i].cluster});
      return true;
    }
    return other_clusters();
  }

  std::vector<Candidate> candidates_of(VersionSide version) {
    std::vector<Candidate> all;
    const Model& model = version_parts_[version].model;
    const Classes& classes = evaluators_[version].classes();
    // A condition that may have no value can stop an account like a cluster of its own.
    for (ClusterId id = 0; id < model.clusters.size(); ++id)
      if (classes.possible[id] || classes.fault)
        all.push_back({version_parts_[version].cluster_when[id], schema_.cluster(version, id), id});
    return all;
  }

  bool other_clusters() {
    Clusters clusters{};
    std::array<bool, 2> none{};
    for (const VersionSide version : versions) {
      const Classes& classes = evaluators_[version].classes();
      none[version] = classes.count() == 0;
      const bool settled =
          none[version] ? !(classes.none && classes.fault) : classes.count() == 1 && !classes.none && !classes.fault;
      if (!settled) {
        done(Kind::open);
        return false;
      }
      for (ClusterId id = 0; id < classes.possible.size(); ++id)
        if (classes.possible[id]) clusters[version] = id;
    }
    if (none[before] || none[after]) {
      done(none[before] && none[after] ? Kind::same : Kind::differs);
      change_.rejects = none;
      return false;
    }
    for (SplitHints& split_hints : change_.split_hints) split_hints.clear();
    if (schema_.cluster(before, clusters[before]) != schema_.cluster(after, clusters[after])) change_.moved = clusters;
    return true;
  }

  // ---- rules of its own

  Truths matches(VersionSide version, const EffectSite& origin) {
    auto& known = matches_[version];
    const auto found = known.find(origin);
    if (found != known.end()) return found->second;
    Truths truths = evaluators_[version].matches(origin);
    if (origin.kind == EffectSite::Kind::row && truths.fault && !truths.yes) truths = table_fails(version, origin);
    return known.emplace(origin, truths).first->second;
  }

  void look_at_own(VersionSide version) {
    const VersionParts& version_part = version_parts_[version];
    const auto look = [&](const PlacedEffect& placed) {
      SplitHints& split_hints = change_.split_hints[version];
      const std::size_t size = split_hints.size();
      const Truths counts = matches(version, placed.origin);
      if (counts.decided()) {
        split_hints.resize(size);
        fail(version, counts);
        if (counts.yes) own_[version].push_back(&placed);
        return;
      }
      open_ = true;
      by_cluster_ = by_cluster_ || placed.by_cluster;
    };
    for (const PlacedEffect& placed : version_part.own) look(placed);
    for (const PlacedEffect& placed : version_part.shared) shared_[version].push_back(&placed);
  }

  /// Remarks that ask for results depend on everything; rejected accounts have no remarks.
  void look_at_asking() {
    if (version_parts_[before].asking.empty() && version_parts_[after].asking.empty()) return;
    for (const VersionSide version : versions)
      if (!evaluators_[version].run().accepted) return change_.split_hints[version].clear();
    for (const VersionSide version : versions) {
      bool open = false;
      for (const PlacedEffect& placed : version_parts_[version].asking) {
        const Truths counts = matches(version, placed.origin);
        open = open || !counts.decided();
        fail(version, counts);
        if (counts.yes) own_[version].push_back(&placed);
      }
      if (!open) change_.split_hints[version].clear();
      open_ = open_ || open;
    }
    by_cluster_ = by_cluster_ || open_;
  }

  void watch(VersionSide version) {
    SplitHints& split_hints = change_.split_hints[version];
    for (const EffectSite& origin : version_parts_[version].watched) {
      const std::size_t size = split_hints.size();
      const Truths truths =
          origin.kind == EffectSite::Kind::row ? table_fails(version, origin) : matches(version, origin);
      fail(version, truths);
      if (truths.fault && !truths.decided())
        open_ = by_cluster_ = true;
      else
        split_hints.resize(size);
    }
  }

  /// Considers only whether a table may fail to give an answer.
  Truths table_fails(VersionSide version, const EffectSite& origin) {
    const Table& table = version_parts_[version].model.tables[origin.index];
    const Truths concerned = evaluators_[version].concerns(table.scope, table.period);
    if (!concerned.yes) return {false, true, concerned.fault};
    const Fits fits = evaluators_[version].evaluation().fits_of(table);
    if (!fits.fault && !concerned.fault) return known(false);
    const bool certain = fits.always_fails() && concerned.always();
    return {false, !certain, true};
  }

  void fail(VersionSide version, const Truths& truths) {
    if (truths.fault && !truths.yes && !truths.no) fails_[version].yes = true;
  }

  void split() {
    done(Kind::open);
    if (by_cluster_) offer_clusters();
  }

  /// SplitHints of the classification are left aside, so that clusters are assumed rather than searched for.
  void offer_clusters() {
    if (!cell_.cluster && choices_.size() > 1) change_.by_cluster = choices_;
  }

  void reject() {
    done(Kind::differs);
    change_.rejects = {fails_[before].yes, fails_[after].yes};
  }

  /// Equal effects on both sides cancel out, whichever rule they come from.
  void cancel() {
    std::map<MeaningId, std::vector<const PlacedEffect*>> old_ones;
    for (const PlacedEffect* placed : own_[before]) old_ones[placed->what].push_back(placed);
    std::vector<const PlacedEffect*> left;
    std::array<std::vector<const PlacedEffect*>, 2> same;
    for (const PlacedEffect* placed : own_[after]) {
      auto& candidates = old_ones[placed->what];
      if (candidates.empty()) {
        left.push_back(placed);
        continue;
      }
      same[before].push_back(candidates.back());
      same[after].push_back(placed);
      candidates.pop_back();
    }
    own_[after] = std::move(left);
    own_[before].clear();
    for (const auto& [what, effects] : old_ones)
      own_[before].insert(own_[before].end(), effects.begin(), effects.end());
    for (const VersionSide version : versions) {
      shared_[version].insert(shared_[version].end(), same[version].begin(), same[version].end());
      auto& own = own_[version];
      const auto remarks = std::stable_partition(
          own.begin(), own.end(), [](const PlacedEffect* placed) { return placed->effect->kind != EffectKind::flag; });
      change_.remarks[version].assign(remarks, own.end());
      own.erase(remarks, own.end());
    }
  }

  // ---- amounts

  void weigh() {
    for (const VersionSide version : versions) change_.counting[version] = own_[version];
    Figures figures(schema_, meaning_ids_,
                    {Figures::Half{&evaluators_[before], with_remarks(before), shared_[before]},
                     Figures::Half{&evaluators_[after], with_remarks(after), shared_[after]}});
    const std::array<Truths, 2> rejects{figures.rejects(before), figures.rejects(after)};
    if (rejects[before].always() && rejects[after].always()) return done(Kind::same);
    const bool unsure = !rejects[before].decided() || !rejects[after].decided();
    if (!unsure && (rejects[before].yes || rejects[after].yes)) {
      change_.rejects = {rejects[before].yes, rejects[after].yes};
      return done(Kind::differs);
    }
    if (unsure) {
      hint();
      by_cluster_ = true;
      return split();
    }
    change_.figures = figures.changes();
    if (figures.fixing_is_open()) return fixing();
    judge();
  }

  std::vector<const PlacedEffect*> with_remarks(VersionSide version) const {
    auto all = own_[version];
    all.insert(all.end(), change_.remarks[version].begin(), change_.remarks[version].end());
    return all;
  }

  /// Only whether the effort is fixed is open.
  void fixing() {
    for (const VersionSide version : versions) {
      change_.split_hints[version].clear();
      BoxEvaluator evaluator(version_parts_[version].space, boxes_[version], change_.split_hints[version]);
      if (cell_.cluster) {
        evaluator.classes();
        evaluator.evaluation().assume((*cell_.cluster)[version]);
        change_.split_hints[version].clear();
      }
      for (const PlacedEffect* placed : shared_[version])
        if (placed->effect->kind == EffectKind::exactly) evaluator.matches(placed->origin);
    }
    by_cluster_ = true;
    split();
  }

  void judge() {
    bool differs = !change_.remarks[before].empty() || !change_.remarks[after].empty();
    bool same = !differs;
    for (std::size_t i = 0; i < comparer_.shown_figures(); ++i)
      for (const Numbers& end : {change_.figures[i].low, change_.figures[i].high}) {
        differs = differs || end.low.sign() > 0 || end.high.sign() < 0;
        same = same && end.low.sign() == 0 && end.high.sign() == 0;
      }
    done(differs ? Kind::differs : same ? Kind::same : Kind::mixed);
    if (change_.kind != Kind::mixed) return;
    hint();
    if (!change_.hints.empty()) return done(Kind::open);
    offer_clusters();
  }

  /// The thresholds at which amounts begin to count are likely boundaries of a difference.
  void hint() {
    for (const VersionSide version : versions)
      for (const PlacedEffect* placed : own_[version]) {
        if (!placed->effect->per) continue;
        const Term& of = version_parts_[version].model.term(placed->effect->per->of);
        if (of.op != Op::attribute) continue;
        const auto axis = static_cast<Axis>(of.number);
        const Ordinal above = placed->effect->per->above.millionths;
        const Extent& extent = boxes_[version].extents[axis];
        if (extent.known && !extent.missing && extent.low <= above && above < extent.high)
          change_.hints.push_back({axis, false, above - above % version_parts_[version].space.step(axis)});
      }
  }

  const Comparer& comparer_;
  const MergedSchema& schema_;
  MeaningIds& meaning_ids_;
  const VersionPartsBuilder& version_parts_;
  const AccountCell& cell_;
  CellChange change_;
  std::array<Box, 2> boxes_;
  std::array<BoxEvaluator, 2> evaluators_;
  std::vector<Clusters> choices_;
  std::array<std::map<EffectSite, Truths>, 2> matches_;
  std::array<std::vector<const PlacedEffect*>, 2> own_, shared_;
  std::array<Truths, 2> fails_;
  bool open_ = false, by_cluster_ = false;
};

}  // namespace

bool Comparer::shows_kinds() const {
  return version_parts_[before].model.declares_kinds() || version_parts_[after].model.declares_kinds();
}

CellChange Comparer::compare(const AccountCell& cell) const { return BoxComparison(*this, meaning_ids_, cell).run(); }

}  // namespace spanne::engine::proof
