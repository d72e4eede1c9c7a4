#include "records/csv/figure_rows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/explain/words.hpp"

namespace spanne::records {

void FigureRows::add(const AccountRow& row) {
  if (!any() || !row.reasons.empty()) return;
  engine::Account account = row.account;
  if (!evaluator_.assign(account).empty() || !tables_.add(account).empty()) return;
  if (keeps_lines_) note_lines(row.line, account);
}

void FigureRows::note_lines(std::size_t line, const engine::Account& account) {
  const auto found = row_shares(account, tables_.figures(), evaluator_);
  const auto& shares = std::get<engine::RowShares>(found);  // it has just been counted
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const engine::AttributeId figure = tables_.figures()[i];
    const auto group = tables_.group_key(account, figure);
    if (shares[i] && group) lines_[figure][*group].push_back(static_cast<std::uint32_t>(line));
  }
}

std::vector<CountedFigure> FigureRows::counted_for(const engine::Account& account) const {
  std::vector<CountedFigure> all;
  const engine::Model& model = evaluator_.model();
  for (const engine::AttributeId id : tables_.figures()) {
    const auto group = tables_.group_key(account, id);
    if (!group) continue;
    const engine::Attribute& attribute = model.attributes[id];
    const engine::Value& value = account.values[id];
    CountedFigure& figure = all.emplace_back();
    figure.name = attribute.name;
    figure.value = to_text(value, attribute.type, model);
    figure.words = engine::value_words(value, attribute.type, model);
    const auto of_figure = lines_.find(id);
    if (of_figure == lines_.end()) continue;
    const auto of_group = of_figure->second.find(*group);
    if (of_group == of_figure->second.end()) continue;
    figure.rows = of_group->second.size();
    const std::size_t shown = std::min(figure.rows, CountedFigure::max_lines);
    figure.lines.assign(of_group->second.begin(), of_group->second.begin() + static_cast<std::ptrdiff_t>(shown));
  }
  return all;
}

std::string counted_words(const CountedFigure& figure) {
  constexpr std::size_t many = 12;
  const std::string name = figure.name + " " + figure.words;
  if (figure.rows == 0) return name + ": no row of its group counts";
  if (figure.rows == 1) return fmt::format("{}: counted from line {} alone", name, figure.lines.front());
  std::vector<std::size_t> shown(figure.lines.begin(),
                                 figure.lines.begin() + static_cast<std::ptrdiff_t>(std::min(figure.rows, many) - 1));
  const std::string rest = figure.rows > many ? fmt::format("{} more", figure.rows - shown.size())
                                              : std::to_string(figure.lines[shown.size()]);
  return fmt::format("{}: counted from {} rows, lines {} and {}", name, figure.rows, fmt::join(shown, ", "), rest);
}

}  // namespace spanne::records
