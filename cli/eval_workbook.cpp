#include "cli/eval_workbook.hpp"

namespace spanne::cli {

using engine::GroupBy;
using records::FileError;

EvalWorkbook::EvalWorkbook(View view) : view_(std::move(view)), book_(view_.model.title, view_.as_of) {}

std::vector<GroupBy> EvalWorkbook::owners() const {
  const auto owner = view_.model.owner_attribute();
  return owner ? std::vector<GroupBy>{{owner}} : std::vector<GroupBy>{};
}

void EvalWorkbook::ask(records::StreamJob& job, const std::vector<records::ResultColumn>& columns) {
  job.sums = {owners(), true};
  job.more_sums = {{{GroupBy{}}, false}};
  job.counts_matches = true;
  job.restart = [&] { return begin_rows(columns); };
  job.write = [&](std::string_view rows) { return records::add_fields(book_, rows, columns.size()); };
}

std::optional<FileError> EvalWorkbook::begin_rows(const std::vector<records::ResultColumn>& columns) {
  if (auto error = book_.restart()) return error;
  std::vector<records::SheetColumn> shown;
  for (const auto& column : columns) shown.push_back(records::sheet_column(column, view_.model, view_.style.decimals));
  return book_.begin_sheet("Accounts", std::move(shown));
}

std::optional<FileError> EvalWorkbook::add_views(const records::StreamSummary& summary) {
  const auto by_owner = owners();
  const std::vector<GroupBy> by_cluster{GroupBy{}};
  if (!by_owner.empty()) {
    const auto people = portfolio_of(summary.tally, view_.model, by_owner, view_.kams);
    if (auto error = add_groups("KAMs", people, by_owner)) return error;
  }
  const auto clusters = portfolio_of(summary.more_tallies.front(), view_.model, by_cluster, {});
  if (auto error = add_groups("Clusters", clusters, by_cluster)) return error;
  return add_rules_sheet(book_, view_.model, *summary.matches);
}

std::optional<FileError> EvalWorkbook::begin_groups(const engine::Portfolio& portfolio,
                                                    const std::vector<GroupBy>& by) {
  if (auto error = book_.restart()) return error;
  return add_groups("Groups", portfolio, by);
}

std::optional<FileError> EvalWorkbook::add_groups(const std::string& sheet, const engine::Portfolio& portfolio,
                                                  const std::vector<GroupBy>& by) {
  return records::add_groups(book_, sheet, portfolio, view_.model, by, view_.style, !view_.kams.empty());
}

std::optional<FileError> EvalWorkbook::finish(const ResultFacts& facts, records::Destination& destination) {
  if (auto error = add_about_sheet(book_, facts)) return error;
  if (auto error = destination.restart()) return error;
  if (auto error = book_.finish([&](std::string_view piece) { return destination.write(piece); })) return error;
  return destination.commit();
}

}  // namespace spanne::cli
