// The columns of portfolios (`--by`), and what stands in them.
#include <algorithm>
#include <fmt/format.h>

#include "records/results/figures.hpp"
#include "records/results/results.hpp"

namespace spanne::records {

using engine::Fraction;
using engine::Model;
using engine::Range;

namespace {

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
  if (const auto& shares = load->shares)
    for (const auto& share : {shares->low, shares->middle, shares->high}) cells.push_back(text_of(share, style));
  else
    cells.insert(cells.end(), 3, "");  // nobody is loaded in parts of no capacity
  cells.push_back(to_text(load->band.value));
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
  auto figures = result_figures(group.sum);
  if (!model.declares_kinds()) figures.resize(3);
  for (const engine::Enclosure& figure : figures) cells.push_back(text_of(figure, style));
  cells.push_back(text_of(group.headcount.value.low));
  cells.push_back(text_of(group.headcount.value.high));
  add_span(cells, group.spans);
  add_span(cells, group.typical ? std::optional(group.typical->value) : std::nullopt);
  if (group_has_load(model, by)) add_load(cells, group.load, style);
  return cells;
}

void add_actual_cells(std::vector<std::string>& cells, const engine::Group& group, const FigureStyle& style) {
  if (!group.actual) {
    cells.insert(cells.end(), actual_heads.size(), "");
    return;
  }
  cells.push_back(text_of(*group.actual, style));
  cells.push_back(text_of(minus(result_figures(group.sum)[1], *group.actual), style));
}

namespace {

bool is_undecided(const engine::Group& group) {
  return group.headcount.other || (group.typical && group.typical->other) || (group.load && group.load->band.other);
}

bool has_rounded_sum(const engine::Group& group) {
  const auto sums = result_figures(group.sum);
  return !std::all_of(sums.begin(), sums.end(), engine::has_exact_text);
}

}  // namespace

JsonMembers other_readings(const engine::Group& group) {
  JsonMembers members;
  if (const auto& headcount = group.headcount.other) {
    members.push_back({"headcount_low_or", text_of(headcount->low), false});
    members.push_back({"headcount_high_or", text_of(headcount->high), false});
  }
  if (group.typical && group.typical->other) {
    members.push_back({"typical_per_kam_low_or", text_of(group.typical->other->accounts_low), false});
    members.push_back({"typical_per_kam_high_or", text_of(group.typical->other->accounts_high), false});
  }
  if (group.load && group.load->band.other) members.push_back({"band_or", to_text(*group.load->band.other), true});
  return members;
}

std::vector<std::string> sum_notes(const engine::Portfolio& portfolio, const FigureStyle& style) {
  std::vector<const engine::Group*> groups{&portfolio.total};
  for (const engine::Group& group : portfolio.groups) groups.push_back(&group);
  const auto count = [&](auto applies) {
    return std::count_if(groups.begin(), groups.end(), [&](const engine::Group* group) { return applies(*group); });
  };
  std::vector<std::string> notes;
  if (style.exact && count(has_rounded_sum) > 0)
    notes.emplace_back("sums whose fractions would be longer than 4,096 bits are rounded to 30 decimals");
  if (const auto undecided = count(is_undecided); undecided > 0)
    notes.push_back(fmt::format(
        "of {} of {} sums headcount, accounts per KAM or band can be read in two ways: the efforts have too many "
        "different denominators to be added up exactly, and 30 decimals do not decide it; CSV has the reading of the "
        "greater effort, tables and JSON have both",
        undecided, groups.size()));
  return notes;
}

std::vector<bool> group_holds_text(const Model& model, const std::vector<engine::GroupBy>& by) {
  std::vector<bool> result(group_heads(model, by).size(), false);
  std::fill_n(result.begin(), by.size(), true);
  if (group_has_load(model, by)) result.back() = true;
  return result;
}

}  // namespace spanne::records
