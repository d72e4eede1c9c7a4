#include "records/stream/impact/impact_stream.hpp"

#include <algorithm>
#include <utility>

#include "records/stream/figure_scan.hpp"
#include "records/stream/impact/impact_work.hpp"

namespace spanne::records {
namespace {

/// What blocks have to keep besides what the plan asks for: what groups and rows are called by.
std::vector<engine::AttributeId> named_attributes(const ImpactJob& job, const ImpactSide& side) {
  const engine::Model& model = side.evaluator->model();
  std::vector<engine::AttributeId> named;
  if (side.by && side.by->attribute) named.push_back(*side.by->attribute);
  if (const auto owner = model.owner_attribute()) named.push_back(*owner);
  if (&side == &job.after) return named;
  const engine::Model& new_model = job.after.evaluator->model();
  for (const auto id : NameColumns(new_model).in_old_version(new_model, model, *job.comparison))
    if (id) named.push_back(*id);
  return named;
}

}  // namespace

std::size_t ImpactResult::rejected() const {
  return impact.total.before->sum.rejected + impact.total.after->sum.rejected;
}

std::variant<ImpactResult, ImpactError> ImpactStream::run(const std::string& path, const ImpactJob& job) {
  auto locale = file_locale(options_.locale, job.before.evaluator->model(), job.after.evaluator->model());
  if (auto* error = std::get_if<AccountsError>(&locale)) return ImpactError{std::move(*error), true};
  TableOptions options = options_;
  options.locale = std::get<Locale>(locale);
  AccountFile file(std::move(options));
  if (auto error = file.open(path, job.before.evaluator->model())) return ImpactError{std::move(*error)};
  std::vector<std::string> notes;
  std::array<std::optional<engine::Plan>, 2> plans;
  std::vector<View> views(2);
  for (const std::size_t side : {0U, 1U}) {
    const ImpactSide& asked = side == 0 ? job.before : job.after;
    const engine::Model& model = asked.evaluator->model();
    AccountsHeader header;
    if (auto error = file.lay_out(model, views[side].layout, header)) return ImpactError{std::move(*error), side == 1};
    for (const std::string& note : header.notes)
      if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
    // Groups and movers show what the file says, which assignments would change.
    if (model.assignments.empty())
      plans[side] = worthwhile_plan(*asked.evaluator, engine::Wanted::comparison(), file.input(), job.small_file);
    views[side].evaluator = asked.evaluator;
    views[side].plan = plans[side] ? &*plans[side] : nullptr;
    views[side].column_kinds = column_kinds_of(model, views[side].plan, named_attributes(job, asked));
  }
  const unsigned threads = worthwhile_threads(job.threads, file.input(), job.small_file);
  std::array<engine::Evaluator, 2> evaluators{*job.before.evaluator, *job.after.evaluator};
  std::array<std::optional<engine::FigureTables>, 2> figures;
  for (const std::size_t side : {0U, 1U}) {
    auto counted = count_figures(file, views[side], threads, job.small_file);
    if (auto* failed = std::get_if<StreamError>(&counted)) return ImpactError{std::move(*failed), side == 1};
    figures[side] = std::move(std::get<std::optional<engine::FigureTables>>(counted));
    if (figures[side]) evaluators[side].use_figures(*figures[side]);
    views[side].evaluator = &evaluators[side];
  }
  AccountsHeader unused;
  if (figures[1])  // counting for the new version may have found the encoding
    if (auto error = file.lay_out(evaluators[0].model(), views[0].layout, unused))
      return ImpactError{std::move(*error)};
  const MoverText text(job.before.evaluator->model(), job.after.evaluator->model(), job.rows.value_or(Format::csv),
                       job.exact);
  ImpactWork work(job, text);
  if (auto error = go_through(file, views, work, threads)) return ImpactError{std::move(*error)};
  ImpactResult result = work.result();
  AccountsSummary summary;
  summary.cells = result.cells;
  file.style(1).describe(summary, job.after.evaluator->model());
  const Opening& opening = file.opening();
  notes.insert(notes.end(), opening.notes.begin(), opening.notes.end());
  notes.insert(notes.end(), opening.left_out_notes.begin(), opening.left_out_notes.end());
  notes.insert(notes.end(), summary.notes.begin(), summary.notes.end());
  if (figures[1])
    for (std::string& note : figures[1]->notes()) notes.push_back(std::move(note));
  result.notes = std::move(notes);
  return result;
}

}  // namespace spanne::records
