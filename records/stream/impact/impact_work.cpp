#include "records/stream/impact/impact_work.hpp"

#include <algorithm>
#include <cstdlib>

namespace spanne::records {

using engine::AttributeId;
using engine::Fraction;
using engine::Mover;

// ---------------------------------------------------------------------------------------------- ranks

bool is_ahead(const MoverRank& a, const MoverRank& b, const Fraction& unit) {
  if (a.rejected_once || b.rejected_once) return a.rejected_once && !b.rejected_once;
  if (a.count && b.count) return *a.count > *b.count;
  const auto size = [&](const MoverRank& rank) { return rank.count ? Fraction(*rank.count) * unit : rank.size; };
  return size(a) > size(b);
}

void MoverRows::take(std::string text, const std::vector<Row>& rows) {
  const std::string& kept = *texts_.emplace_back(std::make_unique<std::string>(std::move(text)));
  for (const Row& row : rows) {
    const auto piece = std::string_view(kept).substr(row.begin, row.size);
    if (row.rank.rejected_once) {
      rejected_once_.push_back(piece);
      continue;
    }
    if (!row.rank.count) sizes_.push_back(row.rank.size);
    places_.push_back({row.rank.count.value_or(0), static_cast<std::uint32_t>(pieces_.size()),
                       row.rank.count ? 0 : static_cast<std::uint32_t>(sizes_.size())});
    pieces_.push_back(piece);
  }
}

std::vector<std::string_view> MoverRows::sorted() const {
  const auto size = [&](const Place& place) {
    return place.uncounted == 0 ? Fraction(place.count) * unit_ : sizes_[place.uncounted - 1];
  };
  auto places = places_;
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.uncounted == 0 && b.uncounted == 0) return a.count != b.count ? a.count > b.count : a.piece < b.piece;
    const Fraction first = size(a), second = size(b);
    return first == second ? a.piece < b.piece : first > second;
  });
  auto all = rejected_once_;
  all.reserve(all.size() + places.size());
  for (const Place& place : places) all.push_back(pieces_[place.piece]);
  return all;
}

// ---------------------------------------------------------------------------------------------- all chunks

namespace {

std::vector<engine::GroupBy> groupings(const ImpactSide& side) {
  return side.by ? std::vector{*side.by} : std::vector<engine::GroupBy>{};
}

}  // namespace

ImpactWork::ImpactWork(const ImpactJob& job, const std::vector<View>& views, const MoverText& text)
    : job_(job), views_(views), text_(text), unit_(engine::change_unit(views[0].plan, views[1].plan)) {}

std::optional<StreamError> ImpactWork::begin() {
  result_ = {};
  unknown_owners_ = {};
  rows_ = std::make_shared<MoverRows>(unit_);
  first_.clear();
  sums_.clear();
  for (const auto& [side, view] : {std::pair(&job_.before, &views_[0]), std::pair(&job_.after, &views_[1])})
    sums_.emplace_back(side->evaluator->model(), view->plan, groupings(*side));
  return std::nullopt;
}

std::optional<StreamError> ImpactWork::take(ChunkResult& result) {
  result_.impact.moved += result.moved;
  result_.impact.same += result.same;
  result_.impact.rejected_both += result.rejected_both;
  for (const std::size_t side : {0U, 1U})
    if (!unknown_owners_[side]) unknown_owners_[side] = std::move(result.unknown_owners[side]);
  if (!result.rows.empty()) rows_->take(std::move(result.text), result.rows);
  return std::nullopt;
}

void ImpactWork::merge(Worker& worker) {
  sums_[0].add(worker.old_.sums);
  sums_[1].add(worker.new_.sums);
  for (const auto& [name, count] : worker.responsible_) result_.impact.responsible[name] += count;
  for (const auto& [place, counted] : worker.responsible_quickly_)
    result_.impact.responsible[std::string(counted.first)] += counted.second;
  for (First& one : worker.first_) {
    Mover mover = worker.mover(one.before, one.after);
    first_.emplace_back(std::move(one), std::move(mover));
  }
}

engine::VersionGroups ImpactWork::groups(std::size_t side, engine::Tally& tally) const {
  const ImpactSide& asked = side == 0 ? job_.before : job_.after;
  return {asked.evaluator->model(), asked.by, std::move(tally.groups), asked.kams};
}

ImpactResult ImpactWork::result() {
  engine::Impact& impact = result_.impact;
  engine::Tally before = sums_[0].tally(), after = sums_[1].tally();
  impact.ungrouped[0] = before.ungrouped;
  impact.ungrouped[1] = after.ungrouped;
  impact.total = {"", engine::GroupSide{std::move(before.total), {}}, engine::GroupSide{std::move(after.total), {}}};
  if (job_.after.by) impact.groups = paired(groups(0, before), groups(1, after), *job_.comparison);
  std::sort(first_.begin(), first_.end(), [&](const auto& a, const auto& b) { return comes_first(a.first, b.first); });
  if (first_.size() > job_.first) first_.resize(job_.first);
  for (auto& one : first_) impact.movers.push_back(std::move(one.second));
  result_.unknown_owner = unknown_owners_[0] ? std::move(unknown_owners_[0]) : std::move(unknown_owners_[1]);
  if (job_.rows) {
    result_.heads = text_.begin();
    result_.rows = rows_->sorted();
    result_.all = std::move(rows_);
  }
  return std::move(result_);
}

bool ImpactWork::comes_first(const First& a, const First& b) const {
  if (is_ahead(a.rank, b.rank, unit_)) return true;
  return !is_ahead(b.rank, a.rank, unit_) && a.place < b.place;
}

// ---------------------------------------------------------------------------------------------- one chunk

ImpactWork::Worker::Side::Side(const ImpactSide& asked, const View& view, const ScanPlan& way,
                               std::shared_ptr<engine::Labels> labels)
    : evaluator(*view.evaluator),
      model(view.evaluator->model()),
      reader(view, way),
      sums(model, view.plan, groupings(asked), std::move(labels)) {
  for (const auto& kam : asked.kams) kams.insert(kam.name);
}

ImpactWork::Worker::Worker(const ImpactWork& work, const std::vector<View>& views, const ScanPlan& way)
    : work_(work),
      way_(way),
      old_(work.job_.before, views[0], way, std::make_shared<engine::Labels>()),
      new_(work.job_.after, views[1], way, old_.sums.labels()),
      names_(new_.model),
      movement_(old_.evaluator, new_.evaluator, *work.job_.comparison) {
  if (views[0].plan != nullptr && views[1].plan != nullptr) quick_.emplace(movement_, *views[0].plan, *views[1].plan);
  for (const auto id : names_.all)
    old_names_.push_back(old_.model.find_attribute(
        engine::old_name(work.job_.comparison->old_names.values, new_.model.attributes[id].name)));
}

ScanEnd ImpactWork::Worker::work(const Chunk& chunk, ChunkResult& result) {
  result_ = &result;
  first_place_ = chunk.index * engine::block_rows;
  for (const std::size_t side : {0U, 1U}) {
    BlockReader& reader = side == 0 ? old_.reader : new_.reader;
    const ScanEnd ending = reader.read(chunk, result.keys[side]);
    if (ending == ScanEnd::failed) result.error = reader.error();
    if (ending != ScanEnd::done) return ending;
    if (!way_.shows_results()) reader.note_keys();
  }
  return way_.shows_results() ? compare_rows() : ScanEnd::done;
}

ScanEnd ImpactWork::Worker::compare_rows() {
  if (!sort_rows()) return ScanEnd::keys_unordered;
  if (quick_)
    quick_->run(old_.reader.batch().block, old_.reader.outcomes(), new_.reader.batch().block, new_.reader.outcomes(),
                both_quick_);
  LineBuffer text(result_->text);
  text_ = &text;
  for (std::size_t row = 0; row < new_.reader.rows(); ++row) {
    if (blank_.get(row)) continue;
    if (both_quick_.get(row))
      compare_quickly(row);
    else
      compare_fallback(row);
  }
  text_ = nullptr;
  return ScanEnd::done;
}

/// False where keys do not ascend.
bool ImpactWork::Worker::sort_rows() {
  both_quick_ = {};
  blank_ = {};
  for (Side* side : {&old_, &new_}) side->accounts.clear();
  for (std::size_t row = 0; row < new_.reader.rows(); ++row) {
    bool quick = quick_.has_value();
    for (Side* side : {&old_, &new_}) {
      const BlockReader::Kind kind = side->reader.kind(row);
      if (kind == BlockReader::Kind::unordered) return false;
      if (kind == BlockReader::Kind::blank) blank_.set(row);
      if (kind == BlockReader::Kind::fallback) side->accounts.emplace(row, std::move(side->reader.account()));
      quick = quick && kind == BlockReader::Kind::planned;
    }
    if (quick) both_quick_.set(row);
  }
  for (Side* side : {&old_, &new_}) side->reader.end_rows();
  return true;
}

void ImpactWork::Worker::compare_quickly(std::size_t row) {
  const std::uint64_t place = first_place_ + row;
  for (Side* side : {&old_, &new_}) {
    side->sums.add(side->reader.batch().block, side->reader.outcomes(), row, place);
    if (!side->kams.empty()) {
      const AttributeId owner = *side->model.owner_attribute();
      note_owner(*side, row, side->reader.batch().block.get(row, owner, side->model.attributes[owner].type));
    }
  }
  if (!quick_->moves(row)) {
    ++result_->same;
    return;
  }
  ++result_->moved;
  if (!work_.job_.shows_movers()) return;
  const auto change = quick_->change(row);
  if (!change || (work_.job_.rows && !is_named(row))) {
    move_closely(row, mover(account(old_, row), account(new_, row)));
  } else if (work_.job_.rows) {
    write_quickly(row, *change);
  } else {
    for (const auto& one : quick_->responsible(row)) {
      auto& [name, count] = responsible_quickly_[one.name.data()];
      name = one.name;
      ++count;
    }
    keep_if_first({false, std::abs(*change), {}}, row);
  }
}

/// Whether the new version's block has all that the row is called by.
bool ImpactWork::Worker::is_named(std::size_t row) {
  const auto& columns = new_.reader.batch().block.columns;
  return std::all_of(names_.all.begin(), names_.all.end(), [&](AttributeId id) { return columns[id].known.get(row); });
}

void ImpactWork::Worker::compare_fallback(std::size_t row) {
  const Tried before = tried(account(old_, row), old_), after = tried(account(new_, row), new_);
  const std::uint64_t place = first_place_ + row;
  for (const auto& [side, one] : {std::pair(&old_, &before), std::pair(&new_, &after)}) {
    side->sums.add({&one->row.account, &one->outcome, one->outcome.rejected(), &one->row.unreadable}, place);
    if (const auto owner = side->model.owner_attribute()) note_owner(*side, row, one->row.account.values[*owner]);
  }
  if (before.outcome.rejected() && after.outcome.rejected()) {
    ++result_->rejected_both;
  } else if (movement_.same(before.outcome, after.outcome)) {
    ++result_->same;
  } else {
    ++result_->moved;
    if (work_.job_.shows_movers()) move_closely(row, mover(before, after));
  }
}

void ImpactWork::Worker::move_closely(std::size_t row, const Mover& mover) {
  if (work_.job_.rows) return write(mover);
  for (const auto& one : mover.responsible) ++responsible_[one.name];
  keep_if_first(rank_of(mover), row);
}

AccountRow ImpactWork::Worker::account(Side& side, std::size_t row) {
  const auto fallback = side.accounts.find(row);
  return fallback == side.accounts.end() ? side.reader.read_alone(row) : fallback->second;
}

/// In the plain way; what a plan makes of it comes to the same.
ImpactWork::Tried ImpactWork::Worker::tried(AccountRow row, const Side& side) {
  Tried one{std::move(row), {}};
  one.outcome = judge(one.row.account, one.row.reasons, side.evaluator);
  return one;
}

void ImpactWork::Worker::note_owner(const Side& side, std::size_t row, const engine::Value& owner) {
  if (side.kams.empty()) return;
  auto& unknown = result_->unknown_owners[&side == &old_ ? 0 : 1];
  records::note_owner(unknown, side.kams, side.reader.line_of(row), owner, side.model);
}

// ---------------------------------------------------------------------------------------------- movers

/// By the new version's attributes; where it could not read one, by the old one's.
std::string ImpactWork::Worker::name(std::size_t column, const Tried& before, const Tried& after) const {
  const AttributeId id = names_.all[column];
  const auto text = to_text(after.row.account.values[id], new_.model.attributes[id].type, new_.model);
  const auto other = text.empty() ? old_names_[column] : std::nullopt;
  return other ? to_text(before.row.account.values[*other], old_.model.attributes[*other].type, old_.model) : text;
}

Mover ImpactWork::Worker::mover(AccountRow before, AccountRow after) {
  return mover(tried(std::move(before), old_), tried(std::move(after), new_));
}

Mover ImpactWork::Worker::mover(const Tried& before, const Tried& after) {
  Mover mover;
  mover.line = after.row.line;
  for (std::size_t i = 0; i < names_.keys.size(); ++i) mover.key.push_back(name(i, before, after));
  if (names_.owner) mover.owner = name(names_.keys.size(), before, after);
  mover.before = before.outcome;
  mover.after = after.outcome;
  mover.change = movement_.change(mover.before, mover.after);
  if (!mover.rejected_once()) mover.responsible = movement_.responsible(before.row.account, after.row.account, mover);
  return mover;
}

MoverRank ImpactWork::Worker::rank_of(const Mover& mover) const {
  const Fraction size = absolute(mover.change);
  const auto count = (size / work_.unit_).in_lowest_terms();
  if (count && count->second == 1) return {mover.rejected_once(), count->first, 0};
  return {mover.rejected_once(), std::nullopt, size};
}

void ImpactWork::Worker::write(const Mover& mover) {
  const std::size_t begin = text_->used();
  work_.text_.append(*text_, mover);
  result_->rows.push_back({rank_of(mover), begin, text_->used() - begin});
}

void ImpactWork::Worker::write_quickly(std::size_t row, std::int64_t change) {
  const std::size_t begin = text_->used();
  work_.text_.append(*text_, old_.reader, new_.reader, row, change, quick_->responsible(row));
  result_->rows.push_back({{false, std::abs(change), {}}, begin, text_->used() - begin});
}

/// Only rows that may be among the first of the file are worth being looked at closely, when all have been seen.
void ImpactWork::Worker::keep_if_first(MoverRank rank, std::size_t row) {
  First one{std::move(rank), first_place_ + row, {}, {}};
  const auto behind = [&](const First& a, const First& b) { return work_.comes_first(a, b); };
  if (first_.size() == work_.job_.first && !behind(one, first_.back())) return;
  one.before = account(old_, row);
  one.after = account(new_, row);
  first_.insert(std::upper_bound(first_.begin(), first_.end(), one, behind), std::move(one));
  if (first_.size() > work_.job_.first) first_.pop_back();
}

}  // namespace spanne::records
