#include "report/portfolio_page/group_sections.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/result_table_view.hpp"

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
/// Bars of a chart of people; the table has all.
constexpr std::size_t most_people = 40;

engine::SumRange effort_of(const engine::Subtotal& sum) {
  const auto figures = result_figures(sum);
  return {figures[0], figures[2]};
}

std::string percent(const engine::Enclosure& share) { return (share.middle() * 100).to_text(0) + " %"; }

std::string percent_range(const engine::Load::Shares& shares) {
  const std::string low = percent(shares.low), high = percent(shares.high);
  return low == high ? low : low + "–" + high;
}

std::string cluster_label(const Group& group, const Model& model) {
  const std::string& name = group.labels.front();
  for (const auto& cluster : model.clusters)
    if (cluster.name == name) return cluster.label.empty() ? name : cluster.label;
  return name.empty() ? "no cluster" : name;
}

// ---- tables of groups

class GroupsTable {
 public:
  GroupsTable(const engine::Portfolio& portfolio, const engine::GroupBy& by, const Model& model)
      : portfolio_(portfolio),
        by_(by),
        model_(model),
        of_people_(by.attribute == model.owner_attribute() && by.attribute) {}

  ResultTable run(const std::string& title) {
    table_.name = "groups";
    table_.title = title;
    table_.has_total = true;
    add_columns();
    for (const Group& group : portfolio_.groups) add(group, group_name(group.labels.front(), by_, true, model_));
    add(portfolio_.total, "total");
    return std::move(table_);
  }

 private:
  void add_columns() {
    const std::string name = by_.attribute ? model_.attributes[*by_.attribute].name : "cluster";
    table_.columns = {{name, name, Kind::text},
                      {"rows", "rows", Kind::count},
                      {"rejected", "rejected", Kind::count},
                      {"fte", "FTE", Kind::range},
                      {"fte_middle", "middle", Kind::figure}};
    if (model_.declares_kinds())
      for (std::size_t kind = 0; kind < model_.general(); ++kind)
        table_.columns.push_back({model_.kinds[kind].name, model_.kinds[kind].name, Kind::figure});
    table_.columns.push_back({"headcount", "KAMs needed", Kind::count});
    table_.columns.push_back({"typical", "typical per KAM", Kind::span});
    if (!of_people_) return;
    table_.columns.push_back({"capacity", "capacity", Kind::figure});
    table_.columns.push_back({"load", "load", Kind::share});
    table_.columns.push_back({"load_middle", "middle", Kind::share});
    table_.columns.push_back({"band", "band", Kind::band});
  }

  void add(const Group& group, const std::string& name) {
    const auto figures = result_figures(group.sum);
    auto& row = table_.rows.emplace_back();
    row.push_back(name);
    row.push_back(engine::count_cell(group.sum.rows));
    row.push_back(group.sum.rejected == 0 ? ResultCell() : engine::count_cell(group.sum.rejected));
    row.push_back(effort_of(group.sum));
    row.push_back(figures[1]);
    if (model_.declares_kinds())
      for (std::size_t kind = 0; kind < model_.general(); ++kind) row.push_back(figures[3 * (kind + 1) + 1]);
    row.push_back(both_readings(group.headcount, count_words));
    row.push_back(group.typical ? ResultCell(both_readings(*group.typical, span_words)) : ResultCell());
    if (!of_people_) return;
    const auto load = &group == &portfolio_.total ? total_load() : group.load;
    row.push_back(load ? engine::figure_cell(load->capacity) : ResultCell());
    row.push_back(load && load->shares ? ResultCell(percent_range(*load->shares)) : ResultCell());
    row.push_back(load && load->shares ? ResultCell(percent(load->shares->middle)) : ResultCell());
    row.push_back(load ? ResultCell(both_readings(load->band, [](engine::Band band) { return to_text(band); }))
                       : ResultCell());
  }

  std::optional<engine::Load> total_load() const {
    Fraction capacity = 0;
    for (const Group& group : portfolio_.groups)
      if (group.load) capacity += group.load->capacity;
    return engine::load_of(portfolio_.total.sum, capacity, model_);
  }

  const engine::Portfolio& portfolio_;
  const engine::GroupBy& by_;
  const Model& model_;
  const bool of_people_;
  ResultTable table_;
};

// ---- spans

/// A round axis for spans, on which small ones have more place.
ChartAxis span_axis(const Fraction& greatest) {
  ChartAxis axis;
  axis.root = true;
  axis.to = std::max(greatest, Fraction(rigid_ten + 2));
  for (const int tick : {1, 2, 3, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1'000, 2'000, 5'000, 10'000})
    if (Fraction(tick) <= axis.to) axis.ticks.push_back({tick, std::to_string(tick)});
  return axis;
}

ChartBar span_bar(const Group& group, const ChartAxis& axis, const Model& model) {
  ChartBar bar;
  bar.label = cluster_label(group, model);
  if (!group.spans) {
    bar.instead = group.sum.rows > group.sum.rejected
                      ? fmt::format("a team of {}", both_readings(group.headcount, count_words))
                      : "nothing was evaluated";
    return bar;
  }
  const auto& span = *group.spans;
  if (span.needs_team) {
    bar.instead = fmt::format("a team of {}", both_readings(group.headcount, count_words));
    return bar;
  }
  bar.words = span_words(span);
  bar.pieces.push_back({{span.accounts_low.value_or(axis.to), span.accounts_high.value_or(axis.to)}, ChartTone::plain});
  return bar;
}

std::string spans_description(const std::vector<ChartBar>& bars) {
  std::string text =
      "One bar for each cluster, from the fewest to the most accounts that fill one person. A dashed line marks "
      "the rigid ten.";
  for (const ChartBar& bar : bars)
    text += fmt::format(" {}: {}.", bar.label, bar.words.empty() ? bar.instead : bar.words);
  return text;
}

// ---- loads

ChartTone tone_of(engine::Band band) {
  return band == engine::Band::over      ? ChartTone::bad
         : band == engine::Band::in_band ? ChartTone::good
                                         : ChartTone::faint;
}

/// Owners with a capacity, the fullest first; if there are too many, those outside the band.
std::vector<const Group*> shown_people(const engine::Portfolio& owners) {
  std::vector<const Group*> people;
  for (const Group& group : owners.groups)
    if (group.load && group.load->shares) people.push_back(&group);
  std::stable_sort(people.begin(), people.end(), [](const Group* a, const Group* b) {
    return a->load->shares->middle.middle() > b->load->shares->middle.middle();
  });
  if (people.size() <= most_people) return people;
  const auto in_band = [](const Group* group) { return group->load->band.value == engine::Band::in_band; };
  std::stable_partition(people.begin(), people.end(), [&](const Group* group) { return !in_band(group); });
  people.resize(most_people);
  return people;
}

ChartBar load_bar(const Group& group, const Model& model, const ShownNames& names) {
  const engine::Load::Shares& shares = *group.load->shares;
  const auto band = group.load->band.value;
  ChartBar bar;
  bar.label = names.in_cell(group_name(group.labels.front(), {model.owner_attribute()}, true, model));
  bar.pieces.push_back({{shares.low.middle(), shares.high.middle()}, tone_of(band)});
  bar.middle = shares.middle.middle();
  bar.words = percent(shares.middle);
  if (band != engine::Band::in_band) bar.words += " · " + to_text(band);
  return bar;
}

std::string loads_sentence(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  const std::string band = percent({model.utilisation_low, model.utilisation_low}) + " to " +
                           percent({model.utilisation_high, model.utilisation_high});
  return fmt::format(
      "What each person carries, as a share of their capacity: the bar is the range, the stroke its middle, which "
      "decides. "
      "Well loaded is {}, the shaded band.{}",
      band,
      facts.kams.empty() ? " No file of people was given, so everyone counts with the guideline's capacity." : "");
}

// ---- kinds

ResultTable kinds_table(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  ResultTable table{"kinds", "Effort by kind and cluster", {{"cluster", "cluster", Kind::text}}, {}, true};
  for (std::size_t kind = 0; kind <= model.general(); ++kind)
    table.columns.push_back({model.kinds[kind].name, model.kinds[kind].name + " FTE", Kind::range});
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
      row.push_back(declared || is_some(sum) ? ResultCell(sum) : ResultCell());
    }
    row.push_back(effort_of(group.sum));
  };
  for (const Group& group : facts.clusters.groups) add(group, cluster_label(group, model));
  add(facts.clusters.total, "total");
  return table;
}

constexpr ChartTone kind_tones[] = {ChartTone::plain, ChartTone::second, ChartTone::faint, ChartTone::good};

ChartTone kind_tone(std::size_t kind) { return kind_tones[std::min<std::size_t>(kind, 3)]; }

ChartBar kinds_bar(const Group& group, const Model& model) {
  ChartBar bar;
  bar.label = cluster_label(group, model);
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
  bar.words = cell_words(effort, Kind::range, {}) + " FTE";
  return bar;
}

/// One cluster that is much larger than all others would leave them no place on the axis.
const Group* giant(const PortfolioFacts& facts) {
  const Group* largest = nullptr;
  Fraction second = 0, first = 0;
  for (const Group& group : facts.clusters.groups) {
    const Fraction high = result_figures(group.sum)[2].middle();
    if (high > first) {
      second = first, first = high, largest = &group;
    } else {
      second = std::max(second, high);
    }
  }
  return second.sign() > 0 && first > second * giant_factor ? largest : nullptr;
}

std::string kinds_sentence(const PortfolioFacts& facts, const Group* left_out) {
  const Model& model = facts.model();
  std::vector<std::string> kinds;
  for (std::size_t kind = 0; kind < model.general(); ++kind) {
    const auto& declared = model.kinds[kind];
    kinds.push_back(declared.label.empty() ? declared.name : fmt::format("{} ({})", declared.label, declared.name));
  }
  std::string text = fmt::format("The middle of the effort by kind: {}. The thin line is the range of their sum.",
                                 fmt::join(kinds, ", "));
  if (left_out != nullptr)
    text += fmt::format(" {} is many times larger and stands in the table only.", cluster_label(*left_out, model));
  return text;
}

}  // namespace

ResultTable groups_table(const engine::Portfolio& portfolio, const engine::GroupBy& by, const Model& model,
                         const std::string& title) {
  return GroupsTable(portfolio, by, model).run(title);
}

PageSection spans_section(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  PageSection section{
      "spans", "How many accounts fill one person",
      "From 1 to x, over the accounts of each cluster. The dashed line is the rule of thumb: ten, whoever the "
      "customer."};
  Fraction greatest = 0;
  for (const Group& group : facts.clusters.groups)
    if (group.spans && !group.spans->needs_team)
      greatest = std::max({greatest, group.spans->accounts_high.value_or(Fraction(0)),
                           group.spans->accounts_low.value_or(Fraction(0))});
  BarChart chart;
  chart.axis = span_axis(std::min(greatest, Fraction(10'000)));
  chart.references.push_back({rigid_ten, "the rigid ten"});
  for (const Group& group : facts.clusters.groups) chart.bars.push_back(span_bar(group, chart.axis, model));
  chart.words = {"spans-chart", "Accounts that fill one person, by cluster", spans_description(chart.bars)};
  section.charts.push_back(to_html(chart));
  section.tables.push_back({groups_table(facts.clusters, {}, model, "Clusters"), "The clusters as a table"});
  return section;
}

PageSection loads_section(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  const auto people = shown_people(*facts.owners);
  PageSection section{"loads", "Who carries how much", loads_sentence(facts)};
  BarChart chart;
  Fraction greatest = Fraction::ratio(6, 5);
  for (const Group* person : people) {
    greatest = std::max(greatest, std::min(person->load->shares->high.middle(), Fraction(3)));
    chart.bars.push_back(load_bar(*person, model, facts.names));
  }
  chart.axis.to = greatest;
  for (int tick = 0; Fraction::ratio(tick, 100) <= greatest; tick += 20)
    chart.axis.ticks.push_back({Fraction::ratio(tick, 100), fmt::format("{} %", tick)});
  chart.band = Range{model.utilisation_low, model.utilisation_high};
  std::string description =
      "One bar for each person, from the low to the high end of their load, with its middle, beside the band.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {}.", bar.label, bar.words);
  chart.words = {"loads-chart", "Load of every person against the band", description};
  chart.legend = {
      {ChartTone::bad, "over the band"}, {ChartTone::good, "in the band"}, {ChartTone::faint, "under the band"}};
  if (!chart.bars.empty()) section.charts.push_back(to_html(chart));
  if (facts.owners->groups.size() > people.size() && people.size() == most_people)
    section.sentence += fmt::format(" The chart shows {} of {}, those outside the band first.", people.size(),
                                    plural_words(facts.owners->groups.size(), "person", "people"));
  section.tables.push_back(
      {groups_table(*facts.owners, {model.owner_attribute()}, model, "People"), "The people as a table"});
  return section;
}

PageSection kinds_section(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  const Group* left_out = giant(facts);
  PageSection section{"kinds", "With the customer, and in our own house", kinds_sentence(facts, left_out)};
  BarChart chart;
  Fraction greatest = 0;
  for (const Group& group : facts.clusters.groups) {
    if (&group == left_out) continue;
    chart.bars.push_back(kinds_bar(group, model));
    greatest = std::max(greatest, result_figures(group.sum)[2].middle());
  }
  chart.axis = round_axis(0, greatest, 6, "");
  std::string description = "One bar for each cluster: the middle of each kind of effort, one after the other.";
  for (const ChartBar& bar : chart.bars) description += fmt::format(" {}: {}.", bar.label, bar.words);
  chart.words = {"kinds-chart", "Effort by kind and cluster, in FTE", description};
  const bool any_general = result_figures(facts.clusters.total.sum)[3 * model.kinds.size() + 1].middle().sign() > 0;
  for (std::size_t kind = 0; kind < model.kinds.size() - (any_general ? 0 : 1); ++kind)
    chart.legend.emplace_back(kind_tone(kind), model.kinds[kind].name);
  section.charts.push_back(to_html(chart));
  section.tables.push_back({kinds_table(facts), "The kinds as a table"});
  return section;
}

}  // namespace spanne::report
