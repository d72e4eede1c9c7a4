#include "engine/regions/regions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "engine/prove/witness.hpp"
#include "engine/regions/blocks.hpp"
#include "engine/regions/cells.hpp"

namespace spanne::engine {
namespace proof {
namespace {

/// How many cells one second allows for: of each, the terms of its version's own rules are looked at.
Steps steps_per_second(const Common& common) {
  return 2'000'000 / (common.model(before).terms.size() + common.model(after).terms.size() + 500);
}

Fraction size_of(const Fraction& number) { return number.sign() < 0 ? -number : number; }

class Describer {
 public:
  Describer(const Explorer& explorer) : explorer_(explorer), comparer_(explorer.comparer()) {}

  /// Nothing where none of these accounts exists.
  std::optional<Region> run(const Area& area, Regions& regions) {
    const CellChange& change = area.parts.front().change;
    const auto example = an_account(area);
    if (!example.example && example.proved) return std::nullopt;
    std::vector<Cell> cells;
    for (const Area::Part& part : area.parts) cells.push_back(part.cell);
    Region region;
    region.everyone = area.everyone;
    for (const Block& block : merged(comparer_, cells)) region.where.push_back(words_of(comparer_, block));
    if (!example.example) {
      regions.undecided.insert(regions.undecided.end(), region.where.begin(), region.where.end());
      regions.reasons.emplace_back("no account was found there that gets something else, but there may be one");
      return std::nullopt;
    }
    if (change.rejects[before] || change.rejects[after])
      region.sort = change.rejects[after] ? Region::Sort::only_old_accepts : Region::Sort::only_new_accepts;
    if (change.moved) {
      region.old_cluster = comparer_.common().original(before).clusters[(*change.moved)[before]].name;
      region.new_cluster = comparer_.common().original(after).clusters[(*change.moved)[after]].name;
    }
    tell_rules(area, region);
    remarks(change, region);
    figures(area, region);
    tell_account(area, *example.example, region);
    return region;
  }

 private:
  Explorer::Top an_account(const Area& area) const {
    return explorer_.highest(
        area.parts,
        [](const CellChange& change) { return may_differ(change) ? std::optional<Fraction>(1) : std::nullopt; },
        [&](const Case&, const Both& both) {
          return explorer_.differs(both) ? std::optional<Fraction>(1) : std::nullopt;
        });
  }

  static bool may_differ(const CellChange& change) {
    return change.sort != CellChange::Sort::empty && change.sort != CellChange::Sort::same;
  }

  void tell_rules(const Area& area, Region& region) const {
    std::array<std::set<std::string>, 2> seen;
    for (const Version version : versions) {
      auto& names = version == before ? region.old_rules : region.new_rules;
      const auto take = [&](const Piece* piece) {
        std::string name = name_of(comparer_.common().original(version), piece->origin);
        if (seen[version].insert(name).second) names.push_back(std::move(name));
      };
      for (const Area::Part& part : area.parts) {
        for (const Piece* piece : part.change.counting[version]) take(piece);
        for (const Piece* piece : part.change.remarks[version]) take(piece);
      }
    }
  }

  void remarks(const CellChange& change, Region& region) const {
    for (const Version version : versions)
      for (const Piece* piece : change.remarks[version]) {
        std::string text;
        for (const FlagPiece& one : piece->effect->flag) {
          text += one.text;
          if (one.hole)
            text +=
                "{" +
                comparer_.common().original(version).words(comparer_.common().original(version).term(*one.hole).span) +
                "}";
        }
        (version == before ? region.lost : region.gained).push_back(std::move(text));
      }
  }

  // ---- figures

  void figures(const Area& area, Region& region) const {
    if (region.sort != Region::Sort::effort) return;
    const std::size_t count = comparer_.shows_kinds() ? comparer_.common().kind_count() + 1 : 1;
    for (std::size_t figure = 0; figure < count; ++figure) {
      FigureChange made{figure == 0 ? "fte" : comparer_.common().kind_name(figure - 1), stretch(area, figure, false),
                        stretch(area, figure, true)};
      if (made.low.changes() || made.high.changes()) region.figures.push_back(std::move(made));
    }
  }

  Stretch stretch(const Area& area, std::size_t figure, bool high) const {
    const auto end = [&](const CellChange& change) -> const Efforts& {
      return high ? change.figures[figure].high : change.figures[figure].low;
    };
    const Efforts& first = end(area.parts.front().change);
    const bool constant = std::all_of(area.parts.begin(), area.parts.end(), [&](const Area::Part& part) {
      return end(part.change).low == first.low && end(part.change).high == first.low;
    });
    if (constant) return {first.low, first.low, true, first.low, first.low};
    const auto reach = [&](bool most) {
      const Fraction sign = most ? 1 : -1;
      return explorer_.highest(
          area.parts,
          [&](const CellChange& change) -> std::optional<Fraction> {
            if (change.sort == CellChange::Sort::same) return Fraction(0);
            if (change.figures.empty()) return std::nullopt;
            return most ? end(change).high : -end(change).low;
          },
          [&](const Case&, const Both& both) -> std::optional<Fraction> {
            if (both.outcomes[before].rejected() || both.outcomes[after].rejected()) return std::nullopt;
            return explorer_.difference(both, figure, high) * sign;
          });
    };
    const auto least = reach(false), most = reach(true);
    return {-least.value, most.value, least.proved && most.proved, least.proved ? -least.value : -least.never_above,
            most.proved ? most.value : most.never_above};
  }

  // ---- an account

  void tell_account(const Area& area, const Case& found, Region& region) const {
    const auto holds = [&](const Case& one) {
      const Both both = explorer_.evaluate(one);
      return explorer_.differs(both) && std::any_of(area.parts.begin(), area.parts.end(), [&](const Area::Part& part) {
               return explorer_.inside(part.cell, one, both);
             });
    };
    const Case plain = plainest(explorer_.space(), found, holds);
    region.account = given(explorer_.space(), plain);
    const Both both = explorer_.evaluate(plain);
    for (const Version version : versions)
      if (!both.outcomes[version].rejected()) region.efforts[version] = both.outcomes[version].total;
  }

  const Explorer& explorer_;
  const Comparer& comparer_;
};

/// By the size of the change of the total, then of any kind.
Fraction weight(const Region& region) {
  Fraction most = 0;
  for (const FigureChange& one : region.figures)
    for (const Stretch* end : {&one.low, &one.high}) most = std::max({most, size_of(end->least), size_of(end->most)});
  return most;
}

void sort_by_weight(std::vector<Region>& regions) {
  std::stable_sort(regions.begin(), regions.end(), [](const Region& a, const Region& b) {
    const bool a_rejects = a.sort != Region::Sort::effort, b_rejects = b.sort != Region::Sort::effort;
    if (a_rejects != b_rejects) return a_rejects;
    const auto order = weight(a) <=> weight(b);
    return order != 0 ? order > 0 : a.where < b.where;
  });
}

}  // namespace
}  // namespace proof

Regions differing_regions(const Model& old_model, const Model& new_model, const Comparison& comparison,
                          const RegionOptions& options) {
  using namespace proof;
  Regions result;
  const Common common(old_model, new_model, comparison.old_names);
  result.notes = common.notes();
  result.obstacle = common.obstacle();
  result.spans_change = old_model.capacity != new_model.capacity ||
                        old_model.utilisation_low != new_model.utilisation_low ||
                        old_model.utilisation_high != new_model.utilisation_high;
  if (!result.obstacle.empty()) return result;
  Shapes shapes(common);
  const Editions editions(common, shapes);
  const Comparer comparer(common, shapes, editions);
  const Explorer explorer(comparer, options.seconds * steps_per_second(common));
  const Areas areas = explorer.run();
  result.reasons = areas.reasons;
  for (const Block& block : merged(comparer, areas.undecided)) result.undecided.push_back(words_of(comparer, block));
  Describer describer(explorer);
  for (const Area& area : areas.areas)
    if (auto region = describer.run(area, result)) result.regions.push_back(std::move(*region));
  sort_by_weight(result.regions);
  for (const Version version : versions)
    for (const std::string& name : editions[version].own_remarks)
      result.reasons.push_back(fmt::format("the remark of {} in the {} version depends on the effort itself", name,
                                           version == before ? "old" : "new"));
  return result;
}

}  // namespace spanne::engine
