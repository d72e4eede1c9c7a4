#include "engine/planning/effort_by_rule_table.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/portfolio/portfolio.hpp"

namespace spanne::engine {
namespace {

using ViewKind = ViewColumn::Kind;

class ByRuleTable {
 public:
  ByRuleTable(const EffortByRule& effort, const ContributionSources& sources, const EffortByRuleView& view)
      : effort_(effort), sources_(sources), model_(sources.model()), view_(view) {
    if (!model_.declares_kinds()) return;
    const std::vector<Enclosure> all = effort.total.kinds();
    for (std::size_t kind = 0; kind < all.size(); ++kind) {
      const bool declared = kind < model_.general();
      if (declared || is_some(kind)) kinds_.push_back(kind);
    }
  }

  ResultTable run() {
    table_.name = "by_rule";
    table_.title = "Effort by rule";
    table_.has_total = true;
    heads();
    if (view_.by.empty())
      for (const RuleContribution& rule : effort_.total.contributions()) add(rule, nullptr);
    else if (view_.rule_place == 0)
      rules_first();
    else
      for (std::size_t group = 0; group < effort_.groups.size(); ++group)
        for (const RuleContribution& rule : effort_.groups[group].sums.contributions())
          add(rule, &effort_.groups[group]);
    total();
    return std::move(table_);
  }

 private:
  using Group = EffortByRule::Group;

  /// Whether any rule contributes to a kind that is not declared, or to limits.
  bool is_some(std::size_t kind) const {
    const auto rules = effort_.total.contributions();
    return std::any_of(rules.begin(), rules.end(), [&](const RuleContribution& rule) {
      return kind < rule.kinds.size() && (rule.kinds[kind].low.sign() != 0 || rule.kinds[kind].high.sign() != 0);
    });
  }

  std::string kind_name(std::size_t kind) const {
    return kind < model_.kinds.size() ? model_.kinds[kind].name : "limit";
  }

  void heads() {
    std::vector<ViewColumn> groups;
    for (const GroupBy& by : view_.by) {
      const std::string name = by.attribute ? model_.attributes[*by.attribute].name : "cluster";
      groups.push_back({name, name, ViewKind::text});
    }
    groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(view_.rule_place), {"rule", "rule", ViewKind::text});
    table_.columns = std::move(groups);
    const auto add = [&](const char* name, const char* head, ViewKind kind) {
      table_.columns.push_back({name, head, kind});
    };
    add("rows", "rows", ViewKind::count);
    add("to_low", "to low", ViewKind::change);
    add("to_mid", "to middle", ViewKind::change);
    add("to_high", "to high", ViewKind::change);
    for (const std::size_t kind : kinds_)
      table_.columns.push_back({kind_name(kind), kind_name(kind), ViewKind::change});
    if (view_.without.empty()) return;
    add("without_low", "without it: low", ViewKind::figure);
    add("without_mid", "middle", ViewKind::figure);
    add("without_high", "high", ViewKind::figure);
    add("without_rejected", "rejected", ViewKind::count);
  }

  void rules_first() {
    for (const RuleContribution& rule : effort_.total.contributions())
      for (const Group& group : effort_.groups)
        for (const RuleContribution& part : group.sums.contributions())
          if (part.source == rule.source) add(part, &group);
  }

  std::vector<ResultCell> names(const std::string& rule, const Group* group, bool is_total) const {
    std::vector<ResultCell> cells;
    for (std::size_t i = 0; i < view_.by.size(); ++i) cells.push_back(is_total ? std::string() : label(*group, i));
    cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(view_.rule_place), rule);
    if (is_total) std::swap(cells.front(), cells[view_.rule_place]);
    return cells;
  }

  ResultCell label(const Group& group, std::size_t place) const {
    const GroupBy& by = view_.by[place];
    std::string name = group_name(group.labels[place], by, place == 0 && view_.rule_place > 0, model_);
    return by.attribute ? value_cell(std::move(name), model_.attributes[*by.attribute].type) : ResultCell(name);
  }

  void add_figures(std::vector<ResultCell>& row, const std::vector<Enclosure>& kinds) const {
    for (const std::size_t kind : kinds_) row.emplace_back(kind < kinds.size() ? kinds[kind] : exactly(Fraction(0)));
  }

  void add(const RuleContribution& rule, const Group* group) {
    std::vector<ResultCell> row = names(rule.name, group, false);
    row.push_back(count_cell(rule.rows));
    for (const Enclosure& figure : {rule.to_low, rule.to_mid, rule.to_high}) row.emplace_back(figure);
    add_figures(row, rule.kinds);
    if (!view_.without.empty()) add_without(row, rule.source, group);
    table_.rows.push_back(std::move(row));
  }

  void add_without(std::vector<ResultCell>& row, SourceId source, const Group* group) const {
    const auto statement = sources_.statement(source);
    const auto found = std::find_if(view_.without.begin(), view_.without.end(),
                                    [&](const EffortWithout& without) { return without.rule == statement; });
    if (found == view_.without.end()) return row.resize(table_.columns.size());
    const SumRange& sum =
        group == nullptr ? found->total : found->groups[static_cast<std::size_t>(group - effort_.groups.data())];
    for (const Enclosure& figure : {sum.low, sum.middle(), sum.high}) row.emplace_back(figure);
    row.push_back(count_cell(found->rejected));
  }

  void total() {
    std::vector<ResultCell> row = names("total", nullptr, true);
    row.push_back(count_cell(effort_.total.rows() - effort_.total.rejected()));
    const SumRange sum = effort_.total.total();
    for (const Enclosure& figure : {sum.low, sum.middle(), sum.high}) row.emplace_back(figure);
    add_figures(row, effort_.total.kinds());
    row.resize(table_.columns.size());
    table_.rows.push_back(std::move(row));
  }

  const EffortByRule& effort_;
  const ContributionSources& sources_;
  const Model& model_;
  const EffortByRuleView& view_;
  std::vector<std::size_t> kinds_;  // that have a column: of Model::kinds, or after them what limits change
  ResultTable table_;
};

std::vector<ResultCell> likely_line(const char* unknown, const LikelyInterval& interval, const LikelyRange& likely) {
  const auto range = interval.range ? range_cell(*interval.range) : ResultCell();
  std::string why;
  if (interval.dominant)
    why = fmt::format("{} alone has {} % of the variance: the worst cases count", interval.dominant->name,
                      (interval.dominant->part * 100).to_text(0));
  return {std::string(unknown), range_cell(likely.worst), figure_cell(interval.root), range, why};
}

}  // namespace

ResultTable effort_by_rule_table(const EffortByRule& effort, const ContributionSources& sources,
                                 const EffortByRuleView& view) {
  return ByRuleTable(effort, sources, view).run();
}

ResultTable likely_range_table(const LikelyRange& likely) {
  ResultTable table;
  table.name = "likely_range";
  table.title = "Likely range (90 %)";
  table.columns = {{"unknown", "what is unknown", ViewKind::text},
                   {"worst", "worst cases", ViewKind::range},
                   {"root", "root of the variance", ViewKind::figure},
                   {"likely", "likely", ViewKind::range},
                   {"why_not", "why there is none", ViewKind::long_text}};
  table.rows.push_back(likely_line("each account, and each factor", likely.by_account, likely));
  table.rows.push_back(likely_line("each rule", likely.by_rule, likely));
  return table;
}

}  // namespace spanne::engine
