// The table of all accounts in the page: their rows and derivations as compact data, which accounts.js shows.
#pragma once

#include <string>

#include "engine/value/executor.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

/// Derivations stand in the page for so many accounts at most.
inline constexpr std::size_t max_derivations = 2'000;

/// The rows whose derivations stand in the page: all of them up to max_derivations, else the widest hundred, those
/// rejected, those with remarks, those of people outside their band, and then the next widest; in the order of the
/// file.
std::vector<std::size_t> derived_rows(const PortfolioFacts& facts);

/// The table's frame and its data. `explain`: the command that explains an account, up to its key.
std::string accounts_html(const PortfolioFacts& facts, const std::string& explain, const engine::Executor& executor);

}  // namespace spanne::report
