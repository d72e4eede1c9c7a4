#include "library/impact_document.hpp"

#include <fmt/format.h>
#include <utility>

#include "library/findings_json.hpp"
#include "records/results/figures.hpp"

namespace spanne::library {
namespace {

using engine::GroupPair;
using engine::GroupSide;
using engine::Model;
using ImpactCells = std::vector<std::string>;

constexpr std::pair<const char*, bool> side_heads[] = {
    {"rows", false},          {"rejected", false},       {"fte_low", false}, {"fte", false}, {"fte_high", false},
    {"headcount_low", false}, {"headcount_high", false}, {"load", false},    {"band", true}};

void add_head(ImpactSheet& sheet, const std::string& name, bool is_text) {
  sheet.heads.push_back(name);
  sheet.is_text.push_back(is_text);
}

ImpactCells side_cells(const std::optional<GroupSide>& group, const Model& model, const records::FigureStyle& style) {
  if (!group) return ImpactCells(std::size(side_heads));
  const auto sums = result_figures(group->sum);
  const engine::Headcount headcount = engine::headcount_of(group->sum, model).value;
  std::optional<engine::Load> load;
  if (group->capacity) load = engine::load_of(group->sum, *group->capacity, model);
  return {
      std::to_string(group->sum.rows),      std::to_string(group->sum.rejected),
      records::text_of(sums[0], style),     records::text_of(sums[1], style),
      records::text_of(sums[2], style),     records::text_of(headcount.low),
      records::text_of(headcount.high),     load && load->shares ? records::text_of(load->shares->middle, style) : "",
      load ? to_text(load->band.value) : ""};
}

void add_readings(records::JsonMembers& members, const std::optional<GroupSide>& side, const Model& model,
                  const std::string& prefix) {
  if (!side) return;
  engine::Group group;
  group.headcount = engine::headcount_of(side->sum, model);
  if (side->capacity) group.load = engine::load_of(side->sum, *side->capacity, model);
  for (auto& member : records::other_readings(group)) {
    member.name.insert(0, prefix);
    members.push_back(std::move(member));
  }
}

std::string version_line(const ImpactVersion& version) {
  return records::json_text(Json{{"file", version.file},
                                 {"version", version.model.version},
                                 {"digest", version.digest},
                                 {"as_of", to_text(version.as_of)}});
}

}  // namespace

std::string ImpactSheet::text(records::Format format) const {
  records::RowWriter writer(format, heads, is_text, {});
  const bool csv = records::is_csv(format);
  std::string all = csv ? writer.begin() : "[";
  for (const auto& row : rows) {
    std::string line = writer.row(row, more[static_cast<std::size_t>(&row - rows.data())]);
    if (!csv) line = (&row == rows.data() ? "\n" : ",\n") + line.substr(0, line.size() - 1);
    all += line;
  }
  return all + (csv ? "" : "\n]");
}

ImpactSheet impact_groups(const engine::Impact& impact, const ImpactVersion& before, const ImpactVersion& after,
                          const std::string& group_head, const records::FigureStyle& style) {
  ImpactSheet sheet;
  add_head(sheet, group_head.empty() ? "group" : group_head, true);
  add_head(sheet, "change", false);
  for (const char* side : {"old_", "new_"})
    for (const auto& [name, is_text] : side_heads) add_head(sheet, side + std::string(name), is_text);
  const auto add = [&](const GroupPair& pair, const std::string& name) {
    ImpactCells cells{name, records::text_of(pair.change_bounds(), style)};
    for (auto& cell : side_cells(pair.before, before.model, style)) cells.push_back(std::move(cell));
    for (auto& cell : side_cells(pair.after, after.model, style)) cells.push_back(std::move(cell));
    sheet.rows.push_back(std::move(cells));
    auto& members = sheet.more.emplace_back();
    add_readings(members, pair.before, before.model, "old_");
    add_readings(members, pair.after, after.model, "new_");
  };
  for (const auto& pair : impact.groups)
    add(pair, after.by ? records::group_label(pair.label, *after.by, true, after.model, style.notation) : pair.label);
  add(impact.total, "total");
  return sheet;
}

ImpactDocument impact_document(const engine::Impact& impact, const ImpactVersion& before, const ImpactVersion& after,
                               const std::string& group_head, const records::FigureStyle& style) {
  const ImpactSheet groups = impact_groups(impact, before, after, group_head, style);
  return {fmt::format(
              "{{\n\"old\": {},\n\"new\": {},\n\"moved\": {}, \"same\": {}, \"rejected_by_both\": {},\n\"accounts\": [",
              version_line(before), version_line(after), impact.moved, impact.same, impact.rejected_both),
          fmt::format("\n],\n\"groups\": {}\n}}\n", groups.text(records::Format::jsonl))};
}

}  // namespace spanne::library
