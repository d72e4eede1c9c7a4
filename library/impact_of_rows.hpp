// Which accounts in memory get something else under another version: what ImpactStream does with files of any size.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/compare/compare.hpp"
#include "library/accounts_input.hpp"
#include "library/impact_document.hpp"

namespace spanne::library {

/// What both versions group by.
struct ImpactGrouping {
  std::optional<engine::GroupBy> before, after;
  std::string head;  // empty: they do not
};
/// By `by`, an attribute of the new version or "cluster"; empty: by the owner where both have one.
std::variant<ImpactGrouping, Problem> impact_grouping(const std::string& by, const engine::Model& before,
                                                      const engine::Model& after,
                                                      const engine::VersionComparison& comparison, const char* mark);

/// One version with the accounts as it reads them.
struct ImpactPortfolio {
  ImpactVersion version;
  const engine::PortfolioRows& rows;
  const std::vector<engine::Kam>& kams;  // empty where no file was given
};

struct ImpactOfRows {
  engine::Impact impact;          // without movers
  std::vector<std::string> rows;  // all movers in their order, as objects of JSON
};

/// Rows that only one version takes for an account count for neither.
ImpactOfRows impact_of_rows(const ImpactPortfolio& before, const ImpactPortfolio& after,
                            const engine::VersionComparison& comparison, bool exact);

}  // namespace spanne::library
