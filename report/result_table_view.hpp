// A ResultTable for people: on a terminal, and the text of each of its cells wherever people read it.
#pragma once

#include <string>

#include "engine/planning/result_table.hpp"
#include "report/table.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// A cell as people read it: "0.3–0.4", "+0.2", "15.5 %", "8–10", "team of 36–68"; empty if there is nothing.
std::string cell_words(const engine::ResultCell& cell, engine::ViewColumn::Kind kind, const Screen& screen);

/// Whether the column is set to the right, as figures are.
bool is_figure_column(engine::ViewColumn::Kind kind);

/// The title, then the table. Columns without a text in any row are left out. More figures than there is place for
/// beside a first column of names stand in a second table below, with the names again.
std::string result_table_view(const engine::ResultTable& table, const Screen& screen);

}  // namespace spanne::report
