#include "engine/planning/rule_contributions.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace spanne::engine {
namespace {

/// Either may be empty.
void add_kinds(std::vector<TotalSum>& kinds, const std::vector<TotalSum>& more) {
  kinds.resize(std::max(kinds.size(), more.size()));
  for (std::size_t kind = 0; kind < more.size(); ++kind) kinds[kind].add(more[kind]);
}

/// The middles, of sums of both ends.
std::vector<Enclosure> halves(const std::vector<TotalSum>& sums) {
  std::vector<Enclosure> made;
  for (const TotalSum& sum : sums) {
    const Enclosure both = sum.value();
    made.push_back({both.low / 2, both.high / 2});
  }
  return made;
}

}  // namespace

ContributionSums::ContributionSums(const ContributionSources& sources)
    : sources_(&sources), sums_(sources.size()), likely_(sources) {}

void ContributionSums::add(std::size_t line, const Outcome& outcome, const std::vector<AccountShare>& shares) {
  const Model& model = sources_->model();
  ++rows_;
  low_.add(outcome.total.low);
  high_.add(outcome.total.high);
  for (const AccountShare& share : shares) {
    Source& sum = sums_[share.source];
    if (std::exchange(sum.latest, rows_) != rows_) ++sum.rows;
    sum.low.add(share.to.low);
    sum.high.add(share.to.high);
    if (!model.declares_kinds()) continue;
    sum.kinds.resize(model.kinds.size() + 1);
    sum.kinds[share.kind.value_or(model.kinds.size())].add(share.to.low + share.to.high);
  }
  likely_.add(line, outcome, shares);
}

void ContributionSums::add(const ContributionSums& more) {
  rows_ += more.rows_;
  rejected_ += more.rejected_;
  low_.add(more.low_);
  high_.add(more.high_);
  more.sums_.for_each([&](SourceId source, const Source& other) {
    Source& sum = sums_[source];
    sum.rows += other.rows;
    sum.low.add(other.low);
    sum.high.add(other.high);
    add_kinds(sum.kinds, other.kinds);
  });
  likely_.add(more.likely_);
}

std::vector<Enclosure> ContributionSums::kinds() const {
  std::vector<TotalSum> all;
  sums_.for_each([&](SourceId, const Source& sum) { add_kinds(all, sum.kinds); });
  return halves(all);
}

std::vector<RuleContribution> ContributionSums::contributions() const {
  std::vector<RuleContribution> made;
  sums_.for_each([&](SourceId source, const Source& sum) {
    const SumRange to{sum.low.value(), sum.high.value()};
    made.push_back({source, sources_->name(source), sum.rows, to.low, to.middle(), to.high, halves(sum.kinds)});
  });
  std::stable_sort(made.begin(), made.end(), [](const RuleContribution& a, const RuleContribution& b) {
    return absolute(a.to_mid.middle()) > absolute(b.to_mid.middle());
  });
  return made;
}

namespace {

/// What one task finds; groups by the joined label, in order of appearance.
struct TaskEffort {
  std::vector<std::pair<std::string, ContributionSums>> groups;
  std::map<std::string, std::size_t> places;
  ContributionSums total;
  std::size_t ungrouped = 0;

  explicit TaskEffort(const ContributionSources& sources) : total(sources) {}

  ContributionSums& group(const std::string& label, const ContributionSources& sources) {
    const auto [place, is_new] = places.emplace(label, groups.size());
    if (is_new) groups.emplace_back(label, ContributionSums(sources));
    return groups[place->second].second;
  }
};

void add_row(TaskEffort& effort, std::size_t index, const RowEvaluation& rows, const ContributionSources& sources,
             const std::vector<GroupBy>& by) {
  Trace trace;
  const auto [account, outcome] = rows.evaluate(index, &trace);
  const PortfolioRow& row = rows.row(index);
  ContributionSums* group = nullptr;
  if (!by.empty()) {
    const auto label = group_label({&account, &outcome, outcome.rejected(), &row.unreadable}, by, rows.model());
    if (label)
      group = &effort.group(*label, sources);
    else
      ++effort.ungrouped;
  }
  if (outcome.rejected()) {
    effort.total.add_rejected();
    if (group != nullptr) group->add_rejected();
    return;
  }
  const auto shares = shares_of(outcome, trace, sources);
  effort.total.add(row.line, outcome, shares);
  if (group != nullptr) group->add(row.line, outcome, shares);
}

}  // namespace

EffortByRule effort_by_rule(const RowEvaluation& rows, const ContributionSources& sources,
                            const std::vector<GroupBy>& by, const Executor& executor) {
  constexpr std::size_t rows_at_once = 32 * rows_per_task;  // bounds what the tasks keep
  TaskEffort all(sources);
  for (std::size_t first = 0; first < rows.size(); first += rows_at_once) {
    const std::size_t count = std::min(rows_at_once, rows.size() - first);
    const auto tasks = map_rows(count, executor, TaskEffort(sources), [&](TaskEffort& effort, std::size_t index) {
      add_row(effort, first + index, rows, sources, by);
    });
    for (const TaskEffort& task : tasks) {
      all.total.add(task.total);
      all.ungrouped += task.ungrouped;
      for (const auto& [label, sums] : task.groups) all.group(label, sources).add(sums);
    }
  }
  EffortByRule made{{}, std::move(all.total), all.ungrouped};
  for (auto& [label, sums] : all.groups) made.groups.push_back({labels_in(label, by.size()), std::move(sums)});
  return made;
}

}  // namespace spanne::engine
