#include "records/stream/evaluation.hpp"

namespace spanne::records {

using engine::AttributeId;

std::vector<const SumsJob*> all_sums(const StreamJob& job) {
  std::vector<const SumsJob*> all;
  if (job.sums) all.push_back(&*job.sums);
  for (const SumsJob& sums : job.more_sums) all.push_back(&sums);
  return all;
}

void Evaluation::ChunkResult::clear() {
  std::string buffer = std::move(text);
  *this = {};
  text = std::move(buffer);
}

// ---------------------------------------------------------------------------------------------- all chunks

std::optional<StreamError> Evaluation::begin() {
  summary_ = {};
  const View& view = views_.front();
  summary_.changed.resize(view.evaluator->model().assignments.size());
  names_.emplace(view.evaluator->model());
  sums_.clear();
  for (const SumsJob* sums : all_sums(job_))
    sums_.emplace_back(view.evaluator->model(), view.plan, sums->by).break_down();
  if (job_.counts_matches) summary_.matches.emplace(view.evaluator->model());
  any_ = false;
  if (!job_.rows) return std::nullopt;
  if (auto refused = job_.restart()) return std::move(*refused);
  if (auto refused = job_.write(frame_.begin())) return std::move(*refused);
  return std::nullopt;
}

std::optional<StreamError> Evaluation::take(ChunkResult& result) {
  add(result.summary);
  return result.text.empty() ? std::nullopt : write(result.text);
}

void Evaluation::merge(const Worker& worker) {
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i].add(worker.sums_[i]);
  names_->merge(worker.names_);
  if (summary_.matches) summary_.matches->add(*worker.matches_);
}

StreamSummary Evaluation::take_summary() {
  for (std::size_t i = 0; i < sums_.size(); ++i)
    if (job_.sums && i == 0)
      summary_.tally = sums_[i].tally();
    else
      summary_.more_tallies.push_back(sums_[i].tally());
  summary_.name_notes = names_->notes();
  return std::move(summary_);
}

void Evaluation::add(StreamSummary& more) {
  summary_.accounts.rows += more.accounts.rows;
  summary_.accounts.rejected += more.accounts.rejected;
  summary_.accounts.cells.add(more.accounts.cells);
  summary_.accounts.skipped += more.accounts.skipped;
  summary_.rejected += more.rejected;
  for (std::size_t i = 0; i < more.changed.size(); ++i) summary_.changed[i] += more.changed[i];
  for (auto& one : more.first_rejected)
    if (summary_.first_rejected.size() < StreamSummary::max_reported) summary_.first_rejected.push_back(std::move(one));
  if (!summary_.unknown_owner) summary_.unknown_owner = std::move(more.unknown_owner);
}

/// Rows of JSON end in what parts them from the next; the last of them has none.
std::optional<StreamError> Evaluation::write(std::string_view text) {
  std::optional<FileError> refused;
  if (job_.format == Format::json) {
    refused = job_.write(any_ ? ",\n" : "\n");
    text.remove_suffix(2);
  }
  any_ = true;
  if (!refused) refused = job_.write(text);
  if (refused) return std::move(*refused);
  return std::nullopt;
}

// ---------------------------------------------------------------------------------------------- one chunk

Evaluation::Worker::Worker(const Evaluation& evaluation, const std::vector<View>& views, const ScanPlan& way)
    : job_(evaluation.job_),
      row_text_(evaluation.text_),
      evaluator_(*views.front().evaluator),
      model_(evaluator_.model()),
      way_(way),
      reader_(views.front(), way),
      names_(model_) {
  for (const SumsJob* sums : all_sums(job_)) {
    sums_.emplace_back(model_, views.front().plan, sums->by).break_down();
    if (sums->accounts) sums_.back().count_accounts();
  }
  if (!job_.counts_matches) return;
  matches_.emplace(model_);
  if (views.front().plan == nullptr) return;
  for (const auto& match : views.front().plan->matches) planned_sites_.push_back(matches_->place_of(match.match));
}

ScanEnd Evaluation::Worker::work(const Chunk& chunk, ChunkResult& result) {
  result_ = &result;
  first_place_ = chunk.index * engine::block_rows;
  const ScanEnd ending = reader_.read(chunk, result.keys.front());
  if (ending == ScanEnd::failed) result.error = reader_.error();
  if (ending != ScanEnd::done) return ending;
  if (way_.shows_results()) return take_rows();
  reader_.note_keys();
  return ScanEnd::done;
}

ScanEnd Evaluation::Worker::take_rows() {
  result_->summary.changed.resize(model_.assignments.size());
  LineBuffer text(result_->text, 0);
  text_ = &text;
  for (std::size_t row = 0; row < reader_.rows(); ++row) {
    const BlockReader::Kind kind = reader_.kind(row);
    if (kind == BlockReader::Kind::restart) return reader_.restart_reason();
    if (kind == BlockReader::Kind::blank) {
      ++result_->summary.accounts.skipped;
      continue;
    }
    ++result_->summary.accounts.rows;
    if (kind == BlockReader::Kind::planned)
      take_planned(row);
    else
      take_fallback(reader_.account(), row);
  }
  text_ = nullptr;
  reader_.end_rows();
  result_->summary.accounts.cells.add(reader_.take_counts());
  return ScanEnd::done;
}

void Evaluation::Worker::take_planned(std::size_t row) {
  auto& changed = result_->summary.changed;
  for (std::size_t i = 0; i < changed.size(); ++i) changed[i] += reader_.outcomes().has_changed(i, row) ? 1U : 0U;
  for (std::size_t place = 0; place < names_.attributes().size(); ++place) {
    const engine::Column& column = reader_.batch().block.columns[names_.attributes()[place]];
    if (column.known.get(row)) names_.add(place, (*column.text)[row]);
  }
  if (job_.owners) {
    const AttributeId owner = *model_.owner_attribute();
    const engine::Type& type = model_.attributes[owner].type;
    note_owner(result_->summary.unknown_owner, *job_.owners, reader_.line_of(row),
               reader_.batch().block.get(row, owner, type), model_);
  }
  for (auto& sums : sums_) sums.add(reader_.batch().block, reader_.outcomes(), row, first_place_ + row);
  if (matches_) reader_.outcomes().each_match(row, [&](std::size_t match) { matches_->count(planned_sites_[match]); });
  if (!job_.rows) return;
  row_text_.append(*text_, reader_.batch(), row, reader_.line_of(row), reader_.outcomes());
  separate_rows();
}

void Evaluation::Worker::take_fallback(AccountRow& account, std::size_t row) {
  if (!account.reasons.empty()) ++result_->summary.accounts.rejected;
  names_.add(account.account);
  if (!model_.assignments.empty() && account.reasons.empty()) {
    engine::Account copy = account.account;
    evaluator_.assign(copy, &result_->summary.changed);
  }
  const engine::Outcome outcome = judge(account.account, std::exchange(account.reasons, {}), evaluator_);
  if (job_.owners)  // whom assignments have made the owner
    note_owner(result_->summary.unknown_owner, *job_.owners, account.line,
               account.account.values[*model_.owner_attribute()], model_);
  if (outcome.rejected()) tell_rejected(account.line, outcome);
  for (auto& sums : sums_)
    sums.add({&account.account, &outcome, outcome.rejected(), &account.unreadable}, first_place_ + row);
  if (matches_ && !outcome.rejected())
    for (const engine::RuleSite& site : outcome.matched) matches_->count(matches_->place_of(site));
  if (!job_.rows) return;
  row_text_.append(*text_, account, outcome);
  separate_rows();
}

void Evaluation::Worker::tell_rejected(std::size_t line, const engine::Outcome& outcome) {
  StreamSummary& told = result_->summary;
  if (++told.rejected <= StreamSummary::max_reported)
    told.first_rejected.push_back({line, to_texts(outcome.rejections, model_)});
}

void Evaluation::Worker::separate_rows() {
  if (job_.format == Format::json) text_->put(",\n");
}

}  // namespace spanne::records
