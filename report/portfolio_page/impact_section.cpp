#include "report/portfolio_page/impact_section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"
#include "report/result_table_view.hpp"

namespace spanne::report {

using engine::GroupPair;
using engine::GroupSide;
using engine::Model;
using engine::Mover;
using engine::Outcome;
using engine::ResultCell;
using engine::ResultTable;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

namespace {

std::string cluster_words(const Outcome& outcome, const Model& model) {
  return outcome.rejected() ? "rejected" : model.clusters[*outcome.cluster].name;
}

std::string moved_words(const std::string& before, const std::string& after) {
  return before == after ? before : before + " → " + after;
}

std::string key_of(const Mover& mover, const Model& model, const ShownNames& names) {
  std::string text;
  const auto keys = model.key_attributes();
  for (std::size_t i = 0; i < mover.key.size(); ++i) {
    const bool is_text = i < keys.size() && model.attributes[keys[i]].type.kind == engine::TypeKind::text;
    text += (text.empty() ? "" : " ") + (is_text ? names.text(mover.key[i]) : mover.key[i]);
  }
  return text.empty() ? fmt::format("line {}", mover.line) : text;
}

std::string because(const Mover& mover) {
  if (mover.rejected_once()) return mover.after.rejected() ? "not evaluated any more" : "was not evaluated";
  std::vector<std::string> names;
  for (const auto& responsible : mover.responsible)
    names.push_back(responsible.name.substr(responsible.name.find(' ') + 1));
  return fmt::format("{}", fmt::join(names, ", "));
}

ResultCell effort_cell(const Outcome& outcome) {
  return outcome.rejected() ? ResultCell() : engine::range_cell(outcome.total);
}

ResultTable movers_table(const engine::Impact& impact, const Model& before, const Model& after,
                         const ShownNames& names) {
  ResultTable table{"movers",
                    "Who gets something else",
                    {{"account", "account", Kind::text},
                     {"owner", "who", Kind::text},
                     {"cluster", "cluster", Kind::text},
                     {"before", "FTE before", Kind::range},
                     {"after", "FTE now", Kind::range},
                     {"change", "change", Kind::change},
                     {"because", "because of", Kind::long_text}},
                    {}};
  for (const Mover& mover : impact.movers)
    table.rows.push_back({key_of(mover, after, names), names.person(mover.owner),
                          moved_words(cluster_words(mover.before, before), cluster_words(mover.after, after)),
                          effort_cell(mover.before), effort_cell(mover.after),
                          mover.rejected_once() ? ResultCell() : engine::figure_cell(mover.change), because(mover)});
  return table;
}

std::optional<engine::SumRange> effort_on(const std::optional<GroupSide>& side) {
  if (!side) return std::nullopt;
  const auto figures = result_figures(side->sum);
  return engine::SumRange{figures[0], figures[2]};
}

ResultTable totals_table(const GroupPair& total, const Model& before, const Model& after) {
  ResultTable table{
      "versions",
      "Both versions",
      {{"version", "guideline", Kind::text}, {"fte", "FTE", Kind::range}, {"headcount", "KAMs needed", Kind::count}},
      {}};
  const auto add = [&](const std::optional<GroupSide>& side, const Model& model, const std::string& name) {
    const auto effort = effort_on(side);
    if (!effort) return;
    table.rows.push_back(
        {name + " " + model.version, *effort, both_readings(headcount_of(side->sum, model), count_words)});
  };
  add(total.before, before, "before:");
  add(total.after, after, "now:");
  return table;
}

std::string versions_chart(const GroupPair& total, const Model& before, const Model& after) {
  BarChart chart;
  engine::Fraction greatest = 0;
  const auto add = [&](const std::optional<GroupSide>& side, const std::string& label, ChartTone tone) {
    const auto effort = effort_on(side);
    if (!effort) return;
    ChartBar bar;
    bar.label = label;
    bar.pieces.push_back({{effort->low.middle(), effort->high.middle()}, tone});
    bar.middle = effort->middle().middle();
    bar.words = cell_words(*effort, Kind::range, {}) + " FTE";
    greatest = std::max(greatest, effort->high.middle());
    chart.bars.push_back(std::move(bar));
  };
  add(total.before, "version " + before.version, ChartTone::second);
  add(total.after, "version " + after.version, ChartTone::plain);
  chart.axis = round_axis(0, greatest, 6);
  std::string description = "One bar for each version of the guideline, from the low to the high end of the total.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {}.", bar.label, bar.words);
  chart.words = {"against-chart", "The total under both versions, in FTE", description};
  return to_html(chart);
}

}  // namespace

PageSection impact_section(const engine::Impact& impact, const Model& before, const Model& after,
                           const ShownNames& names) {
  PageSection section{"against", fmt::format("Against version {}", before.version),
                      fmt::format("{} something else than before; {} the same.",
                                  plural_words(impact.moved, "engagement gets", "engagements get"),
                                  plural_words(impact.same, "gets", "get"))};
  section.charts.push_back(versions_chart(impact.total, before, after));
  section.tables.push_back({totals_table(impact.total, before, after)});
  if (impact.movers.empty()) return section;
  const std::string part = impact.moved > impact.movers.size()
                               ? fmt::format("the first {} of {}", impact.movers.size(), impact.moved)
                               : std::to_string(impact.moved);
  section.tables.push_back(
      {movers_table(impact, before, after, names), fmt::format("Who gets something else ({})", part)});
  return section;
}

}  // namespace spanne::report
