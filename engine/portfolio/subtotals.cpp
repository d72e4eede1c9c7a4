#include "engine/portfolio/subtotals.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace spanne::engine {
namespace {

void widen(std::optional<Range>& reach, const Range& range) {
  if (!reach) {
    reach = range;
    return;
  }
  reach->low = std::min(reach->low, range.low);
  reach->high = std::max(reach->high, range.high);
}

/// Several labels are joined into one text, each preceded by its length.
void join(std::string& joined, std::string_view label) {
  const auto size = static_cast<std::uint32_t>(label.size());
  joined.append(reinterpret_cast<const char*>(&size), sizeof size);
  joined += label;
}

bool is_unreadable(const EvaluatedRow& row, AttributeId id) {
  return row.unreadable != nullptr && std::any_of(row.unreadable->begin(), row.unreadable->end(),
                                                  [&](const auto& cell) { return cell.first == id; });
}

/// Returns an empty label if the value is missing, nullopt if the cell of a rejected row cannot be read.
std::optional<std::string> label_of(const EvaluatedRow& row, const GroupBy& by, const Model& model) {
  if (!by.attribute) {
    const auto& cluster = row.outcome->cluster;
    return cluster ? std::optional(model.clusters[*cluster].name) : std::nullopt;
  }
  if (is_unreadable(row, *by.attribute)) return std::nullopt;
  const Value& value = row.account->values[*by.attribute];
  if (is_missing(value)) return "";
  const std::string text = to_text(value, model.attributes[*by.attribute].type, model);
  return text.empty() ? std::string(empty_text_label) : text;
}

}  // namespace

std::optional<std::string> group_label(const EvaluatedRow& row, const std::vector<GroupBy>& by, const Model& model) {
  std::string all;
  for (const GroupBy& part : by) {
    auto label = label_of(row, part, model);
    if (!label || by.size() == 1) return label;
    join(all, *label);
  }
  return all;
}

std::vector<std::string> labels_in(const std::string& label, std::size_t count) {
  if (count == 1) return {label};
  std::vector<std::string> labels;
  for (std::size_t at = 0; labels.size() < count;) {
    std::uint32_t size = 0;
    std::memcpy(&size, label.data() + at, sizeof size);
    labels.push_back(label.substr(at + sizeof size, size));
    at += sizeof size + size;
  }
  return labels;
}

Subtotals::Subtotals(const Model& model, const Plan* plan, std::vector<GroupBy> by, std::shared_ptr<Labels> labels)
    : model_(&model), plan_(plan), by_(std::move(by)), labels_(std::move(labels)) {
  if (plan != nullptr) figures_.push_back(&plan->total);
}

void Subtotals::break_down() {
  assert(sums_.empty());
  breaks_down_ = true;
  if (plan_ == nullptr) return;
  assert(plan_->wanted.kinds);
  for (const auto& kind : plan_->kinds) figures_.push_back(&kind);
  figures_.push_back(&plan_->limit);
}

void Subtotals::count_accounts() {
  if (const auto keys = model_->key_attributes(); !keys.empty()) account_ = keys.front();
}

// ---------------------------------------------------------------------------------------------- groups

/// The index of a label among the sums.
std::size_t Subtotals::group_of(std::string_view label) {
  const std::size_t group = labels_->number_of(label);
  if (group >= sums_.size()) {
    sums_.resize(group + 1);
    counts_.resize(sums_.size() * part_ends());
  }
  return group;
}

/// Choices and clusters are looked up by code, without searching for the label.
std::size_t Subtotals::group_of_code(std::size_t code, const std::string& label) {
  if (code >= groups_of_codes_.size()) groups_of_codes_.resize(code + 1);
  std::uint32_t& group = groups_of_codes_[code];
  if (group == 0) group = static_cast<std::uint32_t>(group_of(label)) + 1;
  return group - 1;
}

std::size_t Subtotals::group_of_row(const Block& block, const BlockEvaluator& outcomes, std::size_t row) {
  if (by_.empty()) return group_of_code(0, "");
  if (by_.size() > 1) {
    joined_.clear();
    for (const GroupBy& by : by_) join(joined_, label(block, outcomes, row, by));
    return group_of(joined_);
  }
  const auto id = by_.front().attribute;
  if (!id) return group_of_code(outcomes.cluster(row), model_->clusters[outcomes.cluster(row)].name);
  const Type& type = model_->attributes[*id].type;
  const Column& column = block.columns[*id];
  if (type.kind != TypeKind::choice || !column.known.get(row))
    return group_of(label(block, outcomes, row, by_.front()));
  const auto code = static_cast<std::size_t>(column.code->of[row]);
  return group_of_code(code, model_->choices[type.choice].values[code]);
}

std::string_view Subtotals::label(const Block& block, const BlockEvaluator& outcomes, std::size_t row,
                                  const GroupBy& by) {
  return by.attribute ? text(block, row, *by.attribute) : model_->clusters[outcomes.cluster(row)].name;
}

/// The text is valid until the next call.
std::string_view Subtotals::text(const Block& block, std::size_t row, AttributeId id) {
  const Column& column = block.columns[id];
  if (!column.known.get(row)) return {};
  if (column.column_kind == ColumnKind::text) {
    const std::string_view text = (*column.text)[row];
    return text.empty() ? empty_text_label : text;
  }
  const Type& type = model_->attributes[id].type;
  return text_buffer_ = to_text(block.get(row, id, type), type, *model_);
}

// ---------------------------------------------------------------------------------------------- sums

void Subtotals::add(const Block& block, const BlockEvaluator& outcomes, std::size_t row, std::uint64_t place) {
  const std::size_t group = group_of_row(block, outcomes, row);
  Sum& sum = sums_[group];
  sum.first = std::min(sum.first, place);
  ++sum.rows;
  if (breaks_down_) {
    sum.least = std::min(sum.least, outcomes.low(plan_->total, row));
    sum.most = std::max(sum.most, outcomes.high(plan_->total, row));
  }
  for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
    add_count(group, 2 * figure, outcomes.low(*figures_[figure], row));
    add_count(group, 2 * figure + 1, outcomes.high(*figures_[figure], row));
  }
  if (account_ && block.columns[*account_].known.get(row)) note_account(text(block, row, *account_));
}

void Subtotals::add_count(std::size_t group, std::size_t end, std::int64_t more) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(end_of(*this, group, end), more, &sum)) {
    spilled_[group].add(counted(group));
    for (std::size_t each_end = 0; each_end < 2 * figures_.size(); ++each_end) end_of(*this, group, each_end) = 0;
    sum = more;
  }
  end_of(*this, group, end) = sum;
}

void Subtotals::add(const EvaluatedRow& row, std::uint64_t place) {
  if (account_) {
    const Value& account = row.account->values[*account_];
    if (!is_missing(account)) note_account(to_text(account, model_->attributes[*account_].type, *model_));
  }
  const std::optional<std::string> name = group_label(row, by_, *model_);
  if (!name) {
    ++rejected_alone_;
    return;
  }
  const std::size_t group = group_of(*name);
  Sum& sum = sums_[group];
  sum.first = std::min(sum.first, place);
  ++sum.rows;
  if (row.rejected) {
    ++sum.rejected;
    return;
  }
  PlainSums& sums = plain_sums_[group];
  if (breaks_down_)
    sums.add(*row.outcome);
  else
    sums.effort.add(row.outcome->total);
}

void Subtotals::add(const Subtotals& more) {
  rejected_alone_ += more.rejected_alone_;
  for (std::size_t other = 0; other < more.sums_.size(); ++other)
    if (more.sums_[other].rows > 0) add_group(group_of(more.labels_->text(other)), more, other);
  for (std::size_t account = 0; account < more.accounts_.size(); ++account) note_account(more.accounts_.text(account));
}

void Subtotals::add_group(std::size_t group, const Subtotals& more, std::size_t other) {
  Sum& sum = sums_[group];
  const Sum& other_sum = more.sums_[other];
  sum.first = std::min(sum.first, other_sum.first);
  sum.rows += other_sum.rows;
  sum.rejected += other_sum.rejected;
  sum.least = std::min(sum.least, other_sum.least);
  sum.most = std::max(sum.most, other_sum.most);
  for (std::size_t end = 0; end < 2 * figures_.size(); ++end) add_count(group, end, end_of(more, other, end));
  if (const auto spilled = more.spilled_.find(other); spilled != more.spilled_.end())
    spilled_[group].add(spilled->second);
  if (const auto plain = more.plain_sums_.find(other); plain != more.plain_sums_.end())
    plain_sums_[group].add(plain->second);
}

// ---------------------------------------------------------------------------------------------- what they come to

void Subtotals::Amounts::add(const Amounts& more) {
  effort += more.effort;
  parts.kinds.resize(std::max(parts.kinds.size(), more.parts.kinds.size()));
  for (KindId kind = 0; kind < more.parts.kinds.size(); ++kind) parts.kinds[kind] += more.parts.kinds[kind];
  parts.limit += more.parts.limit;
  if (more.parts.reach) widen(parts.reach, *more.parts.reach);
}

void Subtotals::EndSums::add(const Range& more) {
  low.add(more.low);
  high.add(more.high);
}

void Subtotals::EndSums::add(const EndSums& more) {
  low.add(more.low);
  high.add(more.high);
}

Range Subtotals::EndSums::bounds(Range& lower) const {
  Enclosure low_end = low.value(), high_end = high.value();
  lower = {std::move(low_end.low), std::move(high_end.low)};
  return {std::move(low_end.high), std::move(high_end.high)};
}

void Subtotals::PlainSums::add(const Outcome& outcome) {
  effort.add(outcome.total);
  kinds.resize(std::max(kinds.size(), outcome.kinds.size()));
  for (KindId kind = 0; kind < outcome.kinds.size(); ++kind) kinds[kind].add(outcome.kinds[kind]);
  limit.add(outcome.limit);
  widen(reach, outcome.total);
}

void Subtotals::PlainSums::add(const PlainSums& more) {
  effort.add(more.effort);
  kinds.resize(std::max(kinds.size(), more.kinds.size()));
  for (KindId kind = 0; kind < more.kinds.size(); ++kind) kinds[kind].add(more.kinds[kind]);
  limit.add(more.limit);
  if (more.reach) widen(reach, *more.reach);
}

Subtotals::Amounts Subtotals::counted(std::size_t group) const {
  Amounts all;
  if (breaks_down_) all.parts.kinds.resize(model_->kinds.size());
  const auto range = [&](std::size_t figure) {
    const Fraction& unit = figures_[figure]->unit;
    return Range{Fraction(end_of(*this, group, 2 * figure)) * unit,
                 Fraction(end_of(*this, group, 2 * figure + 1)) * unit};
  };
  if (figures_.empty()) return all;
  all.effort = range(0);
  if (!breaks_down_) return all;
  for (KindId kind = 0; kind < all.parts.kinds.size(); ++kind) all.parts.kinds[kind] = range(kind + 1);
  all.parts.limit = range(figures_.size() - 1);
  const std::int64_t least = sums_[group].least, most = sums_[group].most;
  if (least <= most) all.parts.reach = Range{Fraction(least) * plan_->total.unit, Fraction(most) * plan_->total.unit};
  return all;
}

/// Adds the sums to those of the plan. Returns the bounds if not all of them are exact.
std::shared_ptr<const InexactSums> Subtotals::add_plain(Amounts& all, PlainSums sums) const {
  sums.effort.add(all.effort);
  InexactSums upper;
  upper.effort = sums.effort.bounds(all.effort);
  bool is_exact = upper.effort == all.effort;
  if (breaks_down_) {
    sums.kinds.resize(all.parts.kinds.size());
    for (KindId kind = 0; kind < sums.kinds.size(); ++kind) {
      sums.kinds[kind].add(all.parts.kinds[kind]);
      upper.kinds.push_back(sums.kinds[kind].bounds(all.parts.kinds[kind]));
      is_exact = is_exact && upper.kinds.back() == all.parts.kinds[kind];
    }
    sums.limit.add(all.parts.limit);
    upper.limit = sums.limit.bounds(all.parts.limit);
    is_exact = is_exact && upper.limit == all.parts.limit;
    if (sums.reach) widen(all.parts.reach, *sums.reach);
  }
  if (is_exact) return nullptr;
  upper.low = std::move(sums.effort.low);
  upper.high = std::move(sums.effort.high);
  return std::make_shared<const InexactSums>(std::move(upper));
}

Subtotal Subtotals::subtotal(std::size_t group) const {
  const Sum& sum = sums_[group];
  Amounts all = counted(group);
  if (const auto spilled = spilled_.find(group); spilled != spilled_.end()) all.add(spilled->second);
  const auto plain = plain_sums_.find(group);
  auto inexact = plain == plain_sums_.end() ? nullptr : add_plain(all, plain->second);
  auto parts = breaks_down_ ? std::make_shared<const Breakdown>(std::move(all.parts)) : nullptr;
  return {sum.rows, sum.rejected, std::move(all.effort), std::move(parts), std::move(inexact)};
}

std::vector<LabelledSubtotal> Subtotals::groups() const {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t group = 0; !by_.empty() && group < sums_.size(); ++group)
    if (sums_[group].rows > 0) order.emplace_back(sums_[group].first, group);
  std::sort(order.begin(), order.end());
  std::vector<LabelledSubtotal> all;
  all.reserve(order.size());
  for (const auto& [first, group] : order) all.push_back({std::string(labels_->text(group)), subtotal(group)});
  return all;
}

Subtotal Subtotals::total() const {
  Subtotals all(*model_, plan_, {});
  if (breaks_down_) all.break_down();
  const std::size_t together = all.group_of("");
  for (std::size_t group = 0; group < sums_.size(); ++group) all.add_group(together, *this, group);
  Subtotal sum = all.subtotal(together);
  sum.rows += rejected_alone_;
  sum.rejected += rejected_alone_;
  return sum;
}

Tally Subtotals::tally() const { return {groups(), total(), accounts_.size(), rejected_alone_}; }

}  // namespace spanne::engine
