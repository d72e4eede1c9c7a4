#include "engine/proof/search.hpp"

#include <algorithm>
#include <queue>
#include <utility>

#include "engine/model/condition_terms.hpp"

namespace spanne::engine::proof {
namespace {

// A condition with more cuts than that has a pattern rather than thresholds.
constexpr std::size_t max_cuts = 1'000, max_probes = 20'000;
// Budget for the cuts of all terms; a condition without cuts is split in the middle.
constexpr Steps steps_for_cuts = 10 * steps_per_second;

Axis value_axis(const Space& space, const Box& box, Axis axis) { return axis == space.second() ? *box.rising : axis; }

// ---------------------------------------------------------------------------------------------- cuts

/// Finds by bisection where the answer of a term changes along one attribute.
class Prober {
 public:
  Prober(const Space& space, TermId term, Axis axis, StepBudget& budget)
      : space_(space), term_(term), axis_(axis), box_(space.all()), budget_(budget) {}

  std::optional<std::vector<Ordinal>> run() {
    Extent& extent = box_.extents[axis_];
    extent.missing = false;
    if (!probe(extent)) return std::nullopt;
    std::vector<Ordinal> cuts;
    for (std::size_t i = 0; i + 1 < pieces_.size(); ++i)
      if (pieces_[i].answer != pieces_[i + 1].answer) cuts.push_back(pieces_[i].last);
    if (cuts.size() > max_cuts) return std::nullopt;
    return cuts;
  }

 private:
  struct Piece {
    Ordinal last;
    int answer;
  };

  /// The answer, 0 to 2, if it is the same for the whole extent; returns nullopt if it is not known to be.
  std::optional<int> answer() {
    SplitHints split_hints;
    const auto same = answer(split_hints);
    budget_.take(1 + split_hints.looked_at);
    return same;
  }

  std::optional<int> answer(SplitHints& split_hints) const {
    BoxEvaluation evaluation(space_, box_, split_hints);
    const Term& term = space_.model().term(term_);
    const auto of = [](const Truths& truths) -> std::optional<int> {
      if (!truths.decided()) return std::nullopt;
      return truths.yes ? 1 : truths.no ? 0 : 2;
    };
    if (term.type.kind == TypeKind::boolean) return of(evaluation.truth(term_));
    if (term.op == Op::minimum || term.op == Op::maximum) {
      const Numbers left = evaluation.number(term.operands[0]);
      return of(compared(Op::less, left, evaluation.number(term.operands[1])));
    }
    const auto fault_of = [](const auto& values) -> std::optional<int> {
      if (values.some && values.fault) return std::nullopt;
      return values.fault ? 2 : 0;
    };
    return is_number(term.type.kind) ? fault_of(evaluation.number(term_)) : fault_of(evaluation.ordinal(term_));
  }

  bool probe(Extent extent) {
    if (++probes_ > max_probes || budget_.left() == 0) return false;
    box_.extents[axis_] = extent;
    if (const auto same = answer()) {
      pieces_.push_back({extent.high, *same});
      return true;
    }
    if (extent.low == extent.high) {  // a single value whose answer is still open
      pieces_.push_back({extent.high, 3});
      return true;
    }
    const Ordinal last = space_.middle(axis_, extent);
    return probe({extent.low, last, false, true}) && probe({last + space_.step(axis_), extent.high, false, true});
  }

  const Space& space_;
  TermId term_;
  Axis axis_;
  Box box_;
  std::vector<Piece> pieces_;
  std::size_t probes_ = 0;
  StepBudget& budget_;
};

bool has_cuts(const Term& term) {
  if (is_compound(term.op) || is_presence(term.op)) return false;
  switch (term.op) {
    case Op::constant:
    case Op::as_of:
    case Op::cluster:
    case Op::result: return false;
    case Op::attribute: return term.type.kind == TypeKind::boolean;
    default: return term.type.kind != TypeKind::effort;
  }
}

}  // namespace

SplitPoints::SplitPoints(const Space& space) {
  const auto& terms = space.model().terms;
  StepBudget budget(steps_for_cuts);
  for (TermId id = 0; id < terms.size(); ++id) {
    if (!has_cuts(terms[id]) || space.support(id).size() != 1) continue;
    if (auto cuts = Prober(space, id, space.support(id).front(), budget).run())
      split_points_.emplace(id, std::move(*cuts));
  }
}

const std::vector<Ordinal>* SplitPoints::of(TermId id) const {
  const auto found = split_points_.find(id);
  return found == split_points_.end() ? nullptr : &found->second;
}

// ---------------------------------------------------------------------------------------------- splits

namespace {

/// Collects votes for splits: every hint votes for the splits that would help to settle it.
class Ballot {
 public:
  Ballot(const Space& space, const SplitPoints& cuts, const Box& box) : space_(space), split_points_(cuts), box_(box) {}

  void vote(const SplitHint& hint) {
    if (!hint.term) return add({space_.day(), false, hint.day}, 8);
    const auto& axes = space_.support(*hint.term);
    for (const Axis plain : axes) {
      const Axis axis = hint.side == Side::second && box_.rising == plain ? space_.second() : plain;
      const Extent& extent = space_.extent(box_, axis);
      if (extent.single()) continue;
      if (extent.missing && extent.known) {
        add({axis, true, 0}, 8);
        continue;
      }
      const auto last = axes.size() == 1 ? cut(*hint.term, extent) : std::nullopt;
      const Ordinal step = space_.step(value_axis(space_, box_, axis));
      if (last)
        add({axis, false, *last}, 8);
      else if (extent.low < 0 && extent.high >= 0)  // many answers depend on the sign
        add({axis, false, -step}, 8);
      else if (extent.low == 0)
        add({axis, false, 0}, 8);
      else
        add({axis, false, space_.middle(value_axis(space_, box_, axis), extent)}, width(axis, extent));
    }
  }

  std::optional<Split> best() const {
    const auto most = std::max_element(votes_.begin(), votes_.end(),
                                       [](const Vote& a, const Vote& b) { return a.weight < b.weight; });
    if (most == votes_.end()) return std::nullopt;
    return most->split;
  }

 private:
  struct Vote {
    Split split;
    int weight;
  };

  void add(const Split& split, int weight) {
    const auto same =
        std::find_if(votes_.begin(), votes_.end(), [&](const Vote& vote) { return vote.split.axis == split.axis; });
    if (same == votes_.end())
      votes_.push_back({split, weight});
    else
      same->weight += weight;
  }

  /// The cut of a term nearest to the middle of an extent.
  std::optional<Ordinal> cut(TermId term, const Extent& extent) const {
    const auto* cuts = split_points_.of(term);
    if (cuts == nullptr) return std::nullopt;
    const auto first = std::lower_bound(cuts->begin(), cuts->end(), extent.low);
    const auto end = std::lower_bound(first, cuts->end(), extent.high);
    if (first == end) return std::nullopt;
    return *(first + (end - first) / 2);
  }

  /// Weight 1 to 7 by the width of an extent: wide extents are split first, so that all become narrow together.
  int width(Axis axis, const Extent& extent) const {
    const auto steps = static_cast<std::uint64_t>(extent.high) - static_cast<std::uint64_t>(extent.low);
    int bits = 0;
    for (auto rest = steps / static_cast<std::uint64_t>(space_.step(value_axis(space_, box_, axis))); rest > 0;
         rest /= 2)
      ++bits;
    return 1 + bits / 10;
  }

  const Space& space_;
  const SplitPoints& split_points_;
  const Box& box_;
  std::vector<Vote> votes_;
};

}  // namespace

std::optional<Split> best_split(const Space& space, const SplitPoints& cuts, const Box& box,
                                const SplitHints& split_hints) {
  for (int rank = own; rank <= amounts + 1; ++rank) {
    Ballot ballot(space, cuts, box);
    for (const SplitHint& hint : split_hints)
      if (hint.rank == rank) ballot.vote(hint);
    if (const auto split = ballot.best()) return split;
  }
  return std::nullopt;
}

std::vector<Box> halves(const Space& space, const Box& box, const Split& split) {
  std::vector<Box> result;
  const auto half = [&](auto change) {
    Box made = box;
    change(split.axis == space.second() ? made.second : made.extents[split.axis]);
    if (auto pairs = space.pairs(std::move(made))) result.push_back(std::move(*pairs));
  };
  if (split.missing) {
    half([](Extent& extent) { extent.known = false; });
    half([](Extent& extent) { extent.missing = false; });
    return result;
  }
  const Ordinal step = space.step(value_axis(space, box, split.axis));
  half([&](Extent& extent) { extent.high = split.last; });
  half([&](Extent& extent) { extent.low = split.last + step; });
  return result;
}

// ---------------------------------------------------------------------------------------------- looking for one

Answer search(const Space& space, const SplitPoints& cuts, const Question& question, const Box& from,
              StepBudget& budget) {
  Answer answer;
  std::vector<Box> boxes{from};
  while (!boxes.empty()) {
    const Box box = std::move(boxes.back());
    boxes.pop_back();
    SplitHints split_hints;
    const BoxVerdict verdict = question.judge(box, split_hints);
    const bool goes_on = budget.take(cost_of_box(split_hints));
    if (verdict == BoxVerdict::never) continue;
    const auto split = verdict == BoxVerdict::open ? best_split(space, cuts, box, split_hints) : std::nullopt;
    if (!split) {
      budget.take(cost_of_account(space.model()));
      DatedAccount example = space.corner(box, Space::Corner::low);
      if (question.holds(example)) return {Found::example, std::move(example), std::nullopt};
      if (verdict == BoxVerdict::always) return {Found::disagreement, std::move(example), std::nullopt};
      answer.found = Found::undecided;  // the box cannot be split any further, and is still open
    }
    if (!split_hints.empty()) answer.open_term = split_hints.front().term;
    if (!goes_on) return {Found::undecided, std::nullopt, answer.open_term};
    if (!split) continue;
    auto parts = halves(space, box, *split);
    // The lower half is searched first, because small values make simpler examples.
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) boxes.push_back(std::move(*part));
  }
  if (answer.found == Found::none) answer.open_term.reset();
  return answer;
}

// ---------------------------------------------------------------------------------------------- looking for the most

namespace {

struct Node {
  Box box;
  Fraction bound;
  std::size_t depth;
  SplitHints split_hints;
};

struct Less {
  bool operator()(const Node& a, const Node& b) const {
    const auto order = a.bound <=> b.bound;
    return order != 0 ? order < 0 : a.depth < b.depth;
  }
};

}  // namespace

Maximum find_maximum(const Space& space, const SplitPoints& cuts, const MaximumSearch& question, const Box& from,
                     StepBudget& budget) {
  Maximum maximum;
  std::priority_queue<Node, std::vector<Node>, Less> open;
  const auto reach = [&](Box box, std::size_t depth) {
    Node node{std::move(box), {}, depth, {}};
    const auto bound = question.bound(node.box, node.split_hints);
    budget.take(cost_of_box(node.split_hints));
    if (!bound || (maximum.example && *bound <= maximum.value)) return;
    node.bound = *bound;
    open.push(std::move(node));
  };
  const auto try_corners = [&](const Box& box) {
    for (const auto corner : {Space::Corner::low, Space::Corner::high}) {
      budget.take(cost_of_account(space.model()));
      DatedAccount example = space.corner(box, corner);
      const auto value = question.value(example);
      if (!value || (maximum.example && *value <= maximum.value)) continue;
      maximum.value = *value;
      maximum.example = std::move(example);
    }
  };
  reach(from, 0);
  while (!open.empty()) {
    const Node node = open.top();
    if (!maximum.example || node.bound > maximum.value) try_corners(node.box);
    if (maximum.example && node.bound <= maximum.value) break;
    const auto split = budget.left() == 0 ? std::nullopt : best_split(space, cuts, node.box, node.split_hints);
    if (!split) {
      maximum.never_above = node.bound;
      return maximum;
    }
    open.pop();
    for (Box& half : halves(space, node.box, *split)) reach(std::move(half), node.depth + 1);
  }
  maximum.proved = maximum.example.has_value();
  maximum.empty = !maximum.example;
  return maximum;
}

}  // namespace spanne::engine::proof
