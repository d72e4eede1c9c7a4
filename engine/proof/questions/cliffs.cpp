#include "engine/proof/questions/cliffs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>
#include <utility>

#include "engine/model/condition_terms.hpp"
#include "engine/proof/witness.hpp"
#include "engine/testing/figures.hpp"
#include "engine/testing/sites.hpp"

namespace spanne::engine::proof {
namespace {

/// Steps for all thresholds together, about half a second of work, and the most for one of them.
constexpr Steps steps_for_cliffs = steps_per_second / 2, steps_for_one = steps_per_second / 20;
/// Comparisons with more cuts (`round(size) = 3`, days of the week) are not what an author calls a threshold.
constexpr std::size_t max_cuts = 8;
constexpr std::size_t max_samples = 4, max_related = 2;

// ---- thresholds

std::optional<EffectSite> site_of(const StatementRef& owner, const Model& model) {
  const auto index = static_cast<std::uint32_t>(owner.index);
  switch (owner.kind) {
    case StatementRef::Kind::cluster: return EffectSite{EffectSite::Kind::cluster, index};
    case StatementRef::Kind::rule: return EffectSite{EffectSite::Kind::rule, index};
    case StatementRef::Kind::row:
      if (!model.tables[owner.index].derived.empty()) return std::nullopt;
      return EffectSite{EffectSite::Kind::row, index, static_cast<std::uint32_t>(owner.part)};
    default: return std::nullopt;
  }
}

/// Whether it is about results, so that it can only remark.
bool only_flags(const StatementRef& owner, const Model& model) {
  if (owner.kind == StatementRef::Kind::rule) return model.rules[owner.index].uses_results;
  return owner.kind == StatementRef::Kind::row && model.tables[owner.index].uses_results;
}

bool has_thresholds(const Attribute& attribute) {
  return is_number(attribute.type.kind) || attribute.type.kind == TypeKind::date;
}

/// The two sides of a cut: the rounder of its neighbours, and the value an everyday step beyond it, a cent or a day,
/// unless that is beyond the next cut or the end of the range.
std::pair<Ordinal, Ordinal> sides_of_cut(const Prover& prover, AttributeId id, const std::vector<Ordinal>& cuts,
                                         Ordinal last) {
  const Ordinal next = last + prover.space().step(id);
  const TypeKind kind = prover.model().attributes[id].type.kind;
  if (!is_number(kind) || kind == TypeKind::integer) return {last, next};
  const Extent& extent = prover.space().all().extents[id];
  const auto above = std::upper_bound(cuts.begin(), cuts.end(), last);
  const auto below = std::lower_bound(cuts.begin(), cuts.end(), last);
  if (digits(last) <= digits(next)) {
    const Ordinal far = last + plain_step(Decimal{last}, kind);
    return {last, far <= extent.high && (above == cuts.end() || far <= *above) ? far : next};
  }
  const Ordinal far = next - plain_step(Decimal{next}, kind);
  return {far >= extent.low && (below == cuts.begin() || far > *std::prev(below)) ? far : last, next};
}

// ---- one threshold

/// What an account gets on the two sides of a threshold.
struct Sides {
  Outcome low, high;
  bool accepted() const { return !low.rejected() && !high.rejected(); }
};

class CliffSearch {
 public:
  CliffSearch(const Prover& prover, const Threshold& threshold, Steps steps)
      : prover_(prover), threshold_(threshold), budget_(steps), plain_(plain_account(prover.space())) {}

  std::optional<Cliff> run(Findings& found) {
    std::optional<Cliff> cliff;
    const Sides plain = sides(plain_);
    if (jumps(plain)) cliff = cliff_at(plain_, plain);
    for (const ThresholdUse& use : threshold_.uses) {
      if (cliff || !has_steps()) break;
      if (!decides(plain, use)) cliff = cliff_of(use, found);
    }
    prover_.note_use(budget_);
    return cliff;
  }

 private:
  DatedAccount at(DatedAccount account, Ordinal value) const {
    account.account.values[threshold_.attribute] = prover_.space().value(threshold_.attribute, value);
    return account;
  }

  Sides sides(const DatedAccount& account) {
    budget_.take(2 * cost_of_account(prover_.model()));
    return {prover_.evaluate(at(account, threshold_.low)), prover_.evaluate(at(account, threshold_.high))};
  }

  /// Efforts fixed by hand are not the rules'.
  bool jumps(const Sides& sides) const {
    return sides.accepted() && is_cliff(sides.low.total.middle(), sides.high.total.middle()) &&
           !is_fixed(prover_, sides.low) && !is_fixed(prover_, sides.high);
  }

  bool has_steps() const { return budget_.left() > 0; }

  /// Whether what the comparison is for counts on one side alone, if perhaps for an account that is rejected.
  bool differs(const Sides& sides, const ThresholdUse& use) const {
    if (use.site) return prover_.matches(sides.low, *use.site) != prover_.matches(sides.high, *use.site);
    return sides.low.cluster != sides.high.cluster || sides.low.matched != sides.high.matched ||
           sides.low.total != sides.high.total;
  }

  bool decides(const Sides& sides, const ThresholdUse& use) const { return sides.accepted() && differs(sides, use); }

  std::optional<Cliff> cliff_of(const ThresholdUse& use, Findings& found) {
    auto example = deciding_sample(use);
    if (!example && use.site && has_steps()) example = search_boxes(use, found);
    if (!example) return std::nullopt;
    const DatedAccount base = made_plain(std::move(*example), use);
    if (!jumps(sides(base))) return std::nullopt;
    const DatedAccount simplest = simplified_witness(prover_.space(), base, [&](const DatedAccount& account) {
      if (!has_steps()) return false;
      const Sides tried = sides(account);
      return decides(tried, use) && jumps(tried);
    });
    return cliff_at(simplest, sides(simplest));
  }

  // ---- an account for which the threshold decides

  std::optional<DatedAccount> deciding_sample(const ThresholdUse& use) {
    std::size_t tried = 0;
    for (const auto& sample : prover_.samples()) {
      if (use.site && !prover_.matches(sample.outcome, *use.site)) continue;
      if (++tried > max_samples || !has_steps()) break;
      if (decides(sides(sample.dated), use)) return sample.dated;
    }
    return std::nullopt;
  }

  std::optional<DatedAccount> search_boxes(const ThresholdUse& use, Findings& found) {
    Box from = prover_.space().all();
    from.extents[threshold_.attribute] = {threshold_.low, threshold_.low, false, true};
    const Question question{[&](const Box& box, SplitHints& hints) { return judge(box, hints, *use.site); },
                            [&](const DatedAccount& account) { return differs(sides(account), use); }};
    const Answer answer = search(prover_.space(), prover_.split_points(), question, from, budget_);
    prover_.disagree(found, use.span, answer);
    const bool accepted = answer.found == Found::example && decides(sides(*answer.example), use);
    return accepted ? answer.example : std::nullopt;
  }

  /// Whether the site matches on one side alone, for the accounts of a box whose attribute has the low value.
  BoxVerdict judge(const Box& box, SplitHints& hints, const EffectSite& site) const {
    Box other = box;
    other.extents[threshold_.attribute] = {threshold_.high, threshold_.high, false, true};
    BoxEvaluator low(prover_.space(), box, hints), high(prover_.space(), other, hints);
    const BoxVerdict before = verdict(low.matches(site)), after = verdict(high.matches(site));
    if (before == BoxVerdict::open || after == BoxVerdict::open) return BoxVerdict::open;
    return before == after ? BoxVerdict::never : BoxVerdict::always;
  }

  /// Gives the account as many plain values as leave the threshold deciding: all at once but those the cluster, rule or
  /// row depends on, then one after the other.
  DatedAccount made_plain(DatedAccount account, const ThresholdUse& use) {
    const auto take = [&](DatedAccount changed) {
      if (has_steps() && decides(sides(changed), use)) account = std::move(changed);
    };
    DatedAccount others = plain_;
    for (const TermId term : use.terms)
      for (const Axis axis : prover_.space().support(term))
        if (axis < others.account.values.size()) others.account.values[axis] = account.account.values[axis];
    take(std::move(others));
    take({account.account, plain_.as_of});
    for (AttributeId id = 0; id < plain_.account.values.size(); ++id) {
      if (id == threshold_.attribute || account.account.values[id] == plain_.account.values[id]) continue;
      DatedAccount changed = account;
      changed.account.values[id] = plain_.account.values[id];
      take(std::move(changed));
    }
    return account;
  }

  // ---- the result

  Cliff cliff_at(const DatedAccount& account, const Sides& outcomes) const {
    const Space& space = prover_.space();
    const DatedAccount low = at(account, threshold_.low), high = at(account, threshold_.high);
    Cliff cliff;
    cliff.attribute = threshold_.attribute;
    cliff.low = low.account.values[threshold_.attribute];
    cliff.high = high.account.values[threshold_.attribute];
    cliff.effort_low = outcomes.low.total.middle();
    cliff.effort_high = outcomes.high.total.middle();
    cliff.account_low = given(space, low);
    cliff.account_high = given(space, high);
    cliff.note = note_of(cliff, outcomes);
    return cliff;
  }

  grammar::Diagnostic note_of(const Cliff& cliff, const Sides& outcomes) const {
    const Model& model = prover_.model();
    const std::string& name = model.attributes[cliff.attribute].name;
    const std::string jump = fmt::format(
        "from {} = {} to {} the effort {} from {} to {} FTE", name, literal(model, cliff.attribute, cliff.low),
        literal(model, cliff.attribute, cliff.high), cliff.effort_low < cliff.effort_high ? "jumps" : "drops",
        cliff.effort_low.to_text(3), cliff.effort_high.to_text(3));
    grammar::Diagnostic note{
        "I0542",
        grammar::Severity::note,
        threshold_.uses.front().span,
        jump,
        fmt::format("if accounts on both sides are much alike, put a step between, or let the effort follow {}", name),
        {},
        cliff.account_high};
    place(note, outcomes);
    return note;
  }

  /// At the first comparison that decides something for these accounts; further ones beside it.
  void place(grammar::Diagnostic& note, const Sides& outcomes) const {
    bool placed = false;
    for (const ThresholdUse& use : threshold_.uses) {
      if (!decides(outcomes, use)) continue;
      if (placed && note.related.size() < max_related && use.span != note.span)
        note.related.push_back({use.span, "the same threshold"});
      if (!placed) note.span = use.span;
      placed = true;
    }
  }

  const Prover& prover_;
  const Threshold& threshold_;
  StepBudget budget_;
  DatedAccount plain_;  // has the default of every attribute
};

Fraction size_of(const Cliff& cliff) { return absolute(cliff.effort_high - cliff.effort_low); }

}  // namespace

std::vector<Threshold> thresholds(const Prover& prover) {
  const Model& model = prover.model();
  std::vector<Threshold> found;
  std::map<std::tuple<AttributeId, Ordinal, Ordinal>, std::size_t> places;
  for (const Site& site : sites(model)) {
    const auto* cuts = is_comparison(model.term(site.term).op) ? prover.split_points().of(site.term) : nullptr;
    if (cuts == nullptr || cuts->size() > max_cuts || only_flags(site.owner, model)) continue;
    const Axis axis = prover.space().support(site.term).front();
    if (axis >= model.attributes.size() || !has_thresholds(model.attributes[axis])) continue;
    for (const Ordinal last : *cuts) {
      const auto [low, high] = sides_of_cut(prover, axis, *cuts, last);
      const auto [place, is_new] = places.try_emplace({axis, low, high}, found.size());
      if (is_new) found.push_back({axis, low, high, {}});
      found[place->second].uses.push_back(
          {model.term(site.term).span, site_of(site.owner, model), terms_of(site.owner, model)});
    }
  }
  return found;
}

bool is_cliff(const Fraction& one, const Fraction& other) {
  const Fraction gap = absolute(one - other);
  return gap + gap > std::max(one, other) && gap >= Fraction::ratio(1, 5);
}

void cliff_tasks(const Prover& prover, std::vector<std::optional<Cliff>>& found, Tasks& tasks) {
  auto all = std::make_shared<const std::vector<Threshold>>(thresholds(prover));
  found.resize(all->size());
  if (all->empty()) return;
  const Steps steps = std::min({prover.budget().left(), steps_for_one, steps_for_cliffs / all->size()});
  for (std::size_t i = 0; i < all->size(); ++i)
    tasks.push_back([&prover, &cliff = found[i], all, i, steps](Findings& findings) {
      cliff = CliffSearch(prover, (*all)[i], steps).run(findings);
    });
}

std::vector<Cliff> largest_first(std::vector<std::optional<Cliff>> found) {
  std::vector<Cliff> cliffs;
  for (auto& cliff : found)
    if (cliff) cliffs.push_back(std::move(*cliff));
  std::stable_sort(cliffs.begin(), cliffs.end(),
                   [](const Cliff& a, const Cliff& b) { return size_of(b) < size_of(a); });
  return cliffs;
}

}  // namespace spanne::engine::proof
