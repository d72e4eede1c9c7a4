#include "engine/planning/balance_parts.hpp"

namespace spanne::engine {

namespace {

constexpr std::int64_t in_millionths = 1'000'000;
constexpr std::int64_t open = IntegerProgramme::no_bound;

std::size_t add_number(IntegerProgramme& programme, std::int64_t cost) {
  programme.columns.push_back({cost, 0, open, false});
  return programme.columns.size() - 1;
}

}  // namespace

void add_bands(IntegerProgramme& programme, const BalanceUnits& units, const std::vector<BalanceLoad>& loads,
               const BalanceMeasure& at_most, BalanceLevel level) {
  const bool is_asked = level == BalanceLevel::outside;
  IntegerProgramme::Row outside{-open, at_most.outside, {}};
  for (std::size_t person = 0; person < loads.size(); ++person) {
    const auto& band = units.people[person];
    const std::size_t under = add_number(programme, is_asked ? in_millionths : 0);
    const std::size_t over = add_number(programme, is_asked ? in_millionths : 0);
    IntegerProgramme::Row row{band.least - loads[person].fixed, band.greatest - loads[person].fixed,
                              loads[person].entries};
    row.entries.push_back({under, units.per_fte});
    row.entries.push_back({over, -units.per_fte});
    programme.rows.push_back(std::move(row));
    outside.entries.push_back({under, in_millionths});
    outside.entries.push_back({over, in_millionths});
  }
  if (!is_asked) programme.rows.push_back(std::move(outside));
}

void add_moves(IntegerProgramme& programme, const std::vector<std::size_t>& columns, const BalanceMeasure& at_most,
               BalanceLevel level) {
  if (level == BalanceLevel::outside) return;
  IntegerProgramme::Row moves{-open, at_most.moves, {}};
  for (const std::size_t column : columns) {
    if (level == BalanceLevel::moves) programme.columns[column].cost = 1;
    moves.entries.push_back({column, 1});
  }
  if (level != BalanceLevel::moves) programme.rows.push_back(std::move(moves));
}

void add_spread(IntegerProgramme& programme, const BalanceUnits& units, const std::vector<BalanceLoad>& loads,
                const BalanceMeasure& at_most, BalanceLevel level) {
  if (level < BalanceLevel::spread) return;
  const bool is_asked = level == BalanceLevel::spread;
  const std::size_t greatest = add_number(programme, is_asked ? in_millionths : 0);
  const std::size_t least = add_number(programme, is_asked ? -in_millionths : 0);
  for (std::size_t person = 0; person < loads.size(); ++person) {
    const std::int64_t capacity = units.people[person].capacity;
    if (capacity == 0) continue;
    IntegerProgramme::Row below{-open, -loads[person].fixed, loads[person].entries};
    IntegerProgramme::Row above{-loads[person].fixed, open, loads[person].entries};
    below.entries.push_back({greatest, -capacity});
    above.entries.push_back({least, -capacity});
    programme.rows.push_back(std::move(below));
    programme.rows.push_back(std::move(above));
  }
  if (!is_asked)
    programme.rows.push_back({-open, at_most.spread, {{greatest, in_millionths}, {least, -in_millionths}}});
}

}  // namespace spanne::engine
