#include "engine/compare/regions/regions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "engine/compare/regions/cell_groups.hpp"
#include "engine/compare/regions/cells.hpp"
#include "engine/compare/regions/omissions.hpp"
#include "engine/proof/witness.hpp"

namespace spanne::engine {
namespace proof {
namespace {

/// With fewer accounts than this every region is drawn exactly.
constexpr Ordinal few_accounts = 5'000;

class Describer {
 public:
  explicit Describer(Explorer& explorer) : explorer_(explorer), comparer_(explorer.comparer()) {}

  /// Returns nullopt if none of these accounts exists.
  std::optional<Region> run(const Area& area, Regions& regions) {
    const CellChange& change = area.parts.front().change;
    const auto example = an_account(area);
    if (!example.example && example.proved) return std::nullopt;
    Region region;
    region.everyone = area.everyone;
    for (const CellGroup& block : merged(comparer_, cells_of(area.parts)))
      region.where.push_back(words_of(comparer_, block));
    if (!example.example) {
      regions.undecided.insert(regions.undecided.end(), region.where.begin(), region.where.end());
      regions.reasons.emplace_back("no account was found there that gets something else, but there may be one");
      return std::nullopt;
    }
    if (change.rejects[before] || change.rejects[after])
      region.kind = change.rejects[after] ? Region::Kind::only_old_accepts : Region::Kind::only_new_accepts;
    if (change.moved) {
      region.old_cluster = comparer_.schema().original(before).clusters[(*change.moved)[before]].name;
      region.new_cluster = comparer_.schema().original(after).clusters[(*change.moved)[after]].name;
    }
    note_rules(area, region);
    remarks(change, region);
    figures(area, *example.example, region);
    set_account(area, *example.example, region);
    return region;
  }

 private:
  Explorer::Candidate an_account(const Area& area) const {
    return explorer_.highest(
        area.parts,
        [](const CellChange& change) { return may_differ(change) ? std::optional<Fraction>(1) : std::nullopt; },
        [&](const DatedAccount&, const Both& both) {
          return explorer_.differs(both) ? std::optional<Fraction>(1) : std::nullopt;
        });
  }

  static bool may_differ(const CellChange& change) {
    return change.kind != CellChange::Kind::empty && change.kind != CellChange::Kind::same;
  }

  /// In the order of the file.
  static std::vector<const PlacedEffect*> in_order(std::vector<const PlacedEffect*> effects) {
    std::sort(effects.begin(), effects.end(),
              [](const PlacedEffect* a, const PlacedEffect* b) { return a->origin < b->origin; });
    return effects;
  }

  void note_rules(const Area& area, Region& region) const {
    std::array<std::set<std::string>, 2> seen;
    for (const VersionSide version : versions) {
      auto& names = version == before ? region.old_rules : region.new_rules;
      const auto take = [&](const PlacedEffect* placed) {
        std::string name = name_of(comparer_.schema().original(version), placed->origin);
        if (seen[version].insert(name).second) names.push_back(std::move(name));
      };
      for (const Area::Part& part : area.parts) {
        for (const PlacedEffect* placed : in_order(part.change.counting[version])) take(placed);
        for (const PlacedEffect* placed : in_order(part.change.remarks[version])) take(placed);
      }
    }
  }

  void remarks(const CellChange& change, Region& region) const {
    for (const VersionSide version : versions)
      for (const PlacedEffect* placed : change.remarks[version]) {
        std::string text;
        for (const FlagPiece& flag : placed->effect->flag)
          text += flag.text + (flag.hole ? "{" + hole_name(version, *flag.hole) + "}" : "");
        (version == before ? region.lost : region.gained).push_back(std::move(text));
      }
  }

  std::string hole_name(VersionSide version, TermId hole) const {
    const Model& model = comparer_.schema().original(version);
    if (model.term(hole).op == Op::constant) return model.words(model.term(hole).span);  // the attribute is left out
    const auto index = static_cast<std::size_t>(model.term(hole).number);
    return model.term(hole).op == Op::define ? model.defines[index].name : model.attributes[index].name;
  }

  // ---- figures

  void figures(const Area& area, const DatedAccount& known, Region& region) const {
    if (region.kind != Region::Kind::effort) return;
    // For a move into another cluster with another base the total is enough.
    const std::size_t count = area.parts.front().change.moved ? 1 : comparer_.shown_figures();
    for (std::size_t figure = 0; figure < count; ++figure) {
      FigureChange made{figure == 0 ? "fte" : comparer_.schema().kind_name(figure - 1),
                        stretch(area, known, figure, false), stretch(area, known, figure, true)};
      if (made.low.changes() || made.high.changes()) region.figures.push_back(std::move(made));
    }
  }

  static std::optional<Numbers> end_of(const CellChange& change, std::size_t figure, bool high) {
    if (change.kind == CellChange::Kind::same) return zero;
    if (change.figures.size() <= figure) return std::nullopt;
    const Numbers& end = high ? change.figures[figure].high : change.figures[figure].low;
    return end.some ? std::optional(end) : std::nullopt;
  }

  Stretch stretch(const Area& area, const DatedAccount& known, std::size_t figure, bool high) const {
    const auto first = end_of(area.parts.front().change, figure, high);
    const bool constant = first && std::all_of(area.parts.begin(), area.parts.end(), [&](const Area::Part& part) {
                            const auto end = end_of(part.change, figure, high);
                            return end && end->low == first->low && end->high == first->low;
                          });
    if (constant) return {first->low, first->low, true, first->low, first->low};
    const auto reach = [&](bool most) {
      return explorer_.highest(
          area.parts,
          [&](const CellChange& change) -> std::optional<Fraction> {
            const auto end = end_of(change, figure, high);
            if (!end) return std::nullopt;
            return most ? end->high : -end->low;
          },
          [&](const DatedAccount&, const Both& both) -> std::optional<Fraction> {
            if (both.outcomes[before].rejected() || both.outcomes[after].rejected()) return std::nullopt;
            return explorer_.difference(both, figure, high) * Fraction(most ? 1 : -1);
          },
          &known);
    };
    const auto least = reach(false), most = reach(true);
    return {-least.value, most.value, least.proved && most.proved, least.proved ? -least.value : -least.never_above,
            most.proved ? most.value : most.never_above};
  }

  // ---- an account

  void set_account(const Area& area, const DatedAccount& found, Region& region) const {
    const auto holds = [&](const DatedAccount& account) {
      const Both both = explorer_.evaluate(account);
      return explorer_.differs(both) && std::any_of(area.parts.begin(), area.parts.end(), [&](const Area::Part& part) {
               return explorer_.inside(part.cell, account, both);
             });
    };
    const DatedAccount plain = simplified_witness(explorer_.space(), found, holds);
    region.account = given_text(plain);
    const Both both = explorer_.evaluate(plain);
    for (const VersionSide version : versions)
      if (!both.outcomes[version].rejected()) region.efforts[version] = both.outcomes[version].total;
  }

  /// The account in the syntax of `--given`. The day is included even if it is the first on which both versions are
  /// effective, unless it is the first of each.
  std::string given_text(const DatedAccount& dated) const {
    const MergedSchema& schema = comparer_.schema();
    const bool later = std::any_of(versions.begin(), versions.end(), [&](VersionSide version) {
      const Model& model = schema.original(version);
      return asks_for_the_day(model) && model.effective.from && *model.effective.from != dated.as_of;
    });
    return given(explorer_.space(), dated, &schema.model(before), later && !schema.days_apart());
  }

  Explorer& explorer_;
  const Comparer& comparer_;
};

/// The greatest change of any figure.
Fraction weight(const Area& area) {
  Fraction most = 0;
  for (const Area::Part& part : area.parts)
    for (const Ends& figure : part.change.figures)
      for (const Numbers* end : {&figure.low, &figure.high})
        if (end->some) most = std::max({most, absolute(end->low), absolute(end->high)});
  return most;
}

/// How many ranges a region may fall into to be drawn exactly.
std::size_t max_blocks(const Space& space, const RegionOptions& options) {
  constexpr std::size_t any = 5'000, few = 3;
  if (options.exact) return any;
  Ordinal accounts = 1;
  for (Axis axis = 0; axis <= space.day() && accounts < few_accounts; ++axis) {
    const Extent& extent = space.all().extents[axis];
    const Ordinal low = extent.low / space.step(axis), high = extent.high / space.step(axis);
    const Ordinal count = high / 2 - low / 2 > few_accounts ? few_accounts : high - low + 1;
    accounts *= count + (extent.missing ? 1 : 0);
  }
  return accounts < few_accounts ? any : few;
}

bool rejects(const Area& area) {
  const auto& rejected = area.parts.front().change.rejects;
  return rejected[before] || rejected[after];
}

/// Rejections first, then by the size of the change.
std::vector<const Area*> sorted(const std::vector<Area>& areas) {
  std::vector<std::pair<Fraction, const Area*>> weighed;
  for (const Area& area : areas) weighed.emplace_back(weight(area), &area);
  std::stable_sort(weighed.begin(), weighed.end(), [](const auto& a, const auto& b) {
    if (rejects(*a.second) != rejects(*b.second)) return rejects(*a.second);
    return a.first > b.first;
  });
  std::vector<const Area*> result;
  for (const auto& entry : weighed) result.push_back(entry.second);
  return result;
}

void explore(const MergedSchema& schema, const RegionOptions& options, Steps steps, Regions& result) {
  MeaningIds meaning_ids(schema);
  const VersionPartsBuilder version_parts(schema, meaning_ids);
  const Comparer comparer(schema, meaning_ids, version_parts);
  Explorer explorer(comparer, steps, max_blocks(version_parts[after].space, options));
  const Areas areas = explorer.run();
  result.reasons = areas.reasons;
  for (const CellGroup& block : merged(comparer, areas.undecided))
    result.undecided.push_back(words_of(comparer, block));
  Describer describer(explorer);
  for (const Area* area : sorted(areas.areas)) {
    if (options.most > 0 && result.regions.size() >= options.most)
      ++result.more;
    else if (auto region = describer.run(*area, result))
      result.regions.push_back(std::move(*region));
  }
}

/// Appends what was found for accounts that leave something out.
void append(Regions& result, Regions found, const Omission& omission, const RegionOptions& options) {
  const auto prefix = [&](std::vector<std::string>& places) {
    for (std::string& place : places) place = omission.words + (place.empty() ? "" : " and ") + place;
  };
  prefix(found.undecided);
  result.undecided.insert(result.undecided.end(), found.undecided.begin(), found.undecided.end());
  for (std::string& reason : found.reasons)
    if (std::find(result.reasons.begin(), result.reasons.end(), reason) == result.reasons.end())
      result.reasons.push_back(std::move(reason));
  result.more += found.more;
  for (Region& region : found.regions) {
    prefix(region.where);
    if (options.most > 0 && result.regions.size() >= options.most)
      ++result.more;
    else
      result.regions.push_back(std::move(region));
  }
}

}  // namespace
}  // namespace proof

Regions differing_regions(const Model& old_model, const Model& new_model, const VersionComparison& comparison,
                          const RegionOptions& options) {
  using namespace proof;
  Regions result;
  const MergedSchema schema(old_model, new_model, comparison.old_names);
  result.notes = schema.notes();
  result.obstacle = schema.obstacle();
  result.spans_change = old_model.capacity != new_model.capacity ||
                        old_model.utilisation_low != new_model.utilisation_low ||
                        old_model.utilisation_high != new_model.utilisation_high;
  if (!result.obstacle.empty()) return result;
  const auto left_out = omissions(schema);
  // One budget for all parts, which are examined one after the other.
  const Steps steps =
      options.steps.value_or(options.seconds * steps_per_second) / (1 + static_cast<Steps>(left_out.size()));
  explore(schema, options, steps, result);
  result.defaults_differ = left_out.empty() && !schema.changed_defaults().empty();
  for (const Omission& omission : left_out) {
    Regions found;
    explore(MergedSchema(omission.models[before], omission.models[after], comparison.old_names), options, steps, found);
    append(result, std::move(found), omission, options);
  }
  return result;
}

}  // namespace spanne::engine
