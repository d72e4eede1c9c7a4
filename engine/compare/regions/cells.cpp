#include "engine/compare/regions/cells.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <queue>

#include "engine/compare/regions/cell_groups.hpp"

namespace spanne::engine::proof {
namespace {

// Limits of drawing a difference that begins where amounts begin to count.
constexpr Steps refining_cells = 300;

// Choices with values that only one version knows are split into ranges; with more combinations than this the search
// does not start.
constexpr std::size_t max_starts = 10'000;

constexpr const char* too_many = "there are too many cases to look at";

using Kind = CellChange::Kind;

Steps cost_of(const CellChange& change) {
  return steps_around + change.split_hints[before].looked_at + change.split_hints[after].looked_at;
}

}  // namespace

std::vector<AccountCell> cells_of(const std::vector<Area::Part>& parts) {
  std::vector<AccountCell> cells;
  for (const Area::Part& part : parts) cells.push_back(part.cell);
  return cells;
}

Explorer::Explorer(const Comparer& comparer, Steps steps, std::size_t max_blocks)
    : comparer_(comparer), finding_(steps), refining_(steps / 2), climbing_(steps / 2), max_blocks_(max_blocks) {}

// ---------------------------------------------------------------------------------------------- splitting

/// All accounts, split into ranges of choices with values that only one version knows; returns nullopt if there are too
/// many ranges.
std::optional<std::vector<AccountCell>> Explorer::starts() const {
  std::vector<AccountCell> cells{{space().all(), {}}};
  const auto& known = comparer_.schema().known_values();
  for (Axis axis = 0; axis < known.size(); ++axis) {
    if (known[axis].empty()) continue;
    std::vector<AccountCell> stretches;
    for (const AccountCell& cell : cells)
      for (std::size_t at = 0; at < known[axis].size(); ++at) {
        if (!known[axis][at]) continue;
        const bool goes_on = at > 0 && known[axis][at - 1];
        if (!goes_on) {
          stretches.push_back(cell);
          stretches.back().box.extents[axis].low = static_cast<Ordinal>(at);
        }
        stretches.back().box.extents[axis].high = static_cast<Ordinal>(at);
      }
    if (stretches.size() > max_starts) return std::nullopt;
    cells = std::move(stretches);
  }
  return cells;
}

std::vector<AccountCell> Explorer::halved(const AccountCell& cell, const Space& space, const Split& where) const {
  std::vector<AccountCell> cells;
  for (Box& box : halves(space, cell.box, where)) cells.push_back({std::move(box), cell.cluster});
  return cells;
}

std::vector<AccountCell> Explorer::halved(const AccountCell& cell, VersionSide version,
                                          const SplitHints& split_hints) const {
  const VersionParts& version_part = comparer_.version_parts()[version];
  const auto where = best_split(version_part.space, version_part.cuts, cell.box, split_hints);
  return where ? halved(cell, version_part.space, *where) : std::vector<AccountCell>();
}

std::vector<AccountCell> Explorer::split(const AccountCell& cell, const CellChange& change) const {
  if (!change.hints.empty()) return halved(cell, space(), change.hints.front());
  for (const VersionSide version : {after, before})
    if (auto halves_of = halved(cell, version, change.split_hints[version]); !halves_of.empty()) return halves_of;
  std::vector<AccountCell> cells;
  for (const Clusters& clusters : change.by_cluster) cells.push_back({cell.box, clusters});
  return cells.empty() ? split_anywhere(cell) : cells;
}

/// Splits towards boxes whose accounts are all in the cluster of the cell; returns no cells if the box is one.
std::vector<AccountCell> Explorer::into_cluster(const AccountCell& cell) const {
  if (!cell.cluster) return {};
  SplitHints split_hints;
  BoxEvaluation evaluation(space(), cell.box, split_hints);
  if (evaluation.classify().only((*cell.cluster)[after])) return {};
  return halved(cell, after, split_hints);
}

std::vector<AccountCell> Explorer::split_anywhere(const AccountCell& cell) const {
  for (const VersionSide version : {after, before}) {
    SplitHints split_hints;
    BoxEvaluator(comparer_.version_parts()[version].space, cell.box, split_hints).run();
    if (auto halves_of = halved(cell, version, split_hints); !halves_of.empty()) return halves_of;
  }
  return {};
}

// ---------------------------------------------------------------------------------------------- exploring

Areas Explorer::run() {
  Areas result;
  std::map<std::string, Area> areas;  // by change
  const auto take = [&](const AccountCell& cell, CellChange change, const std::string& words, bool everyone) {
    Area& area = areas[words];
    area.everyone = everyone;
    area.parts.push_back({cell, std::move(change)});
  };
  const auto give_up = [&](const AccountCell& cell, const CellChange& change) {
    result.undecided.push_back(cell);
    std::string why = reason(change);
    if (std::find(result.reasons.begin(), result.reasons.end(), why) == result.reasons.end())
      result.reasons.push_back(std::move(why));
  };
  auto begun = starts();
  if (!begun) return {{}, {{space().all(), {}}}, {too_many}};
  std::vector<AccountCell> cells = std::move(*begun);
  while (!cells.empty()) {
    const AccountCell cell = std::move(cells.back());
    cells.pop_back();
    CellChange change = comparer_.compare(cell);
    finding_.take(cost_of(change));
    if (change.kind == Kind::differs) take(cell, change, key(change, true), true);
    if (change.kind == Kind::mixed) {
      std::vector<Area::Part> parts;
      if (refine(cell, change, parts))
        for (Area::Part& part : parts) take(part.cell, std::move(part.change), key(change, true), true);
      else
        take(cell, change, key(change, false), false);
    }
    if (change.kind != Kind::open) continue;
    auto parts = finding_.left() > 0 ? split(cell, change) : std::vector<AccountCell>();
    if (parts.empty()) give_up(cell, change);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) cells.push_back(std::move(*part));
  }
  for (auto& [words, area] : areas) result.areas.push_back(std::move(area));
  return result;
}

/// Splits until all accounts of a cell get something else, or none does; returns false if that takes too many cells.
bool Explorer::refine(const AccountCell& cell, const CellChange& change, std::vector<Area::Part>& parts) {
  std::vector<Area::Part> open{{cell, change}};
  StepBudget looks(max_blocks_ * refining_cells);
  while (!open.empty()) {
    if (!looks.take() || refining_.left() == 0) return false;
    const Area::Part part = std::move(open.back());
    open.pop_back();
    const auto cells = split(part.cell, part.change);
    if (cells.empty()) return false;
    for (const AccountCell& account_cell : cells) {
      CellChange made = comparer_.compare(account_cell);
      refining_.take(cost_of(made));
      if (made.kind == Kind::differs)
        parts.push_back({account_cell, std::move(made)});
      else if (made.kind == Kind::mixed || made.kind == Kind::open)
        open.push_back({account_cell, std::move(made)});
    }
  }
  return merged(comparer_, cells_of(parts)).size() <= max_blocks_;
}

std::string Explorer::reason(const CellChange& change) const {
  for (const VersionSide version : {after, before}) {
    const VersionParts& version_part = comparer_.version_parts()[version];
    for (const SplitHint& hint : change.split_hints[version]) {
      if (!hint.term) continue;
      const std::string words = version_part.model.words(version_part.model.term(*hint.term).span);
      return version_part.space.support(*hint.term).size() > 1
                 ? fmt::format("{} depends on several attributes at once", words)
                 : fmt::format("{} makes too many cases to look at", words);
    }
  }
  return too_many;
}

/// The key of cells that belong together: the same constant change, or the same rules that count.
std::string Explorer::key(const CellChange& change, bool everyone) const {
  std::string text =
      fmt::format("{} {} {}", everyone ? 0 : 1, change.rejects[before] ? 1 : 0, change.rejects[after] ? 1 : 0);
  if (change.moved) text += fmt::format(" moved {} {}", (*change.moved)[before], (*change.moved)[after]);
  for (const VersionSide version : versions)
    for (const PlacedEffect* placed : change.remarks[version])
      text += fmt::format(" remark {} {}", version + 0, placed->what);
  if (change.moved) return text;
  const bool constant = std::all_of(change.figures.begin(), change.figures.end(), [](const Ends& ends) {
    return ends.low.low == ends.low.high && ends.high.low == ends.high.high;
  });
  if (constant) {
    const std::size_t shown = std::min(comparer_.shown_figures(), change.figures.size());
    for (std::size_t i = 0; i < shown; ++i)
      text +=
          fmt::format(" {} {}", change.figures[i].low.low.to_exact_text(), change.figures[i].high.low.to_exact_text());
    return text;
  }
  for (const VersionSide version : versions)
    for (const PlacedEffect* placed : change.counting[version])
      text += fmt::format(" {}:{}", version + 0, name_of(comparer_.version_parts()[version].model, placed->origin));
  return text;
}

// ---------------------------------------------------------------------------------------------- accounts

Outcome Explorer::evaluate(VersionSide version, const DatedAccount& account) const {
  const MergedSchema& schema = comparer_.schema();
  const Space& space = comparer_.version_parts()[version].space;
  const Date day =
      schema.days_apart() ? Date{static_cast<std::int32_t>(space.all().extents[space.day()].low)} : account.as_of;
  return Evaluator(schema.original(version), day).evaluate(schema.account(version, account.account));
}

Both Explorer::evaluate(const DatedAccount& account) const {
  return {{evaluate(before, account), evaluate(after, account)}};
}

Fraction Explorer::difference(const Both& both, std::size_t figure, bool high) const {
  std::array<Fraction, 2> ends;
  for (const VersionSide version : versions) {
    const Outcome& outcome = both.outcomes[version];
    if (figure == 0) ends[version] = high ? outcome.total.high : outcome.total.low;
    for (KindId kind = 0; kind < outcome.kinds.size(); ++kind)
      if (comparer_.schema().kind(version, kind) + 1 == figure)
        ends[version] = high ? outcome.kinds[kind].high : outcome.kinds[kind].low;
  }
  return ends[after] - ends[before];
}

bool Explorer::differs(const Both& both) const {
  const Outcome &a = both.outcomes[before], &b = both.outcomes[after];
  if (a.rejected() || b.rejected()) return a.rejected() != b.rejected();
  const MergedSchema& schema = comparer_.schema();
  if (schema.cluster(before, *a.cluster) != schema.cluster(after, *b.cluster)) return true;
  for (std::size_t figure = 0; figure < comparer_.shown_figures(); ++figure)
    for (const bool high : {false, true})
      if (difference(both, figure, high).sign() != 0) return true;
  auto old_flags = a.flags, new_flags = b.flags;
  std::sort(old_flags.begin(), old_flags.end());
  std::sort(new_flags.begin(), new_flags.end());
  return old_flags != new_flags;
}

bool Explorer::inside(const AccountCell& cell, const DatedAccount& account, const Both& both) const {
  for (Axis axis = 0; axis < space().day(); ++axis) {
    const Extent& extent = cell.box.extents[axis];
    const auto value = space().ordinal(account.account.values[axis]);
    if (!value ? !extent.missing : (!extent.known || *value < extent.low || *value > extent.high)) return false;
  }
  const Extent& days = cell.box.extents[space().day()];
  if (!comparer_.schema().days_apart() && (account.as_of.days < days.low || account.as_of.days > days.high))
    return false;
  return !cell.cluster || both.outcomes[before].cluster == (*cell.cluster)[before];
}

// ---------------------------------------------------------------------------------------------- the most

namespace {

struct Node {
  Area::Part part;
  Fraction bound;
  std::size_t depth;
};

struct Less {
  bool operator()(const Node& a, const Node& b) const {
    const auto order = a.bound <=> b.bound;
    return order != 0 ? order < 0 : a.depth < b.depth;
  }
};

}  // namespace

Explorer::Candidate Explorer::highest(const std::vector<Area::Part>& parts, const Bound& bound, const Value& value,
                                      const DatedAccount* known) {
  Candidate top;
  if (known != nullptr)
    if (const auto reached = value(*known, evaluate(*known))) top = {*known, *reached, true, {}};
  std::priority_queue<Node, std::vector<Node>, Less> open;
  const auto reach = [&](const AccountCell& cell, CellChange change, std::size_t depth) {
    const auto most = change.kind == Kind::empty ? std::nullopt : bound(change);
    if (most && (!top.example || *most > top.value)) open.push({{cell, std::move(change)}, *most, depth});
  };
  for (const Area::Part& part : parts) reach(part.cell, part.change, 0);
  // The greatest change comes first and gets the most steps.
  StepBudget budget(climbing_.left() / 8);
  const auto take = [&](Steps steps) {
    budget.take(steps);
    climbing_.take(steps);
  };
  while (!open.empty()) {
    const Node node = open.top();
    open.pop();
    if (top.example && node.bound <= top.value) break;
    for (const auto corner : {Space::Corner::low, Space::Corner::high}) {
      take(cost_of_account(space().model()));
      DatedAccount example = space().corner(node.part.cell.box, corner);
      const Both both = evaluate(example);
      if (!inside(node.part.cell, example, both)) continue;
      const auto reached = value(example, both);
      if (!reached || (top.example && *reached <= top.value)) continue;
      top.value = *reached;
      top.example = std::move(example);
    }
    if (top.example && node.bound <= top.value) break;
    auto cells = into_cluster(node.part.cell);
    if (cells.empty()) cells = split(node.part.cell, node.part.change);
    if (budget.left() == 0 || cells.empty()) {
      top.proved = false;
      top.never_above = node.bound;
      return top;
    }
    for (const AccountCell& cell : cells) {
      CellChange change = comparer_.compare(cell);
      take(cost_of(change));
      reach(cell, std::move(change), node.depth + 1);
    }
  }
  return top;
}

}  // namespace spanne::engine::proof
