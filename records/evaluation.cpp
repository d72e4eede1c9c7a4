#include "records/evaluation.hpp"

namespace spanne::records {

using engine::AttributeId;

void Evaluation::Harvest::clear() {
  std::string room = std::move(text);
  *this = {};
  text = std::move(room);
}

// ---------------------------------------------------------------------------------------------- all chunks

std::optional<StreamError> Evaluation::begin() {
  summary = {};
  if (job_.totals) summary.totals.kinds.resize(job_.evaluator->model().kinds.size());
  any_ = false;
  if (auto refused = job_.restart()) return std::move(*refused);
  if (auto refused = job_.write(frame_.begin())) return std::move(*refused);
  return std::nullopt;
}

std::optional<StreamError> Evaluation::take(Harvest& harvest) {
  add(harvest.summary);
  return harvest.text.empty() ? std::nullopt : write(harvest.text);
}

void Evaluation::add(StreamSummary& more) {
  summary.accounts.rows += more.accounts.rows;
  summary.accounts.rejected += more.accounts.rejected;
  summary.accounts.rounded_numbers += more.accounts.rounded_numbers;
  summary.rejected += more.rejected;
  summary.totals.add(more.totals);
  for (auto& one : more.first_rejected)
    if (summary.first_rejected.size() < StreamSummary::told) summary.first_rejected.push_back(std::move(one));
  if (!summary.unknown_owner) summary.unknown_owner = std::move(more.unknown_owner);
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

Evaluation::Worker::Worker(const Evaluation& evaluation, const std::vector<View>& views, const Way& way)
    : job_(evaluation.job_),
      row_text_(evaluation.text_),
      memory_(row_text_.memory()),
      evaluator_(*views.front().evaluator),
      model_(evaluator_.model()),
      way_(way),
      reader_(views.front(), way) {
  if (views.front().plan != nullptr && job_.totals) totals_.emplace(*views.front().plan);
}

Ending Evaluation::Worker::work(const Chunk& chunk, Harvest& harvest) {
  harvest_ = &harvest;
  const Ending ending = reader_.read(chunk, harvest.keys.front());
  if (ending == Ending::failed) harvest.error = reader_.error();
  if (ending != Ending::done) return ending;
  if (way_.shows_results()) return write_rows();
  reader_.note_keys();
  return Ending::done;
}

Ending Evaluation::Worker::write_rows() {
  Line text(harvest_->text, 0);
  text_ = &text;
  for (std::size_t row = 0; row < reader_.rows(); ++row) {
    const BlockReader::Sort sort = reader_.sort(row);
    if (sort == BlockReader::Sort::unordered) return Ending::keys_unordered;
    if (sort == BlockReader::Sort::blank) continue;
    ++harvest_->summary.accounts.rows;
    if (sort == BlockReader::Sort::quick)
      write_quick(row);
    else
      write_close(reader_.account());
    separate_rows();
  }
  text_ = nullptr;
  reader_.end_rows();
  harvest_->summary.accounts.rounded_numbers += reader_.take_rounded();
  if (totals_) harvest_->summary.totals.add(totals_->take());
  return Ending::done;
}

void Evaluation::Worker::write_quick(std::size_t row) {
  if (job_.owners) {
    const AttributeId owner = *model_.owner_attribute();
    const engine::Type& type = model_.attributes[owner].type;
    note_owner(harvest_->summary.unknown_owner, *job_.owners, reader_.line_of(row),
               reader_.sheaf().block.get(row, owner, type), model_);
  }
  if (totals_) totals_->add(reader_.outcomes(), row);
  row_text_.append(*text_, reader_.sheaf(), row, reader_.line_of(row), reader_.outcomes(), memory_);
}

void Evaluation::Worker::write_close(AccountRow& account) {
  if (job_.owners)
    note_owner(harvest_->summary.unknown_owner, *job_.owners, account.line,
               account.account.values[*model_.owner_attribute()], model_);
  if (!account.reasons.empty()) ++harvest_->summary.accounts.rejected;
  if (account.reasons.empty()) account.reasons = evaluator_.assign(account.account);
  const engine::Outcome outcome = account.reasons.empty() ? evaluator_.evaluate(account.account) : engine::Outcome{};
  if (!account.reasons.empty() || outcome.rejected())
    tell_rejected(account, outcome);
  else if (job_.totals)
    harvest_->summary.totals.add(outcome);
  row_text_.append(*text_, account, outcome);
}

void Evaluation::Worker::tell_rejected(const AccountRow& row, const engine::Outcome& outcome) {
  StreamSummary& told = harvest_->summary;
  if (++told.rejected > StreamSummary::told) return;
  auto reasons = row.reasons;
  reasons.insert(reasons.end(), outcome.reasons.begin(), outcome.reasons.end());
  told.first_rejected.push_back({row.line, std::move(reasons)});
}

void Evaluation::Worker::separate_rows() {
  if (job_.format == Format::json) text_->put(",\n");
}

}  // namespace spanne::records
