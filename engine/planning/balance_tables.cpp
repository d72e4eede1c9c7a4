#include "engine/planning/balance_tables.hpp"

#include <fmt/format.h>

#include "engine/portfolio/portfolio.hpp"

namespace spanne::engine {

namespace {

using Kind = ViewColumn::Kind;

/// The line of a row and what identifies it.
void add_row_columns(ResultTable& table, const Model& model) {
  table.columns.push_back({"line", "line", Kind::count});
  for (const AttributeId key : model.key_attributes())
    table.columns.push_back({model.attributes[key].name, model.attributes[key].name, Kind::text});
}

std::vector<ResultCell> row_cells(std::size_t row, const RowEvaluation& rows) {
  const Model& model = rows.model();
  std::vector<ResultCell> cells{count_cell(rows.row(row).line)};
  for (const AttributeId key : model.key_attributes())
    cells.push_back(value_cell(to_text(rows.row(row).account.values[key], model.attributes[key].type, model),
                               model.attributes[key].type));
  return cells;
}

ResultTable changes_table(const std::string& name, const std::string& title, const std::vector<BalanceChange>& changes,
                          const Balance& balance, const RowEvaluation& rows) {
  ResultTable table{name, title, {}, {}};
  add_row_columns(table, rows.model());
  table.columns.push_back({"from", "from", Kind::text});
  table.columns.push_back({"to", "to", Kind::text});
  table.columns.push_back({"fte", "FTE", Kind::figure});
  for (const BalanceChange& change : changes) {
    auto cells = row_cells(change.row, rows);
    cells.emplace_back(change.from ? balance.people[*change.from].name : "unassigned");
    cells.emplace_back(balance.people[change.to].name);
    cells.push_back(figure_cell(change.effort));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

ResultTable left_table(const Balance& balance, const RowEvaluation& rows) {
  ResultTable table{"left", "Still with nobody who is there", {}, {}};
  add_row_columns(table, rows.model());
  for (const std::size_t row : balance.left) table.rows.push_back(row_cells(row, rows));
  return table;
}

void add_side(std::vector<ResultCell>& cells, const BalancedPerson::Side& side) {
  cells.push_back(count_cell(side.rows));
  cells.push_back(figure_cell(side.effort));
  cells.push_back(side.load ? figure_cell(*side.load) : ResultCell{});
  cells.emplace_back(to_text(side.band));
}

ResultTable people_table(const Balance& balance, const Model& model) {
  const std::string owner = model.attributes[*model.owner_attribute()].name;
  ResultTable table{"people", "People, today and with the moves", {}, {}};
  table.columns = {{"kam", owner, Kind::text},
                   {"capacity", "capacity", Kind::figure},
                   {"rows_before", "rows", Kind::count},
                   {"fte_before", "FTE", Kind::figure},
                   {"load_before", "load", Kind::share},
                   {"band_before", "band", Kind::band},
                   {"rows_after", "rows then", Kind::count},
                   {"fte_after", "FTE then", Kind::figure},
                   {"load_after", "load then", Kind::share},
                   {"band_after", "band then", Kind::band}};
  for (const BalancedPerson& person : balance.people) {
    std::vector<ResultCell> cells{person.name, figure_cell(person.capacity)};
    add_side(cells, person.before);
    add_side(cells, person.after);
    table.rows.push_back(std::move(cells));
  }
  return table;
}

/// What the plan is measured by, and what no plan can be below.
ResultTable measure_table(const Balance& balance) {
  ResultTable table{"measure", "How good the plan is, the most important first", {}, {}};
  table.columns = {{"measure", "measure", Kind::text},
                   {"today", "today", Kind::figure},
                   {"plan", "plan", Kind::figure},
                   {"bound", "at least", Kind::figure},
                   {"proved", "proved", Kind::truth}};
  const Fraction millionth = Fraction::ratio(1, 1'000'000);
  const auto bound = [&](std::size_t part) { return Fraction(balance.proofs[part].bound) * millionth; };
  const auto least = [&](std::size_t part, const Fraction& value) {
    return figure_cell(balance.proofs[part].proved() ? value : bound(part));
  };
  table.rows.push_back({std::string("FTE outside the band"), figure_cell(balance.outside_before),
                        figure_cell(balance.outside), least(0, balance.outside), balance.proofs[0].proved()});
  table.rows.push_back({std::string("moves"), count_cell(std::size_t{0}), count_cell(balance.moves.size()),
                        figure_cell(Fraction(balance.proofs[1].bound)), balance.proofs[1].proved()});
  table.rows.push_back({std::string("greatest load minus least, as a share"), figure_cell(balance.spread_before),
                        figure_cell(balance.spread), least(2, balance.spread), balance.proofs[2].proved()});
  return table;
}

ResultTable reasons_table(const Balance& balance, const RowEvaluation& rows) {
  ResultTable table{"reasons", "Why not everybody can be in the band", {}, {}};
  table.columns = {{"missing_fte", "FTE", Kind::figure}, {"reason", "reason", Kind::long_text}};
  for (const BalanceReason& reason : balance.reasons)
    table.rows.push_back({reason.missing().sign() == 0 ? ResultCell{} : figure_cell(reason.missing()),
                          balance_reason(reason, balance, rows)});
  return table;
}

}  // namespace

std::vector<ResultTable> balance_tables(const Balance& balance, const RowEvaluation& rows) {
  std::vector<ResultTable> tables{changes_table("moves", "Moves", balance.moves, balance, rows)};
  if (!balance.placed.empty())
    tables.push_back(
        changes_table("placed", "Placed: nobody who is there looks after them today", balance.placed, balance, rows));
  if (!balance.left.empty()) tables.push_back(left_table(balance, rows));
  tables.push_back(people_table(balance, rows.model()));
  tables.push_back(measure_table(balance));
  if (!balance.reasons.empty()) tables.push_back(reasons_table(balance, rows));
  return tables;
}

}  // namespace spanne::engine
