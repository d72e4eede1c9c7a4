#include "engine/planning/bridge_tables.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <utility>

namespace spanne::engine {
namespace {

using CauseKind = BridgeCause::Kind;
using ViewKind = ViewColumn::Kind;
using BridgeCells = std::vector<ResultCell>;

/// Both ends of an effort and its middle.
struct EffortEnds {
  Enclosure low, middle, high;
};

EffortEnds ends_of(const Subtotal& sum) {
  const auto figures = result_figures(sum);
  return {figures[0], figures[1], figures[2]};
}
EffortEnds ends_of(const Range& range) { return {exactly(range.low), exactly(range.middle()), exactly(range.high)}; }
EffortEnds ends_of(const SumRange& sum) { return {sum.low, sum.middle(), sum.high}; }

Enclosure sum_of(const Enclosure& a, const Enclosure& b) { return {a.low + b.low, a.high + b.high}; }

void add(BridgeCells& cells, const EffortEnds& ends) { cells.insert(cells.end(), {ends.low, ends.middle, ends.high}); }
void add_nothing(BridgeCells& cells, std::size_t count) { cells.insert(cells.end(), count, std::monostate{}); }

void add_changes(std::vector<ViewColumn>& columns) {
  columns.insert(columns.end(), {{"change_low", "change low", ViewKind::change},
                                 {"change", "middle", ViewKind::change},
                                 {"change_high", "high", ViewKind::change}});
}

std::string arrow(const std::string& before, const std::string& after) { return before + " → " + after; }
std::string arrow(const BothSides<std::string>& sides) { return arrow(sides[0], sides[1]); }

const char* step_words(CauseKind kind) {
  switch (kind) {
    case CauseKind::gone: return "gone";
    case CauseKind::added: return "new";
    case CauseKind::attribute: return "data";
    case CauseKind::figure: return "counted";
    case CauseKind::together: return "together";
    case CauseKind::rules: return "rules";
    case CauseKind::day: return "day";
    case CauseKind::now_rejected: return "rejected";
    case CauseKind::now_accepted: break;
  }
  return "accepted";
}

std::string cause_words(const BridgeCause& cause, const BridgeNames& names) {
  switch (cause.kind) {
    case CauseKind::gone: return "engagements that are no longer there";
    case CauseKind::added: return "engagements that were not there before";
    case CauseKind::attribute: return cause.attribute;
    case CauseKind::figure: return cause.attribute + ", counted from all rows";
    case CauseKind::together: return "changes at once that cannot be told apart";
    case CauseKind::rules: return "the guideline, " + arrow(names.models[0]->version, names.models[1]->version);
    case CauseKind::day: return "the day, " + arrow(names.days);
    case CauseKind::now_rejected: return "rejected now, but not before";
    case CauseKind::now_accepted: break;
  }
  return "rejected before, but not now";
}

// ---- steps

ResultTable steps_table(const Bridge& bridge, const BridgeNames& names) {
  ResultTable table{"bridge",
                    fmt::format("From {} to {}", names.files[0], names.files[1]),
                    {{"step", "step", ViewKind::text},
                     {"what", "what", ViewKind::long_text},
                     {"engagements", "engagements", ViewKind::count},
                     {"without_effect", "without effect", ViewKind::count}},
                    {},
                    true};
  add_changes(table.columns);
  table.columns.insert(table.columns.end(), {{"fte_low", "total low", ViewKind::figure},
                                             {"fte", "middle", ViewKind::figure},
                                             {"fte_high", "high", ViewKind::figure}});
  const auto add_total = [&](const char* step, std::size_t side) {
    const Subtotal& sum = bridge.totals[side].portfolio.total.sum;
    BridgeCells& cells =
        table.rows.emplace_back(BridgeCells{std::string(step), names.files[side], count_cell(sum.rows)});
    add_nothing(cells, 4);
    add(cells, ends_of(sum));
  };
  add_total("before", 0);
  EffortEnds reached = ends_of(bridge.totals[0].portfolio.total.sum);
  for (const BridgePart& part : bridge.parts) {
    const EffortEnds change = ends_of(part.change);
    reached = {sum_of(reached.low, change.low), sum_of(reached.middle, change.middle),
               sum_of(reached.high, change.high)};
    BridgeCells& cells =
        table.rows.emplace_back(BridgeCells{std::string(step_words(part.cause.kind)), cause_words(part.cause, names),
                                            count_cell(part.rows), count_cell(part.rows - part.changed)});
    add(cells, change);
    add(cells, reached);
  }
  add_total("after", 1);
  return table;
}

// ---- engagements

Range change_of(const BridgeRow& row) {
  const Range before = row.effort[0].value_or(Range{}), after = row.effort[1].value_or(Range{});
  return {after.low - before.low, after.high - before.high};
}

/// The largest change first; equal ones as they stand.
std::vector<const BridgeRow*> by_size(const std::vector<BridgeRow>& rows) {
  std::vector<std::pair<Fraction, const BridgeRow*>> sized;
  for (const BridgeRow& row : rows) sized.emplace_back(absolute(change_of(row).middle()), &row);
  std::stable_sort(sized.begin(), sized.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const BridgeRow*> sorted;
  for (const auto& [size, row] : sized) sorted.push_back(row);
  return sorted;
}

/// "sites 3 → 8: +0.2", "rules: -0.1".
std::string share_words(const BridgeShare& share, const BridgeCause& cause) {
  const std::string name = cause.attribute.empty() ? step_words(cause.kind) : cause.attribute;
  const auto shown = [](const std::string& text) { return text.empty() ? std::string("missing") : text; };
  const std::string values =
      share.before.empty() && share.after.empty() ? "" : " " + arrow(shown(share.before), shown(share.after));
  const Fraction change = share.change.middle();
  return fmt::format("{}{}: {}{}", name, values, change.sign() > 0 ? "+" : "", change.to_text(3));
}

/// Whether all of an engagement's change has this one cause.
bool is_apart(CauseKind kind) {
  return kind == CauseKind::gone || kind == CauseKind::added || kind == CauseKind::now_rejected ||
         kind == CauseKind::now_accepted;
}

std::string reasons(const BridgeRow& row, const Bridge& bridge) {
  std::vector<std::string> words;
  for (const BridgeShare& share : row.shares) {
    const BridgeCause& cause = bridge.parts[share.cause].cause;
    if (!is_apart(cause.kind)) words.push_back(share_words(share, cause));
  }
  if (!row.together.empty()) words.push_back(row.together);
  for (const auto& rejections : row.rejections) words.insert(words.end(), rejections.begin(), rejections.end());
  return fmt::format("{}", fmt::join(words, "; "));
}

std::string fate(const BridgeRow& row, const Bridge& bridge) {
  const CauseKind kind = bridge.parts[row.shares.front().cause].cause.kind;
  return is_apart(kind) ? step_words(kind) : "changed";
}

void add_keys(std::vector<ViewColumn>& columns, const BridgeNames& names) {
  const Model& model = *names.models[1];
  for (const AttributeId id : model.key_attributes())
    columns.push_back({model.attributes[id].name, model.attributes[id].name, ViewKind::text});
}
void add_keys(BridgeCells& cells, const BridgeRow& row, const BridgeNames& names) {
  const Model& model = *names.models[1];
  const auto attributes = model.key_attributes();
  for (std::size_t i = 0; i < row.key.size(); ++i)
    cells.push_back(value_cell(row.key[i], model.attributes[attributes[i]].type));
}

ResultTable engagements_table(const Bridge& bridge, const BridgeNames& names, std::size_t max_rows) {
  ResultTable table{"engagements", "Engagements that changed", {}, {}, false};
  add_keys(table.columns, names);
  const Model& model = *names.models[1];
  const auto owner = model.owner_attribute();
  const bool shows_owner = owner && !model.attributes[*owner].key;
  if (shows_owner)
    table.columns.push_back({model.attributes[*owner].name, model.attributes[*owner].name, ViewKind::text});
  table.columns.insert(
      table.columns.end(),
      {{"what", "", ViewKind::text}, {"before", "before", ViewKind::range}, {"after", "after", ViewKind::range}});
  add_changes(table.columns);
  table.columns.push_back({"because", "because", ViewKind::long_text});
  const auto sorted = by_size(bridge.rows);
  const std::size_t shown = max_rows == 0 ? sorted.size() : std::min(sorted.size(), max_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const BridgeRow& row = *sorted[i];
    BridgeCells& cells = table.rows.emplace_back();
    add_keys(cells, row, names);
    if (shows_owner) cells.emplace_back(row.owner);
    cells.emplace_back(fate(row, bridge));
    for (const auto& effort : row.effort) cells.push_back(effort ? range_cell(*effort) : ResultCell{});
    add(cells, ends_of(change_of(row)));
    cells.emplace_back(reasons(row, bridge));
  }
  if (shown < sorted.size())
    table.title += fmt::format(" (the {} largest of {}; a file of -o has them all)", shown, sorted.size());
  return table;
}

ResultTable changes_table(const Bridge& bridge, const BridgeNames& names) {
  ResultTable table{"changes", "What each change came to", {}, {}, false};
  add_keys(table.columns, names);
  table.columns.insert(table.columns.end(), {{"step", "step", ViewKind::text},
                                             {"what", "what", ViewKind::text},
                                             {"before", "before", ViewKind::text},
                                             {"after", "after", ViewKind::text}});
  add_changes(table.columns);
  for (const BridgeRow& row : bridge.rows)
    for (const BridgeShare& share : row.shares) {
      const BridgeCause& cause = bridge.parts[share.cause].cause;
      BridgeCells& cells = table.rows.emplace_back();
      add_keys(cells, row, names);
      cells.insert(cells.end(), {std::string(step_words(cause.kind)), cause.attribute});
      const bool is_value = !cause.attribute.empty();
      cells.push_back(is_value ? value_cell(share.before, cause.types[0]) : ResultCell(share.before));
      cells.push_back(is_value ? value_cell(share.after, cause.types[1]) : ResultCell(share.after));
      add(cells, ends_of(share.change));
    }
  return table;
}

// ---- people

/// One person, or all of them, on either side; nullptr where they are not.
void add_person(BridgeCells& cells, const BothSides<const Group*>& sides,
                const BothSides<std::optional<Fraction>>& capacity) {
  for (const auto& amount : capacity) cells.push_back(amount ? figure_cell(*amount) : ResultCell{});
  cells.push_back(figure_cell(capacity[1].value_or(0) - capacity[0].value_or(0)));
  Enclosure change = exactly(0);
  for (std::size_t side = 0; side < 2; ++side) {
    if (sides[side] == nullptr) {
      add_nothing(cells, 1);
      continue;
    }
    const Enclosure middle = result_figures(sides[side]->sum)[1];
    cells.emplace_back(middle);
    change = side == 1 ? sum_of(change, middle) : Enclosure{-middle.high, -middle.low};
  }
  cells.emplace_back(change);
}

std::optional<Fraction> capacity_of(const Group* group) {
  return group != nullptr && group->load ? std::optional(group->load->capacity) : std::nullopt;
}

ResultTable people_table(const Bridge& bridge, const BridgeNames& names) {
  const Model& model = *names.models[1];
  const AttributeId owner = *model.owner_attribute();
  const std::string& head = model.attributes[owner].name;
  ResultTable table{"people",
                    "People",
                    {{head, head, ViewKind::text},
                     {"capacity_before", "capacity before", ViewKind::figure},
                     {"capacity", "after", ViewKind::figure},
                     {"capacity_change", "change", ViewKind::change},
                     {"fte_before", "FTE before", ViewKind::figure},
                     {"fte", "after", ViewKind::figure},
                     {"fte_change", "change", ViewKind::change},
                     {"load", "load", ViewKind::share},
                     {"band", "band", ViewKind::band}},
                    {},
                    true};
  std::vector<std::string> people;
  std::map<std::string, BothSides<const Group*>> sides;
  for (const std::size_t side : {std::size_t{1}, std::size_t{0}})
    for (const Group& group : bridge.totals[side].portfolio.groups) {
      auto [place, is_new] = sides.try_emplace(group.labels.front(), BothSides<const Group*>{nullptr, nullptr});
      place->second[side] = &group;
      if (is_new) people.push_back(group.labels.front());
    }
  for (const std::string& person : people) {
    const auto& both = sides.at(person);
    BridgeCells& cells = table.rows.emplace_back(BridgeCells{group_name(person, {owner}, true, model)});
    add_person(cells, both, {capacity_of(both[0]), capacity_of(both[1])});
    const std::optional<Load> load = both[1] == nullptr ? std::nullopt : both[1]->load;
    cells.push_back(load && load->shares ? ResultCell(load->shares->middle) : ResultCell{});
    cells.push_back(load ? ResultCell(to_text(load->band.value)) : ResultCell{});
  }
  BridgeCells& cells = table.rows.emplace_back(BridgeCells{std::string("total")});
  add_person(cells, {&bridge.totals[0].portfolio.total, &bridge.totals[1].portfolio.total},
             {bridge.totals[0].capacity, bridge.totals[1].capacity});
  add_nothing(cells, 2);
  return table;
}

ResultTable capacity_table(const Bridge& bridge, const BridgeNames& names) {
  ResultTable table{"capacity",
                    "Capacity and gap",
                    {{"file", "file", ViewKind::text},
                     {"fte", "FTE needed", ViewKind::range},
                     {"capacity", "capacity", ViewKind::figure},
                     {"gap", "gap in FTE", ViewKind::range},
                     {"gap_people_low", "in people, from", ViewKind::change},
                     {"gap_people_high", "to", ViewKind::change}},
                    {},
                    false};
  for (std::size_t side = 0; side < 2; ++side) {
    const Portfolio& portfolio = bridge.totals[side].portfolio;
    if (!portfolio.gap) continue;
    const EffortEnds needed = ends_of(portfolio.total.sum);
    const CapacityGap& gap = *portfolio.gap;
    table.rows.push_back({names.files[side], SumRange{needed.low, needed.high}, figure_cell(gap.capacity),
                          SumRange{gap.low, gap.high}, figure_cell(gap.people.value.low),
                          figure_cell(gap.people.value.high)});
  }
  return table;
}

}  // namespace

std::vector<ResultTable> bridge_tables(const Bridge& bridge, const BridgeNames& names, const BridgeExtent& extent) {
  std::vector<ResultTable> tables{steps_table(bridge, names), engagements_table(bridge, names, extent.max_rows)};
  if (extent.has_details) tables.push_back(changes_table(bridge, names));
  if (!bridge.totals[1].capacity) return tables;
  tables.push_back(people_table(bridge, names));
  if (extent.has_details) tables.push_back(capacity_table(bridge, names));
  return tables;
}

}  // namespace spanne::engine
