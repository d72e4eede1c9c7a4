#include "records/stream/impact/impact_work.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <tuple>

namespace spanne::records {

using engine::AttributeId;
using engine::Mover;

// ---------------------------------------------------------------------------------------------- all chunks

std::optional<StreamError> ImpactWork::begin() {
  result_ = {};
  unknown_owners_ = {};
  rows_.clear();
  first_.clear();
  sums_.clear();
  return std::nullopt;
}

std::optional<StreamError> ImpactWork::take(ChunkResult& result) {
  result_.impact.moved += result.moved;
  result_.impact.same += result.same;
  result_.impact.rejected_both += result.rejected_both;
  result_.cells.add(result.cells);
  for (const std::size_t side : {0U, 1U})
    if (!unknown_owners_[side]) unknown_owners_[side] = std::move(result.unknown_owners[side]);
  if (result.rows.empty()) return std::nullopt;
  const std::string_view text = result_.texts.emplace_back(std::move(result.text));
  for (Row& row : result.rows) rows_.push_back({std::move(row.rank), text.substr(row.begin, row.size)});
  return std::nullopt;
}

void ImpactWork::merge(Worker& worker) {
  if (sums_.empty())
    sums_ = std::move(worker.sums_);
  else
    for (const std::size_t side : {0U, 1U}) sums_[side].add(worker.sums_[side]);
  for (const auto& [name, count] : worker.responsible_) result_.impact.responsible[name] += count;
  std::move(worker.first_.begin(), worker.first_.end(), std::back_inserter(first_));
}

engine::VersionGroups ImpactWork::groups(const ImpactSide& side, engine::Tally& tally) const {
  return {side.evaluator->model(), side.by, std::move(tally.groups), side.kams};
}

ImpactResult ImpactWork::result() {
  engine::Impact& impact = result_.impact;
  engine::Tally before = sums_[0].tally(), after = sums_[1].tally();
  impact.ungrouped[0] = before.ungrouped;
  impact.ungrouped[1] = after.ungrouped;
  impact.total = {"", engine::GroupSide{std::move(before.total), {}}, engine::GroupSide{std::move(after.total), {}}};
  if (job_.after.by) impact.groups = paired(groups(job_.before, before), groups(job_.after, after), *job_.comparison);
  std::sort(first_.begin(), first_.end(), [](const First& a, const First& b) { return a.comes_before(b); });
  if (first_.size() > job_.first) first_.erase(first_.begin() + static_cast<std::ptrdiff_t>(job_.first), first_.end());
  for (First& first : first_) impact.movers.push_back(std::move(first.mover));
  result_.unknown_owner = std::move(unknown_owners_[unknown_owners_[0] ? 0 : 1]);
  if (job_.rows) result_.heads = text_.begin();
  std::stable_sort(rows_.begin(), rows_.end(),
                   [](const RankedRow& a, const RankedRow& b) { return a.rank.is_ahead_of(b.rank); });
  for (const RankedRow& row : rows_) result_.rows.push_back(row.text);
  return std::move(result_);
}

// ---------------------------------------------------------------------------------------------- movers

/// Counts the row. Returns whether it is a mover that has to be shown.
bool ImpactWork::Worker::moves(const Mover& mover) {
  const bool same = movement_.same(mover.before, mover.after);
  const bool rejected_both = mover.before.rejected() && mover.after.rejected();
  ++(rejected_both ? result_->rejected_both : same ? result_->same : result_->moved);
  return !same && work_.job_.shows_movers();
}

/// By the new version's attributes; where it has no value, by the old one's.
template <class OldValue, class NewValue>
void ImpactWork::Worker::name(Mover& mover, std::size_t row, const OldValue& old_value,
                              const NewValue& new_value) const {
  mover.line = sides_[1].reader.line_of(row);
  const Notation notation = notation_of(work_.job_.rows.value_or(Format::csv));
  const auto text_in = [notation](const Side& side, AttributeId id, const engine::Value& value) {
    return name_text(value, id, side.model, notation);
  };
  for (std::size_t column = 0; column < names_.all.size(); ++column) {
    const AttributeId id = names_.all[column];
    std::string text = text_in(sides_[1], id, new_value(id));
    if (const auto old = old_names_[column]; text.empty() && old) text = text_in(sides_[0], *old, old_value(*old));
    if (column < names_.keys.size())
      mover.key.push_back(std::move(text));
    else
      mover.owner = std::move(text);
  }
}

/// Only a mover that is shown has to be complete.
template <class Complete>
void ImpactWork::Worker::keep(Mover& mover, std::size_t row, const Complete& complete) {
  if (work_.job_.rows) {
    complete();
    const std::size_t begin = result_->text.size();
    work_.text_.append(result_->text, mover);
    result_->rows.push_back({MoverRank(mover), begin, result_->text.size() - begin});
    return;
  }
  for (const auto& responsible : mover.responsible) ++responsible_[responsible.name];
  First one{MoverRank(mover), first_place_ + row, {}};
  const auto is_before = [](const First& a, const First& b) { return a.comes_before(b); };
  if (first_.size() == work_.job_.first && !is_before(one, first_.back())) return;
  complete();
  one.mover = std::move(mover);
  first_.insert(std::upper_bound(first_.begin(), first_.end(), one, is_before), std::move(one));
  if (first_.size() > work_.job_.first) first_.pop_back();
}

// ---------------------------------------------------------------------------------------------- one chunk

ImpactWork::Worker::Side::Side(const ImpactSide& asked, const View& view, const ScanPlan& plan)
    : evaluator(*view.evaluator), model(view.evaluator->model()), reader(view, plan) {
  for (const auto& kam : asked.kams) kams.insert(kam.name);
}

ImpactWork::Worker::Worker(const ImpactWork& work, const std::vector<View>& views, const ScanPlan& plan)
    : work_(work),
      plan_(plan),
      movement_(*views[0].evaluator, *views[1].evaluator, *work.job_.comparison),
      sides_{Side(work.job_.before, views[0], plan), Side(work.job_.after, views[1], plan)},
      names_(sides_[1].model),
      old_names_(names_.in_old_version(sides_[1].model, sides_[0].model, *work.job_.comparison)) {
  const auto labels = std::make_shared<engine::Labels>();
  for (const std::size_t side : {0U, 1U}) {
    const ImpactSide& asked = side == 0 ? work.job_.before : work.job_.after;
    const auto by = asked.by ? std::vector{*asked.by} : std::vector<engine::GroupBy>{};
    sums_.emplace_back(sides_[side].model, views[side].plan, by, labels);
    if (views[side].plan != nullptr)
      sides_[side].contributions.emplace(sides_[side].evaluator, *views[side].plan, movement_.sides(), side == 1);
  }
  auto& [old_side, new_side] = sides_;
  if (!old_side.contributions || !new_side.contributions) return;
  old_side.contributions->compare_with(*new_side.contributions);
  new_side.contributions->compare_with(*old_side.contributions);
}

ScanEnd ImpactWork::Worker::work(const Chunk& chunk, ChunkResult& result) {
  result_ = &result;
  first_place_ = chunk.index * engine::block_rows;
  for (const std::size_t side : {0U, 1U}) {
    BlockReader& reader = sides_[side].reader;
    const ScanEnd ending = reader.read(chunk, result.keys[side]);
    if (ending == ScanEnd::failed) result.error = reader.error();
    if (ending != ScanEnd::done) return ending;
    if (!plan_.shows_results()) reader.note_keys();
  }
  return plan_.shows_results() ? compare_rows() : ScanEnd::done;
}

ScanEnd ImpactWork::Worker::compare_rows() {
  using Kind = BlockReader::Kind;
  auto& [old_side, new_side] = sides_;
  for (std::size_t row = 0; row < new_side.reader.rows(); ++row) {
    const Kind before = old_side.reader.kind(row), after = new_side.reader.kind(row);
    if (before == Kind::restart) return old_side.reader.restart_reason();
    if (after == Kind::restart) return new_side.reader.restart_reason();
    if (before == Kind::blank || after == Kind::blank) continue;
    if (before == Kind::planned && after == Kind::planned)
      compare_planned(row);
    else
      compare_plainly(row, tried(old_side, before, row), tried(new_side, after, row));
  }
  for (Side& side : sides_) side.reader.end_rows();
  result_->cells.add(new_side.reader.take_counts());
  return ScanEnd::done;
}

void ImpactWork::Worker::compare_planned(std::size_t row) {
  for (const std::size_t side : {0U, 1U}) {
    const auto& [model, reader] = std::tie(sides_[side].model, sides_[side].reader);
    const engine::Block& block = reader.batch().block;
    sums_[side].add(block, reader.outcomes(), row, first_place_ + row);
    if (sides_[side].kams.empty()) continue;
    const AttributeId owner = *model.owner_attribute();
    note_owner(side, row, block.get(row, owner, model.attributes[owner].type));
  }
  Side &old_side = sides_[0], &new_side = sides_[1];
  const engine::BlockEvaluator &before = old_side.reader.outcomes(), &after = new_side.reader.outcomes();
  const engine::Block &old_block = old_side.reader.batch().block, &new_block = new_side.reader.batch().block;
  Mover mover;
  mover.before = before.figures(row);
  mover.after = after.figures(row);
  if (!moves(mover)) return;
  mover.change = movement_.change(mover.before, mover.after);
  mover.responsible = movement_.responsible(old_side.contributions->list(old_block, before, after, row),
                                            new_side.contributions->list(new_block, after, before, row));
  keep(mover, row, [&] {
    mover.before.span = span_of(mover.before.total, old_side.model);
    mover.after.span = span_of(mover.after.total, new_side.model);
    name(
        mover, row, [&](AttributeId id) { return old_block.get(row, id, old_side.model.attributes[id].type); },
        [&](AttributeId id) { return new_block.get(row, id, new_side.model.attributes[id].type); });
  });
}

void ImpactWork::Worker::compare_plainly(std::size_t row, Tried before, Tried after) {
  for (const std::size_t side : {0U, 1U}) {
    const Tried& tried = side == 0 ? before : after;
    const engine::Outcome& outcome = tried.outcome;
    sums_[side].add({&tried.row.account, &outcome, outcome.rejected(), &tried.row.unreadable}, first_place_ + row);
    if (const auto owner = sides_[side].model.owner_attribute())
      note_owner(side, row, tried.row.account.values[*owner]);
  }
  Mover mover;
  mover.before = std::move(before.outcome);
  mover.after = std::move(after.outcome);
  if (!moves(mover)) return;
  const engine::Account &old_account = before.row.account, &new_account = after.row.account;
  mover.change = movement_.change(mover.before, mover.after);
  if (!mover.rejected_once()) mover.responsible = movement_.responsible(old_account, new_account, mover);
  keep(mover, row, [&] {
    name(
        mover, row, [&](AttributeId id) { return old_account.values[id]; },
        [&](AttributeId id) { return new_account.values[id]; });
  });
}

ImpactWork::Worker::Tried ImpactWork::Worker::tried(Side& side, BlockReader::Kind kind, std::size_t row) {
  Tried tried;
  tried.row = kind == BlockReader::Kind::fallback ? std::move(side.reader.account()) : side.reader.read_alone(row);
  tried.outcome = judge(tried.row.account, tried.row.reasons, side.evaluator);
  return tried;
}

void ImpactWork::Worker::note_owner(std::size_t side, std::size_t row, const engine::Value& owner) {
  const Side& version = sides_[side];
  if (version.kams.empty()) return;
  records::note_owner(result_->unknown_owners[side], version.kams, version.reader.line_of(row), owner, version.model);
}

}  // namespace spanne::records
