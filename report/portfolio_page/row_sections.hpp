// The sections on single rows: where better knowledge pays, what people should look at, and what could not be
// evaluated.
#pragma once

#include <optional>

#include "report/portfolio_page/page_section.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

/// The rows with the widest ranges, the widest first: at most `count`, none whose ends are the same.
std::vector<std::size_t> widest_rows(const PortfolioFacts& facts, std::size_t count);

/// Where better knowledge would pay; nullopt if no row has a range.
std::optional<PageSection> widest_section(const PortfolioFacts& facts);
/// What the guideline remarks on single rows; nullopt if there is nothing.
std::optional<PageSection> remarks_section(const PortfolioFacts& facts);
/// Rows that are not evaluated, with their reasons; nullopt if there are none.
std::optional<PageSection> rejected_section(const PortfolioFacts& facts);

/// What a rule remarks on a row; with pseudonyms without what it quotes of the row.
std::string remarks_of(const PortfolioFacts& facts, std::size_t row);
/// Why a row is not evaluated; with pseudonyms only that it is not, since reasons quote cells.
std::string reasons_of(const PortfolioFacts& facts, std::size_t row);

}  // namespace spanne::report
