#include "library/impact_of_rows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include "engine/compare/contributions.hpp"
#include "records/results/mover_text.hpp"

namespace spanne::library {
namespace {

using engine::Mover;
using engine::RowResult;
using records::Format;

class RowComparison {
 public:
  RowComparison(const ImpactPortfolio& before, const ImpactPortfolio& after,
                const engine::VersionComparison& comparison, bool exact)
      : before_(before),
        after_(after),
        comparison_(comparison),
        old_rows_(before.version.model, before.version.as_of, before.rows),
        new_rows_(after.version.model, after.version.as_of, after.rows),
        movement_(old_rows_.evaluator(), new_rows_.evaluator(), comparison),
        names_(after.version.model),
        old_names_(names_.in_old_version(after.version.model, before.version.model, comparison)),
        text_(before.version.model, after.version.model, Format::json, exact) {
    const auto labels = std::make_shared<engine::Labels>();
    for (const ImpactPortfolio* side : {&before, &after}) {
      const auto& by = side->version.by;
      sums_.emplace_back(side->version.model, nullptr, by ? std::vector{*by} : std::vector<engine::GroupBy>{}, labels);
    }
  }

  ImpactOfRows run() {
    for (std::size_t old_row = 0, new_row = 0; old_row < old_rows_.size() && new_row < new_rows_.size();) {
      const std::size_t old_line = old_rows_.row(old_row).line, new_line = new_rows_.row(new_row).line;
      if (old_line == new_line) compare_row(old_row, new_row);
      if (old_line <= new_line) ++old_row;
      if (new_line <= old_line) ++new_row;
    }
    std::stable_sort(movers_.begin(), movers_.end(),
                     [](const auto& a, const auto& b) { return a.first.is_ahead_of(b.first); });
    for (auto& [rank, text] : movers_) made_.rows.push_back(std::move(text));
    add_groups();
    return std::move(made_);
  }

 private:
  void compare_row(std::size_t old_row, std::size_t new_row) {
    RowResult before = old_rows_.evaluate(old_row), after = new_rows_.evaluate(new_row);
    add(0, before, old_rows_.row(old_row), new_row);
    add(1, after, new_rows_.row(new_row), new_row);
    Mover mover;
    mover.before = std::move(before.outcome);
    mover.after = std::move(after.outcome);
    const bool same = movement_.same(mover.before, mover.after);
    const bool rejected_both = mover.before.rejected() && mover.after.rejected();
    ++(rejected_both ? made_.impact.rejected_both : same ? made_.impact.same : made_.impact.moved);
    if (same) return;
    mover.change = movement_.change(mover.before, mover.after);
    if (!mover.rejected_once()) mover.responsible = movement_.responsible(before.account, after.account, mover);
    mover.line = new_rows_.row(new_row).line;
    name(mover, before.account, after.account);
    movers_.emplace_back(records::MoverRank(mover), std::string());
    text_.append(movers_.back().second, mover);
  }

  void add(std::size_t side, const RowResult& result, const engine::PortfolioRow& row, std::size_t place) {
    sums_[side].add({&result.account, &result.outcome, result.outcome.rejected(), &row.unreadable}, place);
  }

  /// By the new version's attributes; where it has no value, by the old one's.
  void name(Mover& mover, const engine::Account& before, const engine::Account& after) const {
    const auto notation = records::notation_of(Format::json);
    for (std::size_t column = 0; column < names_.all.size(); ++column) {
      const auto id = names_.all[column];
      std::string text = name_text(after.values[id], id, after_.version.model, notation);
      if (const auto old = old_names_[column]; text.empty() && old)
        text = name_text(before.values[*old], *old, before_.version.model, notation);
      if (column < names_.keys.size())
        mover.key.push_back(std::move(text));
      else
        mover.owner = std::move(text);
    }
  }

  void add_groups() {
    engine::Impact& impact = made_.impact;
    engine::Tally before = sums_[0].tally(), after = sums_[1].tally();
    impact.ungrouped[0] = before.ungrouped;
    impact.ungrouped[1] = after.ungrouped;
    impact.total = {"", engine::GroupSide{std::move(before.total), {}}, engine::GroupSide{std::move(after.total), {}}};
    if (!after_.version.by) return;
    impact.groups =
        paired({before_.version.model, before_.version.by, std::move(before.groups), before_.kams},
               {after_.version.model, after_.version.by, std::move(after.groups), after_.kams}, comparison_);
  }

  const ImpactPortfolio& before_;
  const ImpactPortfolio& after_;
  const engine::VersionComparison& comparison_;
  engine::RowEvaluation old_rows_, new_rows_;
  engine::Movement movement_;
  records::NameColumns names_;
  std::vector<std::optional<engine::AttributeId>> old_names_;
  records::MoverText text_;
  std::vector<engine::Subtotals> sums_;
  std::vector<std::pair<records::MoverRank, std::string>> movers_;
  ImpactOfRows made_;
};

}  // namespace

std::variant<ImpactGrouping, Problem> impact_grouping(const std::string& by, const engine::Model& before,
                                                      const engine::Model& after,
                                                      const engine::VersionComparison& comparison, const char* mark) {
  ImpactGrouping grouping;
  if (by.empty()) {
    const auto owner = after.owner_attribute(), old_owner = before.owner_attribute();
    if (!owner || !old_owner) return grouping;
    return ImpactGrouping{engine::GroupBy{old_owner}, engine::GroupBy{owner}, after.attributes[*owner].name};
  }
  if (by == "cluster") return ImpactGrouping{engine::GroupBy{}, engine::GroupBy{}, by};
  std::vector<std::string> known{"cluster"};
  for (const auto& declared : after.attributes) known.push_back(declared.name);
  const auto attribute = after.find_attribute(by);
  if (!attribute) return group_problem(fmt::format("{}by", mark), by, known, after);
  const auto old = before.find_attribute(engine::old_name(comparison.old_names.values, by));
  if (!old) return Problem{fmt::format("{}by {}: the old version has no such attribute", mark, by), {}};
  return ImpactGrouping{engine::GroupBy{old}, engine::GroupBy{attribute}, by};
}

ImpactOfRows impact_of_rows(const ImpactPortfolio& before, const ImpactPortfolio& after,
                            const engine::VersionComparison& comparison, bool exact) {
  return RowComparison(before, after, comparison, exact).run();
}

}  // namespace spanne::library
