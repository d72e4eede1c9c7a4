#include "engine/portfolio/subtotals.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace spanne::engine {

Subtotal& Subtotal::operator+=(const Subtotal& more) {
  rows += more.rows;
  rejected += more.rejected;
  effort += more.effort;
  return *this;
}

Subtotals::Subtotals(const Model& model, const Plan* plan, std::optional<GroupBy> by)
    : model_(model), plan_(plan), by_(by), slots_(64) {}

// ---------------------------------------------------------------------------------------------- groups

/// Its place among the sums.
std::size_t Subtotals::group_of(std::string_view label, std::uint64_t place) {
  const std::uint64_t print = std::hash<std::string_view>()(label);
  std::size_t at = print & (slots_.size() - 1);
  for (; slots_[at].group != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].print == print && labels_[slots_[at].group - 1] == label) return slots_[at].group - 1;
  labels_.emplace_back(label);
  sums_.push_back({place});
  slots_[at] = {print, static_cast<std::uint32_t>(sums_.size())};
  if (sums_.size() * 2 > slots_.size()) grow();
  return sums_.size() - 1;
}

void Subtotals::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.group == 0) continue;
    std::size_t at = slot.print & (slots_.size() - 1);
    while (slots_[at].group != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

/// Choices and clusters need no search for their name.
std::size_t Subtotals::group_of_code(std::size_t code, const std::string& label, std::uint64_t place) {
  if (code >= groups_of_codes_.size()) groups_of_codes_.resize(code + 1);
  std::uint32_t& group = groups_of_codes_[code];
  if (group == 0) group = static_cast<std::uint32_t>(group_of(label, place)) + 1;
  return group - 1;
}

std::size_t Subtotals::group_of_cell(const Block& block, const BlockEvaluator& outcomes, std::size_t row,
                                     std::uint64_t place) {
  if (!by_) return group_of_code(0, "", place);
  if (!by_->attribute) return group_of_code(outcomes.cluster(row), model_.clusters[outcomes.cluster(row)].name, place);
  const AttributeId id = *by_->attribute;
  const Type& type = model_.attributes[id].type;
  const Column& column = block.columns[id];
  if (!column.known.get(row)) return group_of("", place);
  if (column.lane == Lane::text) return group_of((*column.text)[row], place);
  if (type.kind == TypeKind::choice)
    return group_of_code(static_cast<std::size_t>(column.code->of[row]),
                         model_.choices[type.choice].values[static_cast<std::size_t>(column.code->of[row])], place);
  return group_of(to_text(block.get(row, id, type), type, model_), place);
}

// ---------------------------------------------------------------------------------------------- sums

void Subtotals::add(const Block& block, const BlockEvaluator& outcomes, std::size_t row, std::uint64_t place) {
  count(group_of_cell(block, outcomes, row, place), place, outcomes.low(plan_->total, row),
        outcomes.high(plan_->total, row));
}

void Subtotals::count(std::size_t group, std::uint64_t place, std::int64_t low, std::int64_t high) {
  Sum& sum = sums_[group];
  sum.first = std::min(sum.first, place);
  ++sum.rows;
  std::int64_t new_low = 0, new_high = 0;
  if (__builtin_add_overflow(sum.low, low, &new_low) || __builtin_add_overflow(sum.high, high, &new_high)) {
    add_rest(group, {Fraction(sum.low) * plan_->total.unit, Fraction(sum.high) * plan_->total.unit});
    new_low = low;
    new_high = high;
  }
  sum.low = new_low;
  sum.high = new_high;
}

void Subtotals::add_rest(std::size_t group, const Range& effort) { more_[group] += effort; }

void Subtotals::add(const EvaluatedRow& row, std::uint64_t place) {
  const std::optional<std::string> label = by_ ? label_of(row, *by_, model_) : std::string();
  if (!label) {
    ++ungrouped_.rows;
    ++ungrouped_.rejected;
    return;
  }
  const std::size_t group = group_of(*label, place);
  Sum& sum = sums_[group];
  sum.first = std::min(sum.first, place);
  ++sum.rows;
  if (row.rejected)
    ++sum.rejected;
  else
    add_rest(group, row.outcome->total);
}

Subtotal Subtotals::subtotal(std::size_t group) const {
  const Sum& sum = sums_[group];
  Subtotal all{sum.rows, sum.rejected, {}};
  if (plan_ != nullptr) all.effort = {Fraction(sum.low) * plan_->total.unit, Fraction(sum.high) * plan_->total.unit};
  if (const auto more = more_.find(group); more != more_.end()) all.effort += more->second;
  return all;
}

std::vector<LabelledSubtotal> Subtotals::groups() const {
  std::vector<LabelledSubtotal> all;
  if (!by_) return all;
  for (std::size_t group = 0; group < sums_.size(); ++group)
    all.push_back({labels_[group], sums_[group].first, subtotal(group)});
  return all;
}

Subtotal Subtotals::total() const {
  Subtotal all = ungrouped_;
  for (std::size_t group = 0; group < sums_.size(); ++group) all += subtotal(group);
  return all;
}

// ---------------------------------------------------------------------------------------------- all threads

std::vector<LabelledSubtotal> groups_of(const std::vector<Subtotals>& parts) {
  std::vector<LabelledSubtotal> groups;
  std::unordered_map<std::string, std::size_t> places;
  for (const Subtotals& part : parts)
    for (LabelledSubtotal& one : part.groups()) {
      const auto [place, fresh] = places.emplace(one.label, groups.size());
      if (fresh) {
        groups.push_back(std::move(one));
        continue;
      }
      LabelledSubtotal& same = groups[place->second];
      same.first = std::min(same.first, one.first);
      same.sum += one.sum;
    }
  std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return groups;
}

Subtotal total_of(const std::vector<Subtotals>& parts) {
  Subtotal total;
  for (const Subtotals& part : parts) total += part.total();
  return total;
}

}  // namespace spanne::engine
