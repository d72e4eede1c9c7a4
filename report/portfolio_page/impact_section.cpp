#include "report/portfolio_page/impact_section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"
#include "report/portfolio_page/shown_labels.hpp"
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

constexpr std::size_t movers_drawn = 12;

std::string cluster_words(const Outcome& outcome, const Model& model) {
  return outcome.rejected() ? "not evaluated" : cluster_label(model.clusters[*outcome.cluster]);
}

std::string moved_words(const std::string& before, const std::string& after) {
  return before == after ? before : before + " → " + after;
}

bool is_default(const std::string& text, const engine::Attribute& attribute, const Model& model) {
  return attribute.fallback && text == to_text(*attribute.fallback, attribute.type, model);
}

std::string key_of(const Mover& mover, const Model& model, const ShownNames& names) {
  std::string text;
  const auto keys = model.key_attributes();
  for (std::size_t i = 0; i < mover.key.size(); ++i) {
    if (i < keys.size() && is_default(mover.key[i], model.attributes[keys[i]], model)) continue;
    const bool is_text = i < keys.size() && model.attributes[keys[i]].type.kind == engine::TypeKind::text;
    text += (text.empty() ? "" : " ") + (is_text ? names.text(mover.key[i]) : mover.key[i]);
  }
  return text.empty() ? fmt::format("line {}", mover.line) : text;
}

std::string because(const Mover& mover) {
  if (mover.rejected_once()) return mover.after.rejected() ? "not evaluated any more" : "was not evaluated";
  std::vector<std::string> names;
  for (const auto& responsible : mover.responsible)
    names.push_back(name_in_words(responsible.name.substr(responsible.name.find(' ') + 1)));
  return fmt::format("{}", fmt::join(names, ", "));
}

ResultCell effort_cell(const Outcome& outcome) {
  return outcome.rejected() ? ResultCell() : engine::range_cell(outcome.total);
}

ResultTable movers_table(const engine::Impact& impact, const Model& before, const Model& after,
                         const ShownNames& names) {
  const auto owner = after.owner_attribute();
  ResultTable table{"movers",
                    "Who gets something else",
                    {{"account", "account", Kind::text},
                     {"owner", owner ? attribute_head(after.attributes[*owner]) : std::string(), Kind::text},
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
  return effort_of(side->sum);
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

/// What each account gets more or less; nothing is drawn of those that one version does not evaluate.
std::string movers_chart(const engine::Impact& impact, const Model& after, const ShownNames& names) {
  BarChart chart;
  engine::Fraction least = 0, greatest = 0;
  for (const Mover& mover : impact.movers) {
    if (chart.bars.size() == movers_drawn) break;
    if (mover.rejected_once() || mover.change.sign() == 0) continue;
    ChartBar bar;
    bar.label = key_of(mover, after, names);
    bar.below = names.person(mover.owner);
    bar.pieces.push_back({{0, mover.change}, mover.change.sign() < 0 ? ChartTone::second : ChartTone::plain});
    bar.words = headline_change(mover.change) + " FTE";
    least = std::min(least, mover.change);
    greatest = std::max(greatest, mover.change);
    chart.bars.push_back(std::move(bar));
  }
  if (chart.bars.empty()) return {};
  chart.axis = round_axis(least, greatest, 6);
  std::string description = "One bar for each account that gets something else: the change of its middle.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {} {}: {}.", bar.label, bar.below, bar.words);
  chart.words = {"against-chart", "What accounts get more or less, in FTE", description};
  return to_html(chart);
}

std::string change_sentence(const GroupPair& total) {
  const auto before = effort_on(total.before), after = effort_on(total.after);
  if (!before || !after) return {};
  const std::string change = headline_change(after->middle().middle() - before->middle().middle());
  return fmt::format(" The total was {} FTE and is {} now: {}.", cell_words(*before, Kind::range, {}),
                     cell_words(*after, Kind::range, {}), change == "0" ? "no change" : change + " in the middle");
}

}  // namespace

PageSection impact_section(const engine::Impact& impact, const Model& before, const Model& after,
                           const ShownNames& names) {
  PageSection section{"against", fmt::format("Against version {}", before.version),
                      fmt::format("{} something else than before; {} the same.",
                                  plural_words(impact.moved, "engagement gets", "engagements get"),
                                  plural_words(impact.same, "gets", "get")) +
                          change_sentence(impact.total)};
  if (std::string chart = movers_chart(impact, after, names); !chart.empty())
    section.charts.push_back(std::move(chart));
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
