// Sums come first, ratios last: everything that is shown of a group is computed from exact totals once all rows have
// been added.
#include "engine/portfolio/portfolio.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "grammar/text/characters.hpp"
#include "grammar/tree/lookalikes.hpp"

namespace spanne::engine {

namespace {

Band band_of(const Range& total, const Fraction& capacity, const Model& model) {
  if (capacity.sign() == 0) return total.high.sign() > 0 ? Band::over : Band::away;
  const Fraction middle = total.middle() / capacity;
  return middle < model.utilisation_low ? Band::under : middle > model.utilisation_high ? Band::over : Band::in_band;
}

}  // namespace

Load load_of(const Subtotal& sum, const Fraction& capacity, const Model& model) {
  Load load;
  load.capacity = capacity;
  load.band = readings(sum, [&](const Range& total) { return band_of(total, capacity, model); });
  if (capacity.sign() == 0) return load;
  const auto share = [&](const Enclosure& effort) { return Enclosure{effort.low / capacity, effort.high / capacity}; };
  const auto figures = result_figures(sum);
  load.shares = Load::Shares{share(figures[0]), share(figures[1]), share(figures[2])};
  return load;
}

Headcount headcount_of(const Range& effort, const Model& model) {
  return {(effort.low / (model.capacity * model.utilisation_high)).ceil(),
          (effort.high / (model.capacity * model.utilisation_low)).ceil()};
}

Readings<Headcount> headcount_of(const Subtotal& sum, const Model& model) {
  return readings(sum, [&](const Range& total) { return headcount_of(total, model); });
}

Fraction total_capacity(const std::vector<Kam>& kams) {
  Fraction total(0);
  for (const Kam& kam : kams) total += kam.capacity;
  return total;
}

bool say_what_was_worked(const std::vector<Kam>& kams) {
  return std::any_of(kams.begin(), kams.end(), [](const Kam& kam) { return kam.actual.has_value(); });
}

Capacities::Capacities(const Model& model, const std::vector<Kam>& kams) : model_(model) {
  for (const Kam& kam : kams) capacities_.emplace(kam.name, kam.capacity);
}

const Fraction& Capacities::of(const std::string& owner) const {
  const auto found = capacities_.find(owner);
  return found == capacities_.end() ? model_.capacity : found->second;
}

namespace {

AccountRange typical_span(const Range& total, std::size_t accepted, const Model& model) {
  const auto rows = static_cast<std::int64_t>(accepted);
  AccountRange span;
  if (total.high.sign() > 0) span.accounts_low = (model.capacity * model.utilisation_low * rows / total.high).floor();
  if (total.low.sign() > 0) span.accounts_high = (model.capacity * model.utilisation_high * rows / total.low).floor();
  return span;
}

Group finished(std::vector<std::string> labels, Subtotal sum, const Model& model) {
  Group group{std::move(labels), std::move(sum), {}, {}, {}, {}, {}};
  group.headcount = headcount_of(group.sum, model);
  if (group.sum.parts->reach) group.spans = span_of(*group.sum.parts->reach, model);
  if (group.sum.rows > group.sum.rejected)
    group.typical = readings(
        group.sum, [&](const Range& total) { return typical_span(total, group.sum.rows - group.sum.rejected, model); });
  return group;
}

void add_loads(Portfolio& portfolio, const Model& model, const std::vector<Kam>& kams) {
  const Capacities capacities(model, kams);
  std::unordered_set<std::string> seen;
  const auto nothing =
      std::make_shared<const Breakdown>(Breakdown{std::vector<Range>(model.kinds.size()), {}, std::nullopt});
  for (Group& group : portfolio.groups) {
    const std::string& owner = group.labels.front();
    if (owner.empty()) continue;
    seen.insert(owner);
    group.load = load_of(group.sum, capacities.of(owner), model);
  }
  for (const Kam& kam : kams) {
    if (!seen.insert(kam.name).second) continue;
    Group& idle = portfolio.groups.emplace_back(finished({kam.name}, {0, 0, {}, nothing, nullptr}, model));
    idle.load = load_of(idle.sum, kam.capacity, model);
  }
}

void add_actuals(Portfolio& portfolio, const std::vector<Kam>& kams) {
  portfolio.has_actuals = say_what_was_worked(kams);
  if (!portfolio.has_actuals) return;
  std::map<std::string, std::optional<Fraction>> actuals;
  std::optional<Fraction> all = Fraction(0);
  for (const Kam& kam : kams) {
    actuals.emplace(kam.name, kam.actual);
    all = all && kam.actual ? std::optional(*all + *kam.actual) : std::nullopt;
  }
  for (Group& group : portfolio.groups) {
    const auto found = actuals.find(group.labels.front());
    if (found != actuals.end()) group.actual = found->second;
    if (found == actuals.end() && group.sum.rows > group.sum.rejected) all.reset();  // nobody's work is not worked yet
  }
  portfolio.total.actual = all;
}

}  // namespace

Portfolio portfolio_of(Tally tally, const Model& model, const std::vector<GroupBy>& by, const std::vector<Kam>& kams) {
  Portfolio portfolio;
  portfolio.accounts = tally.accounts;
  portfolio.groups.reserve(tally.groups.size());
  for (LabelledSubtotal& group : tally.groups)
    portfolio.groups.push_back(finished(labels_in(group.label, by.size()), std::move(group.sum), model));
  portfolio.total = finished(std::vector<std::string>(by.size()), std::move(tally.total), model);
  const auto owner = model.owner_attribute();
  if (owner && by.size() == 1 && by.front().attribute == owner) {
    add_loads(portfolio, model, kams);
    add_actuals(portfolio, kams);
  }
  if (!kams.empty()) portfolio.gap = gap_of(portfolio.total.sum, total_capacity(kams), model);
  return portfolio;
}

namespace {

/// Also if the label has been put into quotation marks several times.
bool looks_like(std::string_view label, std::string_view word) {
  while (label.size() > 1 && label.starts_with('"') && label.ends_with('"')) label = label.substr(1, label.size() - 2);
  return grammar::looks(grammar::without_hidden(label)) == grammar::looks(word);
}

}  // namespace

std::string group_name(const std::string& label, const GroupBy& by, bool is_first, const Model& model) {
  const bool of_owners = by.attribute && by.attribute == model.owner_attribute();
  if (label.empty()) return of_owners ? "unassigned" : "";
  if (label == empty_text_label) return "\"\"";
  const bool misleads = looks_like(label, "") || (of_owners && looks_like(label, "unassigned")) ||
                        (is_first && looks_like(label, "total"));
  return misleads ? '"' + label + '"' : label;
}

std::string to_text(Band band) {
  switch (band) {
    case Band::under: return "under";
    case Band::over: return "over";
    case Band::away: return "away";
    case Band::in_band: break;
  }
  return "in band";
}

}  // namespace spanne::engine
