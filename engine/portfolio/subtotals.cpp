#include "engine/portfolio/subtotals.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace spanne::engine {

Subtotal& Subtotal::operator+=(const Subtotal& more) {
  rows += more.rows;
  rejected += more.rejected;
  effort += more.effort;
  return *this;
}

// ---------------------------------------------------------------------------------------------- labels

std::size_t Labels::number_of(std::string_view label) {
  if (last_ < texts_.size() && texts_[last_] == label) return last_;
  const std::uint64_t print = std::hash<std::string_view>()(label);
  std::size_t at = print & (slots_.size() - 1);
  for (; slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].print == print && texts_[slots_[at].number - 1] == label) return last_ = slots_[at].number - 1;
  texts_.emplace_back(label);
  slots_[at] = {print, static_cast<std::uint32_t>(texts_.size())};
  if (texts_.size() * 2 > slots_.size()) grow();
  return last_ = texts_.size() - 1;
}

void Labels::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = slot.print & (slots_.size() - 1);
    while (slots_[at].number != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

Subtotals::Subtotals(const Model& model, const Plan* plan, std::optional<GroupBy> by, Labels& labels)
    : model_(&model), plan_(plan), by_(by), labels_(&labels) {}

/// Its place among the sums.
std::size_t Subtotals::group_of(std::string_view label) {
  const std::size_t group = labels_->number_of(label);
  if (group >= sums_.size()) sums_.resize(group + 1);
  return group;
}

/// Choices and clusters need no search for their name.
std::size_t Subtotals::group_of_code(std::size_t code, const std::string& label) {
  if (code >= groups_of_codes_.size()) groups_of_codes_.resize(code + 1);
  std::uint32_t& group = groups_of_codes_[code];
  if (group == 0) group = static_cast<std::uint32_t>(group_of(label)) + 1;
  return group - 1;
}

std::size_t Subtotals::group_of_cell(const Block& block, const BlockEvaluator& outcomes, std::size_t row) {
  if (!by_) return group_of_code(0, "");
  if (!by_->attribute) return group_of_code(outcomes.cluster(row), model_->clusters[outcomes.cluster(row)].name);
  const AttributeId id = *by_->attribute;
  const Type& type = model_->attributes[id].type;
  const Column& column = block.columns[id];
  if (!column.known.get(row)) return group_of("");
  if (column.lane == Lane::text) return group_of((*column.text)[row]);
  if (type.kind == TypeKind::choice) {
    const auto code = static_cast<std::size_t>(column.code->of[row]);
    return group_of_code(code, model_->choices[type.choice].values[code]);
  }
  return group_of(to_text(block.get(row, id, type), type, *model_));
}

// ---------------------------------------------------------------------------------------------- sums

void Subtotals::add(const Block& block, const BlockEvaluator& outcomes, std::size_t row, std::uint64_t place) {
  const std::size_t group = group_of_cell(block, outcomes, row);
  sums_[group].first = std::min(sums_[group].first, place);
  ++sums_[group].rows;
  add_counts(group, outcomes.low(plan_->total, row), outcomes.high(plan_->total, row));
}

void Subtotals::add_counts(std::size_t group, std::int64_t low, std::int64_t high) {
  Sum& sum = sums_[group];
  std::int64_t new_low = 0, new_high = 0;
  if (__builtin_add_overflow(sum.low, low, &new_low) || __builtin_add_overflow(sum.high, high, &new_high)) {
    more_[group] += effort(sum);
    new_low = low;
    new_high = high;
  }
  sum.low = new_low;
  sum.high = new_high;
}

Range Subtotals::effort(const Sum& sum) const {
  if (plan_ == nullptr) return {};
  return {Fraction(sum.low) * plan_->total.unit, Fraction(sum.high) * plan_->total.unit};
}

void Subtotals::add(const EvaluatedRow& row, std::uint64_t place) {
  const std::optional<std::string> label = by_ ? label_of(row, *by_, *model_) : std::string();
  if (!label) {
    ++ungrouped_.rows;
    ++ungrouped_.rejected;
    return;
  }
  const std::size_t group = group_of(*label);
  Sum& sum = sums_[group];
  sum.first = std::min(sum.first, place);
  ++sum.rows;
  if (row.rejected)
    ++sum.rejected;
  else
    more_[group] += row.outcome->total;
}

void Subtotals::add(const Subtotals& more) {
  ungrouped_ += more.ungrouped_;
  for (std::size_t other = 0; other < more.sums_.size(); ++other) {
    const Sum& one = more.sums_[other];
    if (one.rows == 0) continue;
    const std::size_t group = group_of(more.labels_->text(other));
    sums_[group].first = std::min(sums_[group].first, one.first);
    sums_[group].rows += one.rows;
    sums_[group].rejected += one.rejected;
    add_counts(group, one.low, one.high);
    if (const auto rest = more.more_.find(other); rest != more.more_.end()) more_[group] += rest->second;
  }
}

Subtotal Subtotals::subtotal(std::size_t group) const {
  const Sum& sum = sums_[group];
  Subtotal all{sum.rows, sum.rejected, effort(sum)};
  if (const auto more = more_.find(group); more != more_.end()) all.effort += more->second;
  return all;
}

std::vector<LabelledSubtotal> Subtotals::groups() const {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t group = 0; by_ && group < sums_.size(); ++group)
    if (sums_[group].rows > 0) order.emplace_back(sums_[group].first, group);
  std::sort(order.begin(), order.end());
  std::vector<LabelledSubtotal> all;
  all.reserve(order.size());
  for (const auto& [first, group] : order) all.push_back({labels_->text(group), subtotal(group)});
  return all;
}

Subtotal Subtotals::total() const {
  Subtotal all = ungrouped_;
  for (std::size_t group = 0; group < sums_.size(); ++group) all += subtotal(group);
  return all;
}

}  // namespace spanne::engine
