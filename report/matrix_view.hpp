// A matrix as tables: one for people, as it hangs on a wall, and one for programs, a line for each cell.
#pragma once

#include <string>
#include <vector>

#include "engine/planning/result_table.hpp"
#include "engine/proof/matrix/matrix.hpp"
#include "report/document.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// "international", "lead": how a row is called, one text for its cluster and one for each attribute it is split by.
std::vector<std::string> row_names(const engine::MatrixRow& row, const engine::Model& model);
/// "0.1–0.35", "0.1 and more", "0.1–0.35 (not proved; never beyond 0.4)", without a unit; empty without accounts.
std::string matrix_range_words(const engine::MatrixRange& range, const Screen& screen = {});
/// "8–10"; "–" where no account can be; "not settled".
std::string cell_span_words(const engine::MatrixCell& cell);

/// Named "matrix": clusters down, profiles across, and in each cell, line by line, the accounts for one KAM, the
/// effort, each kind of it, and one's own accounts. All cells are texts.
engine::ResultTable matrix_table(const engine::Matrix& matrix, const engine::Model& model, const Screen& screen = {});
/// Named "cells": a line for each cell in which there can be an account.
engine::ResultTable matrix_cells(const engine::Matrix& matrix, const engine::Model& model);
/// What has to be known to read the table: sentences.
std::vector<std::string> matrix_notes(const engine::Matrix& matrix, const engine::Model& model);
/// The table as documents show it: a line for each row of the matrix.
Grid matrix_grid(const engine::Matrix& matrix, const engine::Model& model);

}  // namespace spanne::report
