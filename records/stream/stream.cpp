#include "records/stream/stream.hpp"

#include <fmt/format.h>

#include "records/stream/evaluation.hpp"
#include "records/stream/figure_scan.hpp"
#include "records/stream/text/row_text.hpp"

namespace spanne::records {

using engine::AttributeId;
using engine::Model;

namespace {

/// What blocks have to keep besides what the plan and keys ask for.
std::vector<AttributeId> shown_attributes(const Model& model, const StreamJob& job) {
  std::vector<AttributeId> shown;
  if (const auto owner = model.owner_attribute()) shown.push_back(*owner);
  for (const SumsJob* sums : all_sums(job))
    for (const auto& by : sums->by)
      if (by.attribute) shown.push_back(*by.attribute);
  for (const auto& column : job.columns)
    if (column.from == ResultColumn::From::attribute) shown.push_back(static_cast<AttributeId>(column.index));
  return shown;
}

engine::Wanted wishes(const StreamJob& job) {
  engine::Wanted wanted = job.rows ? RowText::wanted(job.columns) : engine::Wanted::least();
  wanted.kinds = wanted.kinds || !all_sums(job).empty();
  if (job.counts_matches) wanted.matches = true;
  return wanted;
}

/// What stands before and after all rows.
RowWriter frame_of(const Model& model, const StreamJob& job) {
  std::vector<std::string> heads;
  std::vector<bool> is_text;
  for (const auto& column : job.columns) {
    heads.push_back(column.name);
    is_text.push_back(holds_text(column, model));
  }
  return {job.format, std::move(heads), std::move(is_text), job.provenance};
}

std::variant<StreamSummary, AccountsError, FileError> as_result(StreamError& error) {
  using Result = std::variant<StreamSummary, AccountsError, FileError>;
  return std::visit([](auto& one) -> Result { return std::move(one); }, error);
}

}  // namespace

std::optional<StreamError> AccountStream::open(const std::string& path) {
  if (auto error = file_.open(path, model_)) return error;
  if (auto error = file_.lay_out(model_, layout_, header_)) return std::move(*error);
  return std::nullopt;
}

std::variant<StreamSummary, AccountsError, FileError> AccountStream::run(const StreamJob& job) {
  const auto plan = worthwhile_plan(*job.evaluator, wishes(job), file_.input(), job.small_file);
  const engine::Plan* planned = plan ? &*plan : nullptr;
  if (job.keeps_digest)
    if (auto error = file_.keep_digest()) return std::move(*error);
  const unsigned threads = worthwhile_threads(job.threads, file_.input(), job.small_file);
  engine::Evaluator evaluator = *job.evaluator;
  std::vector<View> views{
      {&evaluator, planned, column_kinds_of(model_, planned, shown_attributes(model_, job)), layout_, {}}};
  auto counted = count_figures(file_, views.front(), threads, job.small_file);
  if (auto* failed = std::get_if<StreamError>(&counted)) return as_result(*failed);
  const auto& figures = std::get<std::optional<engine::FigureTables>>(counted);
  if (figures) evaluator.use_figures(*figures);
  const RowText text(model_, planned, job.columns, job.format, job.style, file_.opening().separator);
  const RowWriter frame = frame_of(model_, job);
  Evaluation evaluation(job, views, text, frame);
  if (auto error = go_through(file_, views, evaluation, threads)) return as_result(*error);
  StreamSummary summary = evaluation.take_summary();
  if (job.rows)
    if (auto refused = job.write(frame.end(what_if_texts(job.what_if, summary.changed)))) return std::move(*refused);
  summary.digest = file_.digest();
  summary.accounts.notes = file_.opening().notes;
  for (const std::string& note : file_.opening().left_out_notes) summary.accounts.notes.push_back(note);
  summary.accounts.left_out = file_.opening().left_out.size();
  summary.accounts.skipped -= summary.accounts.left_out;
  file_.style(0).describe(summary.accounts, model_);
  if (figures)
    for (std::string& note : figures->notes()) summary.accounts.notes.push_back(std::move(note));
  for (std::string& note : summary.name_notes) summary.accounts.notes.push_back(std::move(note));
  return summary;
}

}  // namespace spanne::records
