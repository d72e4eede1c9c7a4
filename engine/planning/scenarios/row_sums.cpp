#include "engine/planning/scenarios/row_sums.hpp"

#include <algorithm>
#include <utility>

namespace spanne::engine {
namespace {

constexpr std::size_t blocks_per_task = 4;
constexpr std::size_t task_rows = blocks_per_task * block_rows;

std::size_t task_count(std::size_t rows) { return (rows + task_rows - 1) / task_rows; }

/// What blocks have to keep: what the plan reads, and what rows are grouped by.
std::vector<ColumnKind> kept_columns(const Model& model, const Plan& plan, const std::vector<GroupBy>& by) {
  std::vector<ColumnKind> kinds = plan.column_kinds;
  const auto keep = [&](AttributeId id) { kinds[id] = column_kind_of(model.attributes[id].type); };
  for (const GroupBy& group : by)
    if (group.attribute) keep(*group.attribute);
  return kinds;
}

/// Fills blocks with rows, those that are dropped left out.
class BlockFiller {
 public:
  BlockFiller(const EditedRows& rows, const std::vector<ColumnKind>& kinds) : rows_(rows), block_(kinds) {
    for (AttributeId id = 0; id < kinds.size(); ++id)
      if (kinds[id] != ColumnKind::none) kept_.push_back(id);
  }

  Block& block() { return block_; }
  /// Of a row of the block.
  std::size_t index(std::size_t row) const { return indices_[row]; }

  /// Takes rows from `next` on, which is moved on to the first that is not in the block. False: there are none left.
  bool fill(std::size_t& next, std::size_t end) {
    block_.clear();
    indices_.clear();
    for (; next < end && indices_.size() < block_rows; ++next)
      if (!rows_.is_dropped(next)) put(next);
    block_.rows = indices_.size();
    return block_.rows > 0;
  }

 private:
  void put(std::size_t index) {
    const std::size_t place = indices_.size();
    indices_.push_back(index);
    const RowEdit* edit = rows_.edit(index);
    const PortfolioRow& row = rows_.row(index);
    bool fits = rows_.faults(index).empty() && (edit == nullptr || !edit->is_rejected());
    for (const AttributeId id : kept_) fits = block_.set(place, id, row.account.values[id]) && fits;
    if (edit != nullptr)
      for (const ValueChange& change : edit->values) fits = replace(place, change.attribute, change.value) && fits;
    if (!fits) block_.fallback.set(place);
  }

  bool replace(std::size_t place, AttributeId id, const Value& value) {
    block_.columns[id].known.words[place / 64] &= ~(std::uint64_t{1} << (place % 64));
    return block_.set(place, id, value);
  }

  const EditedRows& rows_;
  Block block_;
  std::vector<AttributeId> kept_;
  std::vector<std::size_t> indices_;
};

}  // namespace

RowSums::RowSums(const Model& model, Date as_of, const EditedRows& rows, const std::vector<AttributeId>& counted,
                 const Executor& executor)
    : evaluator_(model, as_of), rows_(rows) {
  if (model.figure_attributes().empty()) return;
  count(counted, executor);
  evaluator_.use_figures(*figures_);
}

/// Counts the figures of groups of the rows of one task.
class RowSums::TaskFigures {
 public:
  TaskFigures(const RowSums& all, const Plan* plan, const std::vector<AttributeId>& counted)
      : all_(all), plan_(plan), counted_(counted), tables_(all.evaluator_, counted) {}

  void count(std::size_t next, std::size_t end) {
    if (plan_ != nullptr) return count_blocks(next, end);
    for (; next < end; ++next) count_plainly(next);
  }
  const FigureTables& tables() const { return tables_; }

 private:
  void count_plainly(std::size_t index) {
    const RowEdit* edit = all_.rows_.edit(index);
    if (edit != nullptr && (edit->dropped || edit->is_rejected())) return;
    if (all_.rows_.faults(index).empty()) tables_.add(all_.rows_.account(index));
  }

  void count_blocks(std::size_t next, std::size_t end) {
    BlockFiller filler(all_.rows_, plan_->column_kinds);
    BlockEvaluator outcomes(*plan_, all_.evaluator_.model());
    std::vector<std::size_t> planned;
    while (filler.fill(next, end)) {
      outcomes.run(filler.block());
      planned.clear();
      for (std::size_t row = 0; row < filler.block().rows; ++row) {
        if (outcomes.is_fallback(row))
          count_plainly(filler.index(row));
        else
          planned.push_back(row);
      }
      tables_.add(filler.block(), planned, outcomes, plan_->row_figures);
    }
  }

  const RowSums& all_;
  const Plan* plan_;
  const std::vector<AttributeId>& counted_;
  FigureTables tables_;
};

void RowSums::count(const std::vector<AttributeId>& counted, const Executor& executor) {
  figures_.emplace(evaluator_, counted);
  if (counted.empty()) return;
  const auto plan = make_counting_plan(evaluator_, counted);
  std::vector<std::unique_ptr<TaskFigures>> tasks(task_count(rows_.size()));
  executor(tasks.size(), [&](std::size_t task) {
    tasks[task] = std::make_unique<TaskFigures>(*this, plan ? &*plan : nullptr, counted);
    tasks[task]->count(task * task_rows, std::min(rows_.size(), (task + 1) * task_rows));
  });
  for (const auto& task : tasks) figures_->merge(task->tables());
}

RowResult RowSums::evaluate(std::size_t index, Trace* trace) const {
  RowResult result{rows_.account(index), {}};
  const RowEdit* edit = rows_.edit(index);
  if (rows_.faults(index).empty() && edit != nullptr)
    for (const ValueChange& change : edit->values)
      if (change.rejection) result.outcome.rejections.push_back(*change.rejection);
  if (!result.outcome.rejected()) result.outcome = judge(result.account, rows_.faults(index), evaluator_, trace);
  return result;
}

/// The sums of the rows of one task.
class RowSums::TaskSums {
 public:
  TaskSums(const RowSums& all, const Plan* plan, const std::vector<GroupBy>& by,
           std::vector<std::optional<ClusterId>>* clusters)
      : all_(all), plan_(plan), by_(by), clusters_(clusters), sums_(all.evaluator_.model(), plan, by) {
    sums_.break_down();
  }

  void add(std::size_t next, std::size_t end) {
    if (plan_ != nullptr) return add_blocks(next, end);
    for (; next < end; ++next)
      if (!all_.rows_.is_dropped(next)) add_plainly(next);
  }
  void merge(const TaskSums& more) { sums_.add(more.sums_); }
  Tally tally() const { return sums_.tally(); }

 private:
  void add_plainly(std::size_t index) {
    const RowResult result = all_.evaluate(index);
    if (clusters_ != nullptr) (*clusters_)[index] = result.outcome.cluster;
    sums_.add({&result.account, &result.outcome, result.outcome.rejected(), &all_.rows_.unreadable(index)}, index);
  }

  void add_blocks(std::size_t next, std::size_t end) {
    const Model& model = all_.evaluator_.model();
    BlockFiller filler(all_.rows_, kept_columns(model, *plan_, by_));
    BlockEvaluator outcomes(*plan_, model, all_.evaluator_.figures());
    while (filler.fill(next, end)) {
      outcomes.run(filler.block());
      for (std::size_t row = 0; row < filler.block().rows; ++row) {
        if (outcomes.is_fallback(row)) {
          add_plainly(filler.index(row));
          continue;
        }
        if (clusters_ != nullptr) (*clusters_)[filler.index(row)] = outcomes.cluster(row);
        sums_.add(filler.block(), outcomes, row, filler.index(row));
      }
    }
  }

  const RowSums& all_;
  const Plan* plan_;
  const std::vector<GroupBy>& by_;
  std::vector<std::optional<ClusterId>>* clusters_;
  Subtotals sums_;
};

Tally RowSums::tally(const std::vector<GroupBy>& by, const Executor& executor,
                     std::vector<std::optional<ClusterId>>* clusters, std::size_t first) const {
  Wanted wanted = Wanted::least();
  wanted.kinds = true;
  const auto plan = make_plan(evaluator_, wanted);
  const Plan* planned = plan ? &*plan : nullptr;
  if (clusters != nullptr) clusters->assign(rows_.size(), std::nullopt);
  TaskSums all(*this, planned, by, nullptr);
  std::vector<std::unique_ptr<TaskSums>> tasks(task_count(rows_.size() - first));
  executor(tasks.size(), [&](std::size_t task) {
    const std::size_t begin = first + task * task_rows;
    tasks[task] = std::make_unique<TaskSums>(*this, planned, by, clusters);
    tasks[task]->add(begin, std::min(rows_.size(), begin + task_rows));
  });
  for (const auto& task : tasks) all.merge(*task);
  return all.tally();
}

}  // namespace spanne::engine
