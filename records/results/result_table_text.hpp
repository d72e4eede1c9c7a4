// A ResultTable as text for programs: CSV, JSON, and the cells of a sheet.
#pragma once

#include <string>
#include <vector>

#include "engine/planning/result_table.hpp"
#include "records/results/results.hpp"

namespace spanne::records {

/// How many columns programs get of one: three of a range, four of a span.
std::size_t machine_width(engine::ViewColumn::Kind kind);
/// The heads for programs: a range has three (fte_low, fte, fte_high), a span four.
std::vector<std::string> machine_heads(const engine::ResultTable& table);
/// Which of them hold text.
std::vector<bool> machine_texts(const engine::ResultTable& table);
/// The texts of a row, as many as there are heads.
std::vector<std::string> machine_cells(const engine::ResultTable& table, const std::vector<engine::ResultCell>& row,
                                       const FigureStyle& style);

/// What stands beside the tables of a result.
struct ResultNotes {
  std::vector<std::string> what_if;  // what was assumed; empty: nothing
  std::vector<std::string> notes;
};

/// A whole table; `format` is csv or german_csv.
std::string csv_text(const engine::ResultTable& table, Format format, const FigureStyle& style);
/// One object: the provenance, `what_if` and `notes` if there are any, and each table as a list of objects by its name.
std::string json_text(const std::vector<engine::ResultTable>& tables, const Provenance& provenance,
                      const ResultNotes& notes, const FigureStyle& style);

}  // namespace spanne::records
