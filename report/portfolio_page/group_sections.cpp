#include "report/portfolio_page/group_sections.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/portfolio_page/shown_labels.hpp"
#include "report/views.hpp"

namespace spanne::report {

using engine::Fraction;
using engine::Group;
using engine::Model;
using engine::Range;
using engine::ResultCell;
using engine::ResultTable;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

namespace {

constexpr int rigid_ten = 10;

// ---- the table of clusters

class ClustersTable {
 public:
  explicit ClustersTable(const PortfolioFacts& facts) : facts_(facts), model_(facts.model()) {}

  ResultTable run() {
    table_.name = "clusters";
    table_.title = "Clusters";
    table_.has_total = true;
    add_columns();
    for (const Group* group : ordered_clusters(facts_)) {
      add(*group, cluster_label(group->labels.front(), model_));
      if (group->spans) table_.rows.back()[1] = *group->spans;
    }
    add(facts_.clusters.total, "total");
    return std::move(table_);
  }

 private:
  void add_columns() {
    table_.columns = {
        {"cluster", "cluster", Kind::text},   {"accounts_per_kam", "accounts per KAM, fewest–most", Kind::span},
        {"rows", "engagements", Kind::count}, {"rejected", "not evaluated", Kind::count},
        {"fte", "FTE", Kind::range},          {"fte_middle", "middle", Kind::figure}};
    add_kind_columns(table_, model_);
    table_.columns.push_back({"headcount", "KAMs needed", Kind::count});
  }

  void add(const Group& group, const std::string& name) {
    const auto figures = result_figures(group.sum);
    auto& row = table_.rows.emplace_back();
    row.push_back(name);
    row.emplace_back();
    row.push_back(engine::count_cell(group.sum.rows));
    row.push_back(group.sum.rejected == 0 ? ResultCell() : engine::count_cell(group.sum.rejected));
    row.push_back(effort_of(group.sum));
    row.push_back(figures[1]);
    add_kind_cells(row, group.sum, model_);
    row.push_back(both_readings(group.headcount, count_words));
  }

  const PortfolioFacts& facts_;
  const Model& model_;
  ResultTable table_;
};

// ---- spans

/// A round axis for spans, on which small ones have more place.
ChartAxis span_axis(const Fraction& greatest) {
  ChartAxis axis;
  axis.root = true;
  axis.to = std::max(greatest, Fraction(rigid_ten + 2));
  for (const int tick :
       {0, 1, 2, 3, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1'000, 2'000, 5'000, 10'000})
    if (Fraction(tick) <= axis.to) axis.ticks.push_back({tick, std::to_string(tick)});
  return axis;
}

ChartBar span_bar(const Group& group, const ChartAxis& axis, const Model& model) {
  ChartBar bar;
  bar.label = cluster_label(group.labels.front(), model);
  if (!group.spans) {
    bar.instead = "nothing was evaluated";
    return bar;
  }
  const auto& span = *group.spans;
  (span.needs_team ? bar.instead : bar.words) = (span.needs_team ? "a " : "") + span_words(span);
  if (span.needs_team) return bar;
  bar.pieces.push_back({{span.accounts_low.value_or(axis.to), span.accounts_high.value_or(axis.to)}, ChartTone::plain});
  return bar;
}

bool is_below_one(const Group* group) {
  return group->spans && !group->spans->needs_team && group->spans->accounts_low &&
         group->spans->accounts_low->sign() == 0;
}

bool is_team(const Group* group) { return group->spans && group->spans->needs_team; }

std::string spans_sentence(const std::vector<const Group*>& clusters) {
  std::string text =
      "From the fewest to the most accounts of a cluster that fill one person. The dashed line is the rule of thumb: "
      "ten, whoever the customer. The scale gives small numbers more room.";
  if (std::any_of(clusters.begin(), clusters.end(), is_below_one))
    text += " Where a bar begins at 0, the largest account can fill more than one person.";
  if (std::any_of(clusters.begin(), clusters.end(), is_team)) text += " A team is that of one account.";
  return text;
}

std::string spans_description(const std::vector<ChartBar>& bars) {
  std::string text =
      "One bar for each cluster, from the fewest to the most accounts that fill one person. A dashed line marks "
      "the rigid ten.";
  for (const ChartBar& bar : bars)
    text += fmt::format(" {}: {}.", bar.label, bar.words.empty() ? bar.instead : bar.words);
  return text;
}

// ---- kinds

/// What limits change may be more at the low end than at the high one, where a dash would read as a range.
ResultCell kind_cell(const engine::SumRange& sum) {
  if (sum.low.middle() <= sum.high.middle()) return sum;
  return sum.low.middle().to_text(3) + " to " + sum.high.middle().to_text(3);
}

ResultTable kinds_table(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  ResultTable table{"kinds", "Effort by kind and cluster", {{"cluster", "cluster", Kind::text}}, {}, true};
  for (std::size_t kind = 0; kind <= model.general(); ++kind)
    table.columns.push_back({model.kinds[kind].name, name_in_words(model.kinds[kind].name) + " FTE", Kind::range});
  table.columns.push_back({"limit", "limits FTE", Kind::range});
  table.columns.push_back({"fte", "FTE", Kind::range});
  const auto is_some = [](const engine::SumRange& sum) {
    return sum.low.high.sign() != 0 || sum.high.high.sign() != 0;
  };
  const auto add = [&](const Group& group, const std::string& name) {
    const auto figures = result_figures(group.sum);
    auto& row = table.rows.emplace_back();
    row.push_back(name);
    for (std::size_t part = 1; part <= model.kinds.size() + 1; ++part) {
      const engine::SumRange sum{figures[3 * part], figures[3 * part + 2]};
      const bool declared = part <= model.general();
      row.push_back(declared || is_some(sum) ? kind_cell(sum) : ResultCell());
    }
    row.push_back(effort_of(group.sum));
  };
  for (const Group* group : ordered_clusters(facts)) add(*group, cluster_label(group->labels.front(), model));
  add(facts.clusters.total, "total");
  return table;
}

constexpr ChartTone kind_tones[] = {ChartTone::plain, ChartTone::second, ChartTone::faint, ChartTone::good};

ChartTone kind_tone(std::size_t kind) { return kind_tones[std::min<std::size_t>(kind, 3)]; }

ChartBar kinds_bar(const Group& group, const Model& model) {
  ChartBar bar;
  bar.label = cluster_label(group.labels.front(), model);
  const auto figures = result_figures(group.sum);
  Fraction end = 0;
  for (std::size_t kind = 0; kind < model.kinds.size(); ++kind) {
    const Fraction middle = figures[3 * (kind + 1) + 1].middle();
    if (middle.sign() <= 0) continue;
    bar.pieces.push_back({{end, end + middle}, kind_tone(kind)});
    end += middle;
  }
  const auto effort = effort_of(group.sum);
  bar.whisker = Range{effort.low.middle(), effort.high.middle()};
  bar.words = headline_effort(effort);
  return bar;
}

Fraction high_end(const Group* group) { return result_figures(group->sum)[2].middle(); }

/// Clusters that are much larger than all others would leave them no place on the axis. The largest first.
std::vector<const Group*> giants(const PortfolioFacts& facts) {
  auto clusters = ordered_clusters(facts);
  std::stable_sort(clusters.begin(), clusters.end(),
                   [](const Group* a, const Group* b) { return high_end(a) > high_end(b); });
  std::vector<Fraction> sizes;
  for (const Group* cluster : clusters) sizes.push_back(high_end(cluster));
  clusters.resize(giant_count(sizes));
  return clusters;
}

std::string kinds_sentence(const PortfolioFacts& facts, const std::vector<const Group*>& left_out) {
  const Model& model = facts.model();
  std::vector<std::string> kinds;
  for (std::size_t kind = 0; kind < model.general(); ++kind) {
    const auto& declared = model.kinds[kind];
    kinds.push_back(declared.label.empty() ? declared.name : fmt::format("{} ({})", declared.label, declared.name));
  }
  std::string text =
      fmt::format("The middle of the effort by kind: {}. The thin line is the range of the total, limits included.",
                  fmt::join(kinds, ", "));
  const Fraction total = result_figures(facts.clusters.total.sum)[1].middle();
  for (const Group* cluster : left_out)
    text += giant_words(cluster_label(cluster->labels.front(), model), result_figures(cluster->sum)[1].middle(), total);
  return text;
}

}  // namespace

PageSection spans_section(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  const auto clusters = ordered_clusters(facts);
  PageSection section{"spans", "How many accounts fill one person", spans_sentence(clusters)};
  Fraction greatest = 0;
  for (const Group* group : clusters)
    if (group->spans && !group->spans->needs_team)
      greatest = std::max({greatest, group->spans->accounts_high.value_or(Fraction(0)),
                           group->spans->accounts_low.value_or(Fraction(0))});
  BarChart chart;
  chart.axis = span_axis(std::min(greatest, Fraction(10'000)));
  chart.references.push_back({rigid_ten, "the rigid ten"});
  for (const Group* group : clusters) chart.bars.push_back(span_bar(*group, chart.axis, model));
  chart.words = {"spans-chart", "Accounts that fill one person, by cluster", spans_description(chart.bars)};
  section.charts.push_back(to_html(chart));
  section.tables.push_back({ClustersTable(facts).run(), "The clusters as a table"});
  return section;
}

PageSection kinds_section(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  const auto left_out = giants(facts);
  PageSection section{"kinds", "With the customer, and in our own house", kinds_sentence(facts, left_out)};
  BarChart chart;
  Fraction greatest = 0;
  for (const Group* group : ordered_clusters(facts)) {
    if (std::find(left_out.begin(), left_out.end(), group) != left_out.end()) continue;
    chart.bars.push_back(kinds_bar(*group, model));
    greatest = std::max(greatest, high_end(group));
  }
  chart.axis = round_axis(0, greatest, 6, "");
  std::string description = "One bar for each cluster: the middle of each kind of effort, one after the other.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {}.", bar.label, bar.words);
  chart.words = {"kinds-chart", "Effort by kind and cluster, in FTE", description};
  const bool any_general = result_figures(facts.clusters.total.sum)[3 * model.kinds.size() + 1].middle().sign() > 0;
  for (std::size_t kind = 0; kind < model.kinds.size() - (any_general ? 0 : 1); ++kind)
    chart.legend.emplace_back(kind_tone(kind), name_in_words(model.kinds[kind].name));
  section.charts.push_back(to_html(chart));
  section.tables.push_back({kinds_table(facts), "The kinds as a table"});
  return section;
}

}  // namespace spanne::report
