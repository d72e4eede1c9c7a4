#include "service/portfolio_work.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/semantics/trace.hpp"

namespace spanne::service {
namespace {

using engine::StatementRef;

/// One row counts as so many steps of a proof, for each statement that may have to do with it.
constexpr std::uint64_t steps_per_statement = 4;
constexpr int places_shown = 2;

engine::OptionalSite site_of(const StatementRef& statement) {
  const auto index = static_cast<std::uint32_t>(statement.index);
  if (statement.kind == StatementRef::Kind::rule)
    return engine::RuleSite{engine::RuleRef::Kind::rule, index, std::nullopt};
  if (statement.kind == StatementRef::Kind::row)
    return engine::RuleSite{engine::RuleRef::Kind::table, index, static_cast<std::uint32_t>(statement.part)};
  return std::nullopt;
}

std::string count_words(std::size_t count) { return fmt::format("{} {}", count, count == 1 ? "account" : "accounts"); }

}  // namespace

engine::Fraction StatementFigures::middle() const { return (low.value().middle() + high.value().middle()) / 2; }

PortfolioWork::PortfolioWork(library::PortfolioArguments portfolio)
    : portfolio_(std::move(portfolio)), sources_(portfolio_.model()), figures_(sources_.size()) {}

std::uint64_t PortfolioWork::go_on(std::uint64_t steps) {
  if (!rows_) rows_ = std::make_unique<engine::RowEvaluation>(model(), portfolio_.as_of, portfolio_.accounts.rows);
  const std::uint64_t steps_per_row = steps_per_statement * (1 + sources_.size());
  std::uint64_t taken = 0;
  for (; next_ < rows_->size() && taken < steps; taken += steps_per_row) add_row(next_++);
  return taken;
}

void PortfolioWork::add_row(std::size_t index) {
  engine::Trace trace;
  const auto [account, outcome] = rows_->evaluate(index, &trace);
  if (outcome.rejected()) return;
  ++accepted_;
  const auto add = [](StatementFigures& figures, const engine::Range& effort) {
    figures.low.add(effort.low);
    figures.high.add(effort.high);
  };
  StatementFigures& cluster = figures_[sources_.of(std::nullopt, *outcome.cluster)];
  for (StatementFigures* whole : {&all_, &cluster}) {
    ++whole->accounts;
    add(*whole, outcome.total);
  }
  for (const auto& site : outcome.matched) ++figures_[sources_.of(site, *outcome.cluster)].accounts;
  for (const auto& share : shares_of(outcome, trace, sources_))
    if (&figures_[share.source] != &cluster) add(figures_[share.source], share.to);
}

const StatementFigures* PortfolioWork::of(const StatementRef& statement) const {
  if (statement.kind == StatementRef::Kind::cluster)
    return &figures_[sources_.of(std::nullopt, static_cast<engine::ClusterId>(statement.index))];
  const auto site = site_of(statement);
  if (!site || (site->row && !model().tables[site->index].derived.empty())) return nullptr;
  return &figures_[sources_.of(site, 0)];
}

std::string words_of(const StatementFigures& figures, const StatementRef& statement, const PortfolioWork& work) {
  const std::string accounts = fmt::format("{} of {}", figures.accounts, count_words(work.accepted()));
  const engine::Fraction effort = figures.middle();
  if (figures.accounts == 0) return accounts;
  const bool is_whole = statement.kind == StatementRef::Kind::cluster;
  if (!is_whole && effort.sign() == 0) return accounts;
  return fmt::format("{}, {}{} FTE", accounts, !is_whole && effort.sign() > 0 ? "+" : "", effort.to_text(places_shown));
}

std::string words_of_all(const PortfolioWork& work, const std::string& accounts_name) {
  const std::string rejected = work.rejected() == 0 ? "" : fmt::format(", {} rejected", work.rejected());
  return fmt::format("{}: {}{}, {} FTE as of {}", accounts_name, count_words(work.accepted() + work.rejected()),
                     rejected, work.all().middle().to_text(places_shown), to_text(work.portfolio().as_of));
}

}  // namespace spanne::service
