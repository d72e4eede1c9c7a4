// The columns of portfolios (`--by`), and what stands in them.
#include <algorithm>

#include "records/results/figures.hpp"
#include "records/results/results.hpp"

namespace spanne::records {

using engine::Fraction;
using engine::Model;
using engine::Range;

namespace {

void add_triple(std::vector<std::string>& cells, const Range& range, const FigureStyle& style) {
  for (const Fraction& end : {range.low, range.middle(), range.high}) cells.push_back(text_of(end, style));
}

void add_span(std::vector<std::string>& cells, const std::optional<engine::AccountRange>& span) {
  cells.push_back(span ? text_of(span->accounts_low) : "");
  cells.push_back(span ? text_of(span->accounts_high) : "");
}

std::string label(const engine::Group& group, std::size_t place, const Model& model, const engine::GroupBy& by,
                  bool is_total, Notation notation) {
  if (is_total) return place == 0 ? "total" : "";
  return group_label(group.labels[place], by, place == 0, model, notation);
}

void add_load(std::vector<std::string>& cells, const std::optional<engine::Load>& load, const FigureStyle& style) {
  if (!load) {
    cells.insert(cells.end(), 5, "");
    return;
  }
  cells.push_back(text_of(load->capacity, style));
  if (load->load)
    for (const Fraction& figure : {load->load->low, *load->middle, load->load->high})
      cells.push_back(text_of(figure, style));
  else
    cells.insert(cells.end(), 3, "");  // nobody is loaded in parts of no capacity
  cells.push_back(to_text(load->band));
}

}  // namespace

bool group_has_load(const Model& model, const std::vector<engine::GroupBy>& by) {
  const auto owner = model.owner_attribute();
  return owner && by.size() == 1 && by.front().attribute == owner;
}

std::string group_label(const std::string& label, const engine::GroupBy& by, bool is_first, const Model& model,
                        Notation notation) {
  std::string name = group_name(label, by, is_first, model);
  return by.attribute ? in_notation(std::move(name), model.attributes[*by.attribute].type, notation) : name;
}

std::vector<std::string> group_heads(const Model& model, const std::vector<engine::GroupBy>& by) {
  std::vector<std::string> heads;
  for (const auto& one : by) heads.push_back(one.attribute ? model.attributes[*one.attribute].name : "cluster");
  heads.insert(heads.end(), {"rows", "rejected"});
  const auto names = model.result_names();
  const std::size_t shown = model.declares_kinds() ? names.size() : 3;
  heads.insert(heads.end(), names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown));
  heads.insert(heads.end(), {"headcount_low", "headcount_high", "accounts_per_kam_low", "accounts_per_kam_high",
                             "typical_per_kam_low", "typical_per_kam_high"});
  if (group_has_load(model, by)) heads.insert(heads.end(), {"capacity", "load_low", "load", "load_high", "band"});
  return heads;
}

std::vector<std::string> group_cells(const engine::Group& group, const Model& model,
                                     const std::vector<engine::GroupBy>& by, bool is_total, const FigureStyle& style) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < by.size(); ++i) cells.push_back(label(group, i, model, by[i], is_total, style.notation));
  cells.push_back(std::to_string(group.sum.rows));
  cells.push_back(std::to_string(group.sum.rejected));
  add_triple(cells, group.sum.effort, style);
  if (model.declares_kinds()) {
    for (const Range& kind : group.sum.parts->kinds) add_triple(cells, kind, style);
    add_triple(cells, group.sum.parts->limit, style);
  }
  cells.push_back(text_of(group.headcount.low));
  cells.push_back(text_of(group.headcount.high));
  add_span(cells, group.spans);
  add_span(cells, group.typical);
  if (group_has_load(model, by)) add_load(cells, group.load, style);
  return cells;
}

std::vector<bool> group_holds_text(const Model& model, const std::vector<engine::GroupBy>& by) {
  std::vector<bool> result(group_heads(model, by).size(), false);
  std::fill_n(result.begin(), by.size(), true);
  if (group_has_load(model, by)) result.back() = true;
  return result;
}

}  // namespace spanne::records
