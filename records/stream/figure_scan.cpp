#include "records/stream/figure_scan.hpp"

#include <utility>

namespace spanne::records {

using engine::AttributeId;

std::optional<StreamError> FigureScan::begin() {
  tables_.reset();
  return std::nullopt;
}

/// The tables of the first thread are taken as they are.
void FigureScan::merge(Worker& worker) {
  if (tables_)
    tables_->merge(worker.tables_);
  else
    tables_ = std::move(worker.tables_);
}

FigureScan::Worker::Worker(const FigureScan& scan, const std::vector<View>& views, const ScanPlan& plan)
    : evaluator_(scan.evaluator_),
      scan_plan_(plan),
      plan_(views.front().plan),
      reader_(views.front(), plan),
      tables_(scan.evaluator_, scan.figures_) {}

ScanEnd FigureScan::Worker::work(const Chunk& chunk, ChunkResult& result) {
  const ScanEnd ending = reader_.read(chunk, result.keys.front());
  if (ending == ScanEnd::failed) result.error = reader_.error();
  if (ending != ScanEnd::done) return ending;
  if (scan_plan_.shows_results()) return count_rows();
  reader_.note_keys();
  return ScanEnd::done;
}

ScanEnd FigureScan::Worker::count_rows() {
  planned_.clear();
  for (std::size_t row = 0; row < reader_.rows(); ++row) {
    switch (reader_.kind(row)) {
      case BlockReader::Kind::restart: return reader_.restart_reason();
      case BlockReader::Kind::blank: break;
      case BlockReader::Kind::planned: planned_.push_back(row); break;
      case BlockReader::Kind::fallback:
        if (reader_.account().reasons.empty()) count_alone(reader_.account().account);
    }
  }
  if (!planned_.empty()) tables_.add(reader_.batch().block, planned_, reader_.outcomes(), plan_->row_figures);
  reader_.end_rows();
  return ScanEnd::done;
}

/// A row with a fault in what is counted is rejected later, when its reasons are asked for.
void FigureScan::Worker::count_alone(engine::Account& account) {
  if (evaluator_.assign(account).empty()) tables_.add(account);
}

std::variant<std::optional<engine::FigureTables>, StreamError> count_figures(AccountFile& file, View& view,
                                                                             unsigned threads, std::size_t small_file) {
  if (view.evaluator->model().figure_attributes().empty()) return std::nullopt;
  AccountsHeader header;  // the encoding may be known by now
  if (auto error = file.lay_out(view.evaluator->model(), view.layout, header)) return StreamError(std::move(*error));
  const std::vector<AttributeId> figures = counted_figures(view.evaluator->model(), view.layout);
  if (figures.empty()) return engine::FigureTables(*view.evaluator, figures);
  std::optional<engine::Plan> plan;
  if (file.input().size() > small_file) plan = make_counting_plan(*view.evaluator, figures);
  std::vector<View> views{view};
  views.front().plan = plan ? &*plan : nullptr;
  views.front().column_kinds = column_kinds_of(view.evaluator->model(), views.front().plan, {});
  FigureScan scan(view, figures);
  if (auto error = go_through(file, views, scan, threads)) return std::move(*error);
  view.layout = std::move(views.front().layout);
  view.noted = std::move(views.front().noted);
  return scan.take_tables();
}

}  // namespace spanne::records
