#include "engine/planning/scenarios/line_effects.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/semantics/walker.hpp"

namespace spanne::engine {
namespace {

/// The rows of one task.
class LineReader {
 public:
  LineReader(const ScenarioFile& file, const RowSums& rows, const std::vector<std::optional<ClusterId>>& clusters,
             std::size_t first)
      : file_(file),
        rows_(rows),
        clusters_(clusters),
        first_(first),
        counts_figures_(!file.model.figure_attributes().empty()) {
    const Date day = rows.evaluator().as_of();
    for (std::size_t line = 0; line < file.lines.size(); ++line)
      if (file.lines[line].changes_rows() && file.lines[line].counts_on(day)) lines_.push_back(line);
    effects.changes.resize(file.lines.size());
    effects.undecided.resize(file.lines.size());
  }

  void read(std::size_t index) {
    const PortfolioRow& row = rows_.rows().row(index);
    if (!row.faults.empty() || lines_.empty()) return;
    if (!counts_figures_) return read(index, row.account);
    Account account = row.account;
    if (rows_.evaluator().count(account).empty()) return read(index, account);
    for (const std::size_t line : lines_) ++effects.undecided[line];
  }

  LineEffects effects;

 private:
  void read(std::size_t index, const Account& account) {
    Walker walker(rows_.evaluator(), account);
    if (clusters_[index]) walker.set_cluster(*clusters_[index]);
    for (const std::size_t line : lines_) {
      const std::optional<bool> concerned = is_concerned(file_.lines[line], walker);
      if (!concerned) ++effects.undecided[line];
      if (concerned && *concerned) effects.changes[line].push_back({index - first_, change(line, account, walker)});
    }
  }

  static std::optional<bool> is_concerned(const ScenarioLine& line, Walker& walker) {
    return line.where ? walker.truth(*line.where) : std::optional(true);
  }

  ValueChange change(std::size_t line, const Account& account, Walker& walker) const {
    const ScenarioLine& written = file_.lines[line];
    ValueChange change{written.attribute, {}, {}, line};
    if (written.kind == ScenarioLine::Kind::drop) return change;
    auto value = assigned_value({written.attribute, written.value}, account, walker, file_.model);
    if (auto* rejection = std::get_if<Rejection>(&value))
      change.rejection = std::move(*rejection);
    else
      change.value = std::move(std::get<Value>(value));
    return change;
  }

  const ScenarioFile& file_;
  const RowSums& rows_;
  const std::vector<std::optional<ClusterId>>& clusters_;
  std::size_t first_;
  bool counts_figures_;
  std::vector<std::size_t> lines_;  // that change rows on the day
};

void append(LineEffects& all, LineEffects more) {
  for (std::size_t line = 0; line < all.changes.size(); ++line) {
    std::move(more.changes[line].begin(), more.changes[line].end(), std::back_inserter(all.changes[line]));
    all.undecided[line] += more.undecided[line];
  }
}

}  // namespace

LineEffects line_effects(const ScenarioFile& file, const RowSums& rows,
                         const std::vector<std::optional<ClusterId>>& clusters, std::size_t first,
                         const Executor& executor) {
  const LineReader initial(file, rows, clusters, first);
  const std::size_t count = rows.rows().size() - first;
  auto readers =
      map_rows(count, executor, initial, [&](LineReader& reader, std::size_t index) { reader.read(first + index); });
  LineEffects all = initial.effects;
  for (LineReader& reader : readers) append(all, std::move(reader.effects));
  return all;
}

}  // namespace spanne::engine
