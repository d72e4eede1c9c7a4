// What the page for the meeting is made from: a portfolio, evaluated.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/planning/likely_range.hpp"
#include "engine/planning/portfolio_rows.hpp"
#include "engine/planning/result_table.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "report/portfolio_page/shown_names.hpp"

namespace spanne::report {

/// All of it outlives the page's making.
struct PortfolioFacts {
  const engine::RowEvaluation& rows;
  const std::vector<engine::RowResult>& results;  // of all rows
  const engine::Portfolio& clusters;              // grouped by cluster
  const engine::Portfolio* owners = nullptr;      // grouped by owner; null where there is none
  const std::vector<engine::Kam>& kams;           // on the day; empty without a file
  const ShownNames& names;
  const engine::LikelyRange* likely = nullptr;  // of all rows; null if it was not asked for

  const engine::Model& model() const { return rows.model(); }
  const engine::Outcome& outcome(std::size_t row) const { return results[row].outcome; }
};

/// What is so many times larger than all others stands in the table of a section and not in its chart, where it would
/// leave them no place.
inline constexpr int giant_factor = 4;
/// How many of these sizes are left out of a chart: as many of the first as are giants beside all that follow. The
/// greatest come first.
std::size_t giant_count(const std::vector<engine::Fraction>& sizes);
/// A sentence on what a chart leaves out, with its figure and its share of `total`: " Zenit is many times larger, 67.1
/// FTE or 81 % of the total, and stands in the table only."; without the share where `total` is not above 0.
std::string giant_words(const std::string& name, const engine::Fraction& figure, const engine::Fraction& total);

/// The capacity of all people, in FTE; nullopt without a file of people.
std::optional<engine::Fraction> capacity_of(const std::vector<engine::Kam>& kams);

/// The attributes that name a row for a reader: texts that are neither keys nor the owner, such as the customer's name.
std::vector<engine::AttributeId> naming_attributes(const engine::Model& model);
/// The two parts of what a row is called: "Hafenkontor Lübeck SE" and "I-101 lead". Parts of the key that stand at
/// their default are left out. The first is not empty.
struct RowName {
  std::string name, keys;
};
RowName row_names(const PortfolioFacts& facts, std::size_t row);
/// A row as tables call it: "Hafenkontor Lübeck SE · I-101 lead".
std::string row_name(const PortfolioFacts& facts, std::size_t row);
/// The row's owner; empty where there is none.
std::string row_owner(const PortfolioFacts& facts, std::size_t row);

/// The groups of a portfolio by cluster in the order of the guideline, as its matrix has them.
std::vector<const engine::Group*> ordered_clusters(const PortfolioFacts& facts);

/// The effort of some rows, from the sum of all low to that of all high ends.
engine::SumRange effort_of(const engine::Subtotal& sum);
/// The same ends as plain figures, FTE.
engine::Range effort_ends(const engine::Subtotal& sum);

/// Columns for the middle of each declared kind of effort, and the cells of a row in them.
void add_kind_columns(engine::ResultTable& table, const engine::Model& model);
void add_kind_cells(std::vector<engine::ResultCell>& row, const engine::Subtotal& sum, const engine::Model& model);

/// A figure for a headline or a chart: at most two decimals, of less than a tenth three.
std::string headline_figure(const engine::Fraction& figure);
std::string headline_range(const engine::Range& range);
/// A change with its sign: "+0.26", "−0.26", "0".
std::string headline_change(const engine::Fraction& change);
/// "44–71.3 FTE" of a sum.
std::string headline_effort(const engine::SumRange& effort);
std::string count_words(const engine::Headcount& count);
/// "1 person", "18 people", "1_000 engagements" with a comma.
std::string plural_words(std::size_t count, const std::string& one, const std::string& many);

}  // namespace spanne::report
