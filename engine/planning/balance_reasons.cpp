#include "engine/planning/balance_reasons.hpp"

#include <algorithm>
#include <set>

#include "engine/planning/balance_improve.hpp"

namespace spanne::engine {

namespace {

using People = std::vector<std::size_t>;  // ascending

/// Of sets of people with a choice in common, unions of two are looked at, while there are few.
constexpr std::size_t most_united = 60;

bool contains(const People& all, const People& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

class ReasonSearch {
 public:
  explicit ReasonSearch(const BalanceTask& task) : task_(task), units_(balance_units(task)) {}

  std::vector<BalanceReason> find() {
    add_large_engagements();
    for (const People& people : candidates()) {
      if (names_some_of(people)) continue;
      if (auto reason = too_much(people)) reasons_.push_back(std::move(*reason));
      if (names_some_of(people)) continue;
      if (auto reason = too_little(people)) reasons_.push_back(std::move(*reason));
    }
    return std::move(reasons_);
  }

 private:
  void add_large_engagements() {
    for (std::size_t i = 0; i < units_.engagements.size(); ++i) {
      const auto& options = units_.engagements[i].options;
      // What is with somebody and cannot leave is found as too much for that person.
      if (options.size() < 2) continue;
      BalanceReason reason{BalanceReason::Kind::engagement_too_large, options, {i}, {}, {}};
      std::optional<Fraction> least;
      for (const std::size_t person : options) {
        const Fraction& effort = task_.engagements[i].effort_with(person);
        const Fraction bound = task_.people[person].capacity * task_.highest_use;
        if (least && effort - bound >= *least) continue;
        least = effort - bound;
        reason.effort = effort;
        reason.bound = bound;
      }
      if (least->sign() > 0) reasons_.push_back(std::move(reason));
    }
  }

  /// Single people, then those with a choice in common, then everybody: the smallest first.
  std::vector<People> candidates() const {
    std::set<People> sets;
    for (const auto& engagement : units_.engagements)
      if (!engagement.options.empty()) sets.insert(engagement.options);
    if (sets.size() <= most_united) {
      const std::vector<People> chosen(sets.begin(), sets.end());
      for (const People& a : chosen)
        for (const People& b : chosen) {
          People united;
          std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(united));
          sets.insert(std::move(united));
        }
    }
    People everybody;
    for (std::size_t person = 0; person < task_.people.size(); ++person) {
      everybody.push_back(person);
      sets.insert({person});
    }
    sets.insert(everybody);
    std::vector<People> ordered(sets.begin(), sets.end());
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const People& a, const People& b) { return a.size() < b.size(); });
    return ordered;
  }

  bool names_some_of(const People& people) const {
    return std::any_of(reasons_.begin(), reasons_.end(), [&](const BalanceReason& reason) {
      return reason.kind != BalanceReason::Kind::engagement_too_large && contains(people, reason.people);
    });
  }

  std::optional<BalanceReason> too_much(const People& people) const {
    BalanceReason reason{BalanceReason::Kind::too_much_work, people, {}, {}, {}};
    for (std::size_t i = 0; i < units_.engagements.size(); ++i) {
      const auto& options = units_.engagements[i].options;
      if (options.empty() || !contains(people, options)) continue;
      reason.engagements.push_back(i);
      reason.effort += extreme_effort(i, options, false);
    }
    reason.bound = capacity_of(people) * task_.highest_use;
    return reason.effort > reason.bound ? std::optional(std::move(reason)) : std::nullopt;
  }

  std::optional<BalanceReason> too_little(const People& people) const {
    BalanceReason reason{BalanceReason::Kind::too_little_work, people, {}, {}, {}};
    for (std::size_t i = 0; i < units_.engagements.size(); ++i) {
      People common;
      const auto& options = units_.engagements[i].options;
      std::set_intersection(options.begin(), options.end(), people.begin(), people.end(), std::back_inserter(common));
      if (common.empty()) continue;
      reason.engagements.push_back(i);
      reason.effort += extreme_effort(i, common, true);
    }
    reason.bound = capacity_of(people) * task_.lowest_use;
    return reason.effort < reason.bound ? std::optional(std::move(reason)) : std::nullopt;
  }

  Fraction extreme_effort(std::size_t engagement, const People& people, bool greatest) const {
    Fraction extreme = task_.engagements[engagement].effort_with(people.front());
    for (const std::size_t person : people) {
      const Fraction& effort = task_.engagements[engagement].effort_with(person);
      extreme = greatest ? std::max(extreme, effort) : std::min(extreme, effort);
    }
    return extreme;
  }

  Fraction capacity_of(const People& people) const {
    Fraction sum;
    for (const std::size_t person : people) sum += task_.people[person].capacity;
    return sum;
  }

  const BalanceTask& task_;
  const BalanceUnits units_;
  std::vector<BalanceReason> reasons_;
};

/// What a plan that is found in a moment leaves outside.
std::int64_t outside_found(const BalanceTask& task) { return least_outside(task, nullptr).value; }

Fraction in_fte(std::int64_t millionths) { return Fraction::ratio(millionths, 1'000'000); }

/// With the hires; they may take what `engagements` names, and whatever has to be placed.
BalanceTask with_hires(BalanceTask task, const BalanceHire& hire) {
  for (const Fraction& capacity : hire.capacities) task.people.push_back({"", capacity});
  for (auto& engagement : task.engagements) engagement.allowed.resize(task.people.size(), false);
  for (const std::size_t i : hire.engagements)
    for (std::size_t person = task.people.size() - hire.capacities.size(); person < task.people.size(); ++person)
      task.engagements[i].allowed[person] = true;
  return task;
}

}  // namespace

std::vector<BalanceReason> balance_reasons(const BalanceTask& task, std::int64_t outside,
                                           const ProgrammeSolver* solver) {
  std::vector<BalanceReason> reasons = ReasonSearch(task).find();
  People everybody;
  for (std::size_t person = 0; person < task.people.size(); ++person) everybody.push_back(person);
  if (task.move_limit) {
    BalanceTask unlimited = task;
    unlimited.move_limit.reset();
    const std::int64_t then = least_outside(unlimited, solver).value;
    if (then < outside)
      reasons.insert(reasons.begin(), {BalanceReason::Kind::move_limit, everybody, {}, in_fte(outside), in_fte(then)});
  }
  if (reasons.empty()) reasons.push_back({BalanceReason::Kind::indivisible, everybody, {}, {}, {}});
  return reasons;
}

std::optional<BalanceHire> balance_hire(const BalanceTask& task, const std::vector<BalanceReason>& reasons,
                                        const Fraction& full_time) {
  BalanceHire hire;
  Fraction missing;
  std::set<std::size_t> engagements;
  for (const BalanceReason& reason : reasons) {
    if (reason.kind == BalanceReason::Kind::move_limit) continue;
    if (reason.kind != BalanceReason::Kind::too_much_work) return std::nullopt;
    missing += reason.missing();
    engagements.insert(reason.engagements.begin(), reason.engagements.end());
  }
  for (const std::size_t i : engagements)
    if (task.engagements[i].efforts.size() > 1) return std::nullopt;
  if (engagements.empty()) return std::nullopt;
  hire.engagements.assign(engagements.begin(), engagements.end());
  const Fraction full_people = (missing / (full_time * task.highest_use)).floor();
  if (full_people > Fraction(20)) return std::nullopt;  // that is no hire, but another organisation
  for (Fraction people(0); people < full_people; people += Fraction(1)) hire.capacities.push_back(full_time);
  for (std::int64_t tenths = 1; tenths <= 10; ++tenths) {
    hire.capacities.push_back(full_time * Fraction::ratio(tenths, 10));
    if (outside_found(with_hires(task, hire)) == 0) return hire;
    hire.capacities.pop_back();
  }
  return std::nullopt;
}

}  // namespace spanne::engine
