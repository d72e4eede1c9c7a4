#include "report/portfolio_page/people_section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/charts/bar_chart.hpp"
#include "report/load_words.hpp"
#include "report/portfolio_page/shown_labels.hpp"

namespace spanne::report {

using engine::Band;
using engine::Fraction;
using engine::Group;
using engine::Model;
using engine::Range;
using engine::ResultCell;
using engine::ResultTable;
using engine::ViewColumn;
using Kind = ViewColumn::Kind;

namespace {

/// Bars of a chart of people; the table has all.
constexpr std::size_t most_people = 40;
/// Where the axis ends at the latest: a load of many times a capacity would leave the others no place.
constexpr int greatest_load = 5;

bool carries_some(const Group& group) { return group.sum.rows > group.sum.rejected; }

/// Of two groups of people, which stands first: work without capacity, loads, nothing to carry.
int rank(const Group& group) {
  if (group.load->shares) return 1;
  return carries_some(group) ? 0 : 2;
}

std::string load_range_words(const engine::Load::Shares& shares, const Model& model) {
  const std::string low = load_words(shares.low, model), high = load_words(shares.high, model);
  return low == high ? low : low.substr(0, low.find(' ')) + "–" + high;
}

std::string engagements_words(const Group& group) {
  return fmt::format("{}, {}", plural_words(group.sum.rows - group.sum.rejected, "engagement", "engagements"),
                     headline_effort(effort_of(group.sum)));
}

// ---- the table

class PeopleTable {
 public:
  explicit PeopleTable(const PortfolioFacts& facts) : facts_(facts), model_(facts.model()) {}

  ResultTable run() {
    table_.name = "people";
    table_.title = "People";
    table_.has_total = true;
    add_columns();
    for (const Group* person : people_by_load(facts_)) add(*person, person->load);
    for (const Group& group : facts_.owners->groups)
      if (!group.load) add(group, std::nullopt);
    add(facts_.owners->total, total_load());
    table_.rows.back().front() = std::string("total");
    return std::move(table_);
  }

 private:
  void add_columns() {
    const std::string owner = model_.attributes[*model_.owner_attribute()].name;
    table_.columns = {{owner, attribute_head(model_.attributes[*model_.owner_attribute()]), Kind::text},
                      {"load_middle", "load", Kind::share},
                      {"load", "from low to high", Kind::share},
                      {"band", "band", Kind::band},
                      {"capacity", "capacity", Kind::figure},
                      {"fte", "FTE", Kind::range},
                      {"fte_middle", "middle", Kind::figure}};
    add_kind_columns(table_, model_);
    table_.columns.push_back({"rows", "engagements", Kind::count});
    table_.columns.push_back({"rejected", "not evaluated", Kind::count});
  }

  void add(const Group& group, const std::optional<engine::Load>& load) {
    const auto figures = result_figures(group.sum);
    const auto& shares = load ? load->shares : std::nullopt;
    auto& row = table_.rows.emplace_back();
    row.push_back(group_name(group.labels.front(), {model_.owner_attribute()}, true, model_));
    row.push_back(shares ? ResultCell(load_words(shares->middle, model_)) : ResultCell());
    row.push_back(shares ? ResultCell(load_range_words(*shares, model_)) : ResultCell());
    row.push_back(load ? ResultCell(both_readings(load->band, [](Band band) { return to_text(band); })) : ResultCell());
    row.push_back(load ? engine::figure_cell(load->capacity) : ResultCell());
    row.push_back(effort_of(group.sum));
    row.push_back(figures[1]);
    add_kind_cells(row, group.sum, model_);
    row.push_back(engine::count_cell(group.sum.rows));
    row.push_back(group.sum.rejected == 0 ? ResultCell() : engine::count_cell(group.sum.rejected));
  }

  engine::Load total_load() const {
    Fraction capacity = 0;
    for (const Group& group : facts_.owners->groups)
      if (group.load) capacity += group.load->capacity;
    return engine::load_of(facts_.owners->total.sum, capacity, model_);
  }

  const PortfolioFacts& facts_;
  const Model& model_;
  ResultTable table_;
};

// ---- the chart

ChartTone band_tone(Band band) {
  return band == Band::over ? ChartTone::bad : band == Band::in_band ? ChartTone::good : ChartTone::faint;
}

/// Those who are drawn: if there are too many, those outside the band first. Who is away and has nothing to carry
/// stands in the table.
std::vector<const Group*> drawn_people(const PortfolioFacts& facts) {
  auto people = people_by_load(facts);
  people.erase(std::remove_if(people.begin(), people.end(), [](const Group* group) { return rank(*group) == 2; }),
               people.end());
  if (people.size() <= most_people) return people;
  const auto in_band = [](const Group* group) { return group->load->band.value == Band::in_band; };
  std::stable_partition(people.begin(), people.end(), [&](const Group* group) { return !in_band(group); });
  people.resize(most_people);
  return people;
}

ChartBar load_bar(const Group& group, const PortfolioFacts& facts) {
  ChartBar bar;
  bar.label = person_name(group, facts);
  if (!group.load || !group.load->shares) {
    bar.instead = (group.load ? "no capacity, but " : "") + engagements_words(group);
    return bar;
  }
  const engine::Load::Shares& shares = *group.load->shares;
  const Band band = group.load->band.value;
  bar.pieces.push_back({{shares.low.middle(), shares.high.middle()}, band_tone(band)});
  bar.middle = shares.middle.middle();
  bar.words = load_words(shares.middle, facts.model());
  if (band != Band::in_band) bar.words += " · " + to_text(band);
  if (shares.high.middle() > Fraction(greatest_load)) bar.words += ", beyond the scale";
  return bar;
}

/// Round percentages.
ChartAxis load_axis(const Fraction& greatest) {
  ChartAxis axis = round_axis(0, greatest * 100, 8, " %");
  axis.to = greatest;
  for (ChartMark& tick : axis.ticks) tick.at = tick.at / 100;
  axis.ticks.erase(
      std::remove_if(axis.ticks.begin(), axis.ticks.end(), [&](const ChartMark& tick) { return tick.at > greatest; }),
      axis.ticks.end());
  return axis;
}

std::string loads_sentence(const PortfolioFacts& facts) {
  const Model& model = facts.model();
  return fmt::format(
      "What each person carries, as a share of their capacity: the bar is the range, the stroke its middle, which "
      "decides. Well loaded is {}–{} %, the shaded band.{}",
      (model.utilisation_low * 100).to_text(), (model.utilisation_high * 100).to_text(),
      facts.kams.empty() ? " No file of people was given, so everyone counts with the guideline's capacity." : "");
}

std::string away_sentence(const PortfolioFacts& facts) {
  std::size_t away = 0;
  for (const Group& group : facts.owners->groups) away += group.load && rank(group) == 2 ? 1U : 0U;
  if (away == 0) return {};
  return fmt::format(" {} no capacity on this day and nothing to carry.",
                     plural_words(away, "person has", "people have"));
}

}  // namespace

const Group* unassigned_group(const PortfolioFacts& facts) {
  for (const Group& group : facts.owners->groups)
    if (!group.load && carries_some(group)) return &group;
  return nullptr;
}

std::string person_name(const Group& group, const PortfolioFacts& facts) {
  const Model& model = facts.model();
  return facts.names.in_cell(group_name(group.labels.front(), {model.owner_attribute()}, true, model));
}

std::vector<const Group*> people_by_load(const PortfolioFacts& facts) {
  std::vector<const Group*> people;
  for (const Group& group : facts.owners->groups)
    if (group.load) people.push_back(&group);
  std::stable_sort(people.begin(), people.end(), [](const Group* a, const Group* b) {
    if (rank(*a) != rank(*b) || !a->load->shares) return rank(*a) < rank(*b);
    return a->load->shares->middle.middle() > b->load->shares->middle.middle();
  });
  return people;
}

PageSection loads_section(const PortfolioFacts& facts) {
  const auto people = drawn_people(facts);
  PageSection section{"loads", "Who carries how much", loads_sentence(facts) + away_sentence(facts)};
  BarChart chart;
  Fraction greatest = Fraction::ratio(6, 5);
  for (const Group* person : people) {
    if (const auto& shares = person->load->shares)
      greatest = std::max(greatest, std::min(shares->high.middle(), Fraction(greatest_load)));
    chart.bars.push_back(load_bar(*person, facts));
  }
  if (const Group* nobody = unassigned_group(facts)) chart.bars.push_back(load_bar(*nobody, facts));
  chart.axis = load_axis(greatest);
  chart.band = Range{facts.model().utilisation_low, facts.model().utilisation_high};
  std::string description =
      "One bar for each person, from the low to the high end of their load, with its middle, beside the band.";
  for (const ChartBar& bar : chart.bars)
    description += fmt::format(" {}: {}.", bar.label, bar.words.empty() ? bar.instead : bar.words);
  chart.words = {"loads-chart", "Load of every person against the band", description};
  chart.legend = {
      {ChartTone::bad, "over the band"}, {ChartTone::good, "in the band"}, {ChartTone::faint, "under the band"}};
  if (!chart.bars.empty()) section.charts.push_back(to_html(chart));
  if (const std::size_t all = people_by_load(facts).size(); people.size() == most_people && all > most_people)
    section.sentence += fmt::format(" The chart shows {} of {}, those outside the band first.", people.size(),
                                    plural_words(all, "person", "people"));
  section.tables.push_back({PeopleTable(facts).run(), "The people as a table"});
  return section;
}

}  // namespace spanne::report
