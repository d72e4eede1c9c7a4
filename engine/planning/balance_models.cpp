#include "engine/planning/balance_models.hpp"

#include <algorithm>
#include <map>

#include "engine/planning/balance_parts.hpp"

namespace spanne::engine {

BalanceModel::BalanceModel(const BalanceUnits& units, const BalanceMeasure& at_most, BalanceLevel level)
    : units_(units), first_column_(units.engagements.size()), loads_(units.people.size()) {
  const std::vector<std::size_t> moves = add_choices();
  if (units.move_limit) add_move_limit(*units.move_limit);
  add_bands(programme_, units, loads_, at_most, level);
  add_moves(programme_, moves, at_most, level);
  add_spread(programme_, units, loads_, at_most, level);
}

std::vector<std::size_t> BalanceModel::add_choices() {
  std::vector<std::size_t> moves;
  for (std::size_t i = 0; i < units_.engagements.size(); ++i) {
    const auto& engagement = units_.engagements[i];
    if (engagement.options.empty()) continue;
    if (engagement.options.size() == 1) {
      loads_[engagement.options.front()].fixed += engagement.effort_with(engagement.options.front());
      continue;
    }
    first_column_[i] = programme_.columns.size();
    IntegerProgramme::Row one{1, 1, {}};
    for (const std::size_t person : engagement.options) {
      const std::size_t column = programme_.columns.size();
      programme_.columns.push_back({});
      one.entries.push_back({column, 1});
      loads_[person].entries.push_back({column, engagement.effort_with(person)});
      if (engagement.is_move(person)) moves.push_back(column);
    }
    programme_.rows.push_back(std::move(one));
  }
  return moves;
}

void BalanceModel::add_move_limit(std::int64_t limit) {
  std::vector<IntegerProgramme::Row> rows(units_.people.size(), {-IntegerProgramme::no_bound, limit, {}});
  for (std::size_t i = 0; i < units_.engagements.size(); ++i) {
    const auto& engagement = units_.engagements[i];
    if (engagement.options.size() < 2 || !engagement.home) continue;
    for (std::size_t option = 0; option < engagement.options.size(); ++option) {
      const std::size_t person = engagement.options[option];
      if (!engagement.is_move(person)) continue;
      rows[person].entries.push_back({first_column_[i] + option, 1});
      rows[*engagement.home].entries.push_back({first_column_[i] + option, 1});
    }
  }
  for (auto& row : rows) programme_.rows.push_back(std::move(row));
}

std::vector<std::int64_t> BalanceModel::values_of(const BalancePlaces& places) const {
  std::vector<std::int64_t> values(programme_.columns.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& options = units_.engagements[i].options;
    if (options.size() < 2) continue;
    const auto place = std::lower_bound(options.begin(), options.end(), *places[i]) - options.begin();
    values[first_column_[i] + static_cast<std::size_t>(place)] = 1;
  }
  return values;
}

BalancePlaces BalanceModel::places_of(const std::vector<std::int64_t>& values, BalancePlaces places) const {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& options = units_.engagements[i].options;
    for (std::size_t option = 0; options.size() > 1 && option < options.size(); ++option)
      if (values[first_column_[i] + option] == 1) places[i] = options[option];
  }
  return places;
}

void BalanceModel::ask_for_first(std::size_t engagement) {
  for (auto& column : programme_.columns) column.cost = 0;
  for (std::size_t option = 0; option < units_.engagements[engagement].options.size(); ++option)
    programme_.columns[first_column_[engagement] + option].cost = static_cast<std::int64_t>(option);
}

void BalanceModel::fix(std::size_t engagement, std::size_t person) {
  const auto& options = units_.engagements[engagement].options;
  for (std::size_t option = 0; option < options.size(); ++option) {
    auto& column = programme_.columns[first_column_[engagement] + option];
    column.lower = column.upper = options[option] == person ? 1 : 0;
  }
}

namespace {

/// Builds the relaxation: engagements that may go to the same people are one pool, from which efforts flow.
class BalanceRelaxation {
 public:
  BalanceRelaxation(const BalanceUnits& units, const BalanceMeasure& at_most, BalanceLevel level)
      : units_(units), loads_(units.people.size()) {
    for (const auto& engagement : units.engagements) add(engagement);
    add_flows();
    if (units.move_limit) add_move_limit(*units.move_limit);
    add_bands(programme_, units, loads_, at_most, level);
    add_moves(programme_, leaves_, at_most, level);
    add_spread(programme_, units, loads_, at_most, level);
  }
  IntegerProgramme take() { return std::move(programme_); }

 private:
  /// What flows out of a pool: at least and at most, since an effort may depend on the person.
  struct Pool {
    std::int64_t fixed_least = 0, fixed_most = 0;
    std::vector<IntegerProgramme::Entry> least, most;
  };

  void add(const BalanceUnits::Engagement& engagement) {
    if (engagement.options.empty()) return;
    if (engagement.options.size() == 1) {
      loads_[engagement.options.front()].fixed += engagement.effort_with(engagement.options.front());
      return;
    }
    std::int64_t least = INT64_MAX, most = 0;
    for (const std::size_t person : engagement.options) {
      if (engagement.home == person) continue;
      least = std::min(least, engagement.effort_with(person));
      most = std::max(most, engagement.effort_with(person));
    }
    Pool& pool = pools_[engagement.options];
    if (!engagement.home) {
      pool.fixed_least += least;
      pool.fixed_most += most;
      return;
    }
    const std::size_t leaves = programme_.columns.size();
    programme_.columns.push_back({});
    leaves_.push_back(leaves);
    homes_.push_back(*engagement.home);
    BalanceLoad& home = loads_[*engagement.home];
    const std::int64_t effort = engagement.effort_with(*engagement.home);
    home.fixed += effort;
    home.entries.push_back({leaves, -effort});
    pool.least.push_back({leaves, -least});
    pool.most.push_back({leaves, -most});
  }

  void add_flows() {
    for (auto& [people, pool] : pools_) {
      IntegerProgramme::Row least{pool.fixed_least, IntegerProgramme::no_bound, std::move(pool.least)};
      IntegerProgramme::Row most{-IntegerProgramme::no_bound, pool.fixed_most, std::move(pool.most)};
      for (const std::size_t person : people) {
        const std::size_t flow = programme_.columns.size();  // in FTE
        programme_.columns.push_back({0, 0, IntegerProgramme::no_bound, false});
        loads_[person].entries.push_back({flow, units_.per_fte});
        least.entries.push_back({flow, units_.per_fte});
        most.entries.push_back({flow, units_.per_fte});
      }
      programme_.rows.push_back(std::move(least));
      programme_.rows.push_back(std::move(most));
    }
  }

  /// Only what a person gives is known here.
  void add_move_limit(std::int64_t limit) {
    std::vector<IntegerProgramme::Row> rows(units_.people.size(), {-IntegerProgramme::no_bound, limit, {}});
    for (std::size_t i = 0; i < leaves_.size(); ++i) rows[homes_[i]].entries.push_back({leaves_[i], 1});
    for (auto& row : rows) programme_.rows.push_back(std::move(row));
  }

  const BalanceUnits& units_;
  IntegerProgramme programme_;
  std::vector<BalanceLoad> loads_;
  std::vector<std::size_t> leaves_, homes_;
  std::map<std::vector<std::size_t>, Pool> pools_;
};

}  // namespace

IntegerProgramme balance_relaxation(const BalanceUnits& units, const BalanceMeasure& at_most, BalanceLevel level) {
  return BalanceRelaxation(units, at_most, level).take();
}

}  // namespace spanne::engine
