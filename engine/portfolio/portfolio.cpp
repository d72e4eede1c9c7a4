// Sums first, ratios last: everything a group shows is computed from exact totals when all rows are in.
#include "engine/portfolio/portfolio.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace spanne::engine {

/// What a group keeps besides its figures.
struct PortfolioBuilder::Sums {
  std::set<std::string> accounts;
  std::size_t accepted = 0;
};

namespace {

/// Unlimited is more than any number.
bool fewer(const Count& a, const Count& b) { return a && (!b || *a < *b); }

void widen(std::optional<Span>& all, const Span& one) {
  if (!all) {
    all = one;
    return;
  }
  if (fewer(one.accounts_low, all->accounts_low)) all->accounts_low = one.accounts_low;
  if (fewer(all->accounts_high, one.accounts_high)) all->accounts_high = one.accounts_high;
  if (!one.needs_team) return;
  if (!all->kams_low || (one.kams_low && fewer(all->kams_low, one.kams_low))) all->kams_low = one.kams_low;
  if (!all->kams_high || (one.kams_high && fewer(all->kams_high, one.kams_high))) all->kams_high = one.kams_high;
}

Span typical_span(const Range& total, std::size_t accepted, const Model& model) {
  const auto rows = static_cast<std::int64_t>(accepted);
  Span span;
  if (total.high.sign() > 0) span.accounts_low = (model.capacity * model.utilisation_low * rows / total.high).floor();
  if (total.low.sign() > 0) span.accounts_high = (model.capacity * model.utilisation_high * rows / total.low).floor();
  return span;
}

}  // namespace

Load load_of(const Range& total, const Fraction& capacity, const Model& model) {
  Load load;
  load.capacity = capacity;
  load.load = {total.low / capacity, total.high / capacity};
  load.middle = load.load.middle();
  load.band = load.middle < model.utilisation_low    ? Band::under
              : load.middle > model.utilisation_high ? Band::over
                                                     : Band::in_band;
  return load;
}

Headcount headcount_of(const Range& effort, const Model& model) {
  return {(effort.low / (model.capacity * model.utilisation_high)).ceil(),
          (effort.high / (model.capacity * model.utilisation_low)).ceil()};
}

Capacities::Capacities(const Model& model, const std::vector<Kam>& kams) : model_(model) {
  for (const Kam& kam : kams) capacities_.emplace(kam.name, kam.capacity);
}

const Fraction& Capacities::of(const std::string& owner) const {
  const auto found = capacities_.find(owner);
  return found == capacities_.end() ? model_.capacity : found->second;
}

PortfolioBuilder::PortfolioBuilder(const Model& model, std::vector<GroupBy> by, std::vector<Kam> kams)
    : model_(model), by_(std::move(by)), kams_(std::move(kams)) {
  total_ = empty_group({});
  total_.labels.assign(by_.size(), "");
  total_sums_ = std::make_unique<Sums>();
}

PortfolioBuilder::~PortfolioBuilder() = default;

Group PortfolioBuilder::empty_group(std::vector<std::string> labels) const {
  Group group;
  group.labels = std::move(labels);
  group.kinds.resize(model_.kinds.size());
  return group;
}

std::optional<std::string> label_of(const EvaluatedRow& row, const GroupBy& by, const Model& model) {
  const Value* value = by.attribute ? &row.account->values[*by.attribute] : nullptr;
  const bool readable = by.attribute ? !is_missing(*value) : row.outcome->cluster.has_value();
  if (!readable) return row.rejected ? std::nullopt : std::optional<std::string>("");
  return by.attribute ? to_text(*value, model.attributes[*by.attribute].type, model)
                      : model.clusters[*row.outcome->cluster].name;
}

/// Nothing where a rejected row's label cannot be read.
std::optional<std::vector<std::string>> PortfolioBuilder::labels(const EvaluatedRow& row) const {
  std::vector<std::string> labels;
  for (const GroupBy& by : by_) {
    auto label = label_of(row, by, model_);
    if (!label) return std::nullopt;
    labels.push_back(std::move(*label));
  }
  return labels;
}

std::size_t PortfolioBuilder::place_of(const std::vector<std::string>& labels) {
  const auto [place, fresh] = places_.emplace(labels, groups_.size());
  if (fresh) {
    groups_.push_back(empty_group(labels));
    sums_.push_back(std::make_unique<Sums>());
  }
  return place->second;
}

void PortfolioBuilder::count(Group& group, Sums& sums, const EvaluatedRow& row) const {
  ++group.rows;
  if (const auto keys = model_.key_attributes(); !keys.empty()) {
    const Value& account = row.account->values[keys.front()];
    if (!is_missing(account)) sums.accounts.insert(to_text(account, model_.attributes[keys.front()].type, model_));
  }
  if (row.rejected) {
    ++group.rejected;
    return;
  }
  ++sums.accepted;
  group.total += row.outcome->total;
  for (std::size_t kind = 0; kind < group.kinds.size(); ++kind) group.kinds[kind] += row.outcome->kinds[kind];
  group.limit += row.outcome->limit;
  widen(group.spans, row.outcome->span);
}

void PortfolioBuilder::add(const EvaluatedRow& row) {
  count(total_, *total_sums_, row);
  if (by_.empty()) return;
  const auto group_labels = labels(row);
  if (!group_labels) return;
  const std::size_t place = place_of(*group_labels);
  count(groups_[place], *sums_[place], row);
}

void PortfolioBuilder::finish_group(Group& group, const Sums& sums) const {
  group.distinct_accounts = sums.accounts.size();
  const Headcount headcount = headcount_of(group.total, model_);
  group.headcount_low = headcount.low;
  group.headcount_high = headcount.high;
  if (sums.accepted > 0) group.typical = typical_span(group.total, sums.accepted, model_);
}

void PortfolioBuilder::add_loads(Portfolio& portfolio) const {
  const Capacities capacities(model_, kams_);
  std::set<std::string> seen;
  for (Group& group : portfolio.groups) {
    const std::string& owner = group.labels.front();
    if (owner.empty()) continue;
    seen.insert(owner);
    group.load = load_of(group.total, capacities.of(owner), model_);
  }
  for (const Kam& kam : kams_) {
    if (!seen.insert(kam.name).second) continue;
    Group idle = empty_group({kam.name});
    finish_group(idle, {});
    idle.load = load_of(idle.total, kam.capacity, model_);
    portfolio.groups.push_back(std::move(idle));
  }
}

Portfolio PortfolioBuilder::finish() {
  Portfolio portfolio;
  for (std::size_t i = 0; i < groups_.size(); ++i) finish_group(groups_[i], *sums_[i]);
  finish_group(total_, *total_sums_);
  portfolio.groups = std::move(groups_);
  portfolio.total = std::move(total_);
  const auto owner = model_.owner_attribute();
  const bool by_owner = owner && by_.size() == 1 && by_.front().attribute == owner;
  if (by_owner) add_loads(portfolio);
  return portfolio;
}

std::string to_text(Band band) {
  switch (band) {
    case Band::under: return "under";
    case Band::over: return "over";
    case Band::in_band: break;
  }
  return "in band";
}

}  // namespace spanne::engine
