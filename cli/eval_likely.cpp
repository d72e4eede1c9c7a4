#include "cli/eval_likely.hpp"

#include <filesystem>
#include <utility>

#include "engine/planning/rule_contributions.hpp"
#include "records/stream/account_files.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {

std::optional<report::LikelyRanges> likely_ranges(const std::string& accounts, std::size_t rows,
                                                  const engine::Model& model, engine::Date as_of,
                                                  const std::vector<engine::GroupBy>& by,
                                                  const records::TableOptions& reading) {
  constexpr std::size_t max_rows = 100'000;
  std::error_code error;
  if (rows > max_rows || accounts == "-" || !std::filesystem::is_regular_file(accounts, error)) return std::nullopt;
  engine::PortfolioRows portfolio;
  const auto read = records::read_accounts(
      accounts, model, reading, [&](const records::AccountsHeader& header) { portfolio.counted = header.counted; },
      [&](records::AccountRow&& row) {
        portfolio.rows.push_back({row.line, std::move(row.account), std::move(row.reasons), std::move(row.unreadable)});
      });
  // A file that has changed meanwhile is not what the table shows.
  if (!std::holds_alternative<records::AccountsSummary>(read) || portfolio.rows.size() != rows) return std::nullopt;
  const engine::RowEvaluation evaluation(model, as_of, portfolio);
  const engine::ContributionSources sources(model);
  const auto effort = engine::effort_by_rule(evaluation, sources, by, records::run_on_all_processors);
  report::LikelyRanges likely{effort.total.likely_range(), {}};
  for (const auto& group : effort.groups) likely.groups.emplace(group.labels, group.sums.likely_range());
  return likely;
}

}  // namespace spanne::cli
