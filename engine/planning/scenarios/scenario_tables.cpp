#include "engine/planning/scenarios/scenario_tables.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/planning/scenarios/scenario_notes.hpp"

namespace spanne::engine {
namespace {

using CellKind = ViewColumn::Kind;

SumRange effort_of(const Subtotal& sum) {
  const auto figures = result_figures(sum);
  return {figures[0], figures[2]};
}

bool has_people(const ScenarioResults& results) {
  return std::any_of(results.results.begin(), results.results.end(), [](const ScenarioResult& result) {
    return std::any_of(result.days.begin(), result.days.end(), [](const auto& day) { return day && day->capacity; });
  });
}

/// Empty where it cannot be given.
ResultCell likely_of(const ScenarioDay& day) {
  return day.likely && day.likely->by_account.range ? range_cell(*day.likely->by_account.range) : ResultCell();
}

/// Of all effort against everybody's capacity.
ResultCell gap_cell(const ScenarioDay& day) {
  const auto& gap = day.portfolio.gap;
  return gap ? ResultCell(SumRange{gap->low, gap->high}) : ResultCell();
}

ResultCell days_count(const Readings<Headcount>& headcount, Count Headcount::*end) {
  return count_cell(headcount.value.*end);
}

// ---------------------------------------------------------------------------------------------- the main table

class MainTable {
 public:
  explicit MainTable(const ScenarioResults& results)
      : results_(results), dated_(results.days.size() > 1), people_(has_people(results)) {}

  ResultTable run() const {
    ResultTable table{"scenarios", title(), columns(), {}, false};
    for (const ScenarioResult& result : results_.results)
      for (std::size_t day = 0; day < result.days.size(); ++day) table.rows.push_back(row(result, day));
    return table;
  }

 private:
  std::string title() const {
    return dated_ ? "Today and each scenario, day by day"
                  : fmt::format("Today and each scenario on {}", to_text(results_.days.front()));
  }

  std::vector<ViewColumn> columns() const {
    std::vector<ViewColumn> columns{{"scenario", "scenario", CellKind::text}};
    if (dated_) columns.push_back({"day", "day", CellKind::date});
    columns.insert(columns.end(), {{"rows", "rows", CellKind::count},
                                   {"rejected", "rejected", CellKind::count},
                                   {"effort", "FTE", CellKind::range},
                                   {"likely", "likely", CellKind::range},
                                   {"headcount_low", "KAMs from", CellKind::count},
                                   {"headcount_high", "KAMs to", CellKind::count}});
    if (!people_) return columns;
    columns.insert(columns.end(), {{"capacity", "capacity", CellKind::figure},
                                   {"gap", "gap", CellKind::range},
                                   {"people_gap_low", "lacking from", CellKind::count},
                                   {"people_gap_high", "lacking to", CellKind::count},
                                   {"under", "under", CellKind::count},
                                   {"in_band", "in band", CellKind::count},
                                   {"over", "over", CellKind::count},
                                   {"away", "away", CellKind::count}});
    return columns;
  }

  std::vector<ResultCell> row(const ScenarioResult& result, std::size_t day) const {
    std::vector<ResultCell> cells{result.name};
    if (dated_) cells.emplace_back(results_.days[day]);
    const auto& figures = result.days[day];
    if (!figures) {
      cells.resize(columns().size());
      return cells;
    }
    const Group& total = figures->portfolio.total;
    cells.insert(cells.end(),
                 {count_cell(total.sum.rows), count_cell(total.sum.rejected), effort_of(total.sum), likely_of(*figures),
                  days_count(total.headcount, &Headcount::low), days_count(total.headcount, &Headcount::high)});
    if (!people_) return cells;
    cells.push_back(figures->capacity ? figure_cell(*figures->capacity) : ResultCell());
    const auto& gap = figures->portfolio.gap;
    cells.push_back(gap_cell(*figures));
    cells.push_back(gap ? figure_cell(gap->people.value.low) : ResultCell());
    cells.push_back(gap ? figure_cell(gap->people.value.high) : ResultCell());
    for (const std::size_t count :
         {figures->bands.under, figures->bands.in_band, figures->bands.over, figures->bands.away})
      cells.push_back(count_cell(count));
    return cells;
  }

  const ScenarioResults& results_;
  bool dated_, people_;
};

// ---------------------------------------------------------------------------------------------- a column per day

/// `cell` makes a cell of a ScenarioDay.
template <class Cell>
ResultTable by_day(const ScenarioResults& results, std::string name, std::string title, CellKind kind,
                   const Cell& cell) {
  ResultTable table{std::move(name), std::move(title), {{"scenario", "scenario", CellKind::text}}, {}, false};
  for (const Date day : results.days) table.columns.push_back({to_text(day), to_text(day), kind});
  for (const ScenarioResult& result : results.results) {
    std::vector<ResultCell> cells{result.name};
    for (const auto& day : result.days) cells.push_back(day ? cell(*day) : ResultCell());
    table.rows.push_back(std::move(cells));
  }
  return table;
}

// ---------------------------------------------------------------------------------------------- lines

ResultTable lines_table(const ScenarioResults& results, const ScenarioFile& file) {
  ResultTable table{"lines",
                    "What each line changes, in rows",
                    {{"scenario", "scenario", CellKind::text},
                     {"line", "line", CellKind::count},
                     {"text", "what it says", CellKind::long_text}},
                    {},
                    false};
  const bool dated = results.days.size() > 1;
  for (const Date day : results.days)
    table.columns.push_back({dated ? "rows_" + to_text(day) : "rows", dated ? to_text(day) : "rows", CellKind::count});
  table.columns.push_back({"remark", "remark", CellKind::long_text});
  for (const ScenarioResult& result : results.results) {
    if (!result.scenario) continue;
    for (const std::size_t place : file.scenarios[*result.scenario].lines) {
      const auto counts = counts_of(result, place);
      std::vector<ResultCell> cells{result.name, count_cell(file.lines[place].number), file.lines[place].words};
      for (const LineCount* count : counts)
        cells.push_back(count != nullptr && count->rows ? count_cell(*count->rows) : ResultCell());
      cells.emplace_back(remark_on(file.lines[place], counts));
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

// ---------------------------------------------------------------------------------------------- people

/// Calls `add` with each result and day that there is.
template <class Add>
void each_day(const ScenarioResults& results, const Add& add) {
  for (const ScenarioResult& result : results.results)
    for (const auto& day : result.days)
      if (day) add(result, *day);
}

std::vector<ViewColumn> with_day(std::vector<ViewColumn> more) {
  std::vector<ViewColumn> columns{{"scenario", "scenario", CellKind::text}, {"day", "day", CellKind::date}};
  columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

ResultTable handovers_table(const ScenarioResults& results) {
  ResultTable table{"handovers",
                    "To hand over",
                    with_day({{"person", "person", CellKind::text},
                              {"rows", "rows", CellKind::count},
                              {"effort", "effort in FTE", CellKind::range}}),
                    {},
                    false};
  each_day(results, [&](const ScenarioResult& result, const ScenarioDay& day) {
    for (const Handover& handover : day.handovers)
      table.rows.push_back(
          {result.name, day.day, handover.person, count_cell(handover.sum.rows), effort_of(handover.sum)});
  });
  return table;
}

ResultCell load_cell(const std::optional<Load>& load) {
  return load && load->shares ? ResultCell(load->shares->middle) : ResultCell();
}

ResultCell band_cell(const std::optional<Load>& load) {
  if (!load) return std::string("not here");
  return both_readings(load->band, [](Band band) { return to_text(band); });
}

ResultTable bands_table(const ScenarioResults& results) {
  ResultTable table{"bands",
                    "Who tips over",
                    with_day({{"person", "person", CellKind::text},
                              {"load_today", "load today", CellKind::share},
                              {"band_today", "band today", CellKind::band},
                              {"load", "load", CellKind::share},
                              {"band", "band", CellKind::band}}),
                    {},
                    false};
  each_day(results, [&](const ScenarioResult& result, const ScenarioDay& day) {
    for (const BandChange& change : day.band_changes)
      table.rows.push_back({result.name, day.day, change.person, load_cell(change.today), band_cell(change.today),
                            load_cell(change.scenario), band_cell(change.scenario)});
  });
  return table;
}

std::string key_of(const std::vector<Value>& values, const Model& model) {
  std::string key;
  const auto keys = model.key_attributes();
  for (std::size_t i = 0; i < keys.size() && i < values.size(); ++i)
    key += (i == 0 ? "" : "/") + to_text(values[i], model.attributes[keys[i]].type, model);
  return key;
}

ResultTable rejected_table(const ScenarioResults& results, const ScenarioFile& file) {
  ResultTable table{"rejected",
                    "Rejected by a scenario: missing from its effort",
                    with_day({{"account", "account", CellKind::text},
                              {"file", "file", CellKind::text},
                              {"line", "line", CellKind::count},
                              {"reason", "reason", CellKind::long_text}}),
                    {},
                    false};
  each_day(results, [&](const ScenarioResult& result, const ScenarioDay& day) {
    for (const ScenarioRejection& row : day.rejected)
      table.rows.push_back({result.name, day.day, key_of(row.key, file.model), row.file, count_cell(row.line),
                            fmt::format("{}", fmt::join(row.reasons, "; "))});
  });
  return table;
}

ResultTable moves_table(const ScenarioResults& results, const ScenarioFile& file) {
  ResultTable table{"moves",
                    "Who moves",
                    with_day({{"account", "account", CellKind::text},
                              {"file", "file", CellKind::text},
                              {"line", "line", CellKind::count},
                              {"from", "from", CellKind::text},
                              {"to", "to", CellKind::text},
                              {"effort", "effort in FTE", CellKind::range}}),
                    {},
                    false};
  each_day(results, [&](const ScenarioResult& result, const ScenarioDay& day) {
    for (const OwnerChange& move : day.moves)
      table.rows.push_back({result.name, day.day, key_of(move.key, file.model), move.file, count_cell(move.line),
                            move.from.empty() ? "unassigned" : move.from, move.to.empty() ? "unassigned" : move.to,
                            move.effort ? range_cell(*move.effort) : ResultCell()});
  });
  return table;
}

}  // namespace

namespace {

ResultCell bands_of(const ScenarioDay& day) {
  return fmt::format("{} / {} / {}", day.bands.under, day.bands.in_band, day.bands.over);
}

/// Each with a column per day.
void add_figures_by_day(const ScenarioResults& results, std::vector<ResultTable>& tables) {
  const auto effort = [](const ScenarioDay& day) { return ResultCell(effort_of(day.portfolio.total.sum)); };
  const auto capacity = [](const ScenarioDay& day) { return day.capacity ? figure_cell(*day.capacity) : ResultCell(); };
  tables.push_back(by_day(results, "effort_by_day", "Effort in FTE", CellKind::range, effort));
  if (!has_people(results)) return;
  tables.push_back(by_day(results, "capacity_by_day", "Capacity in FTE", CellKind::figure, capacity));
  tables.push_back(by_day(results, "gap_by_day", "Gap in FTE", CellKind::range, gap_cell));
  tables.push_back(by_day(results, "people_by_day", "People under, in and over their band", CellKind::text, bands_of));
}

}  // namespace

std::vector<ResultTable> scenario_tables(const ScenarioResults& results, const ScenarioFile& file, bool details) {
  std::vector<ResultTable> tables;
  const bool dated = results.days.size() > 1;
  if (dated)
    add_figures_by_day(results, tables);
  else
    tables.push_back(MainTable(results).run());
  tables.push_back(lines_table(results, file));
  const auto add = [&](ResultTable table) {
    if (!table.rows.empty()) tables.push_back(std::move(table));
  };
  add(rejected_table(results, file));
  add(handovers_table(results));
  if (details) {
    add(bands_table(results));
    add(moves_table(results, file));
  }
  if (dated) tables.push_back(MainTable(results).run());  // long: a row for each scenario and day
  return tables;
}

}  // namespace spanne::engine
