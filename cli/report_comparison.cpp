#include "cli/report_comparison.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/impact.hpp"
#include "engine/compare/compare.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/impact/impact_stream.hpp"

namespace spanne::cli {
namespace {

constexpr std::size_t movers_listed = 200;

/// The nearest day of its own period: a version of another year can be compared, too.
engine::Date day_of(const engine::Model& model, engine::Date day) {
  if (model.effective.from) day = std::max(day, *model.effective.from);
  if (model.effective.until) day = std::min(day, *model.effective.until);
  return day;
}

}  // namespace

ReportComparison compare_with(const std::string& against, const PlanningArguments& arguments,
                              const PlanningInput& input, const Output& output) {
  const std::string& accounts = arguments.accounts_path();
  if (accounts == "-")
    stop(output, wrong_usage, "--against reads the accounts a second time, which standard input does not allow",
         "name a file with the accounts");
  ReportComparison result;
  result.before = load_version(against, output);
  const engine::Evaluator before(*result.before.model, day_of(*result.before.model, input.as_of));
  const engine::Evaluator after(input.model(), input.as_of);
  const auto comparison = compare(*result.before.model, input.model());
  records::ImpactJob job;
  job.before.evaluator = &before;
  job.after.evaluator = &after;
  job.comparison = &comparison;
  job.first = movers_listed;
  job.threads = usual_threads();
  auto read = records::ImpactStream(input.reading).run(accounts, job);
  if (const auto* error = std::get_if<records::ImpactError>(&read)) {
    if (const auto* file = std::get_if<records::FileError>(&error->error)) stop(output, file_trouble, file->message);
    const auto& why = std::get<records::AccountsError>(error->error);
    const std::string version = error->by_new_version ? input.model().version : result.before.model->version;
    stop(output, findings,
         fmt::format("{}: version {} cannot read it: {}", shown_source(accounts), version, why.message), why.help);
  }
  result.impact = std::move(std::get<records::ImpactResult>(read).impact);
  return result;
}

}  // namespace spanne::cli
