// `eval --receipt`: a record of what a result was made from.
#pragma once

#include "cli/audit.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "records/receipts.hpp"

namespace spanne::cli {

/// What an evaluation knows at its end and a receipt tells; filled in only when the output has been written.
struct Evaluated {
  std::string title, version, text_digest, as_of, format;  // format: csv, json, jsonl or table
  std::size_t rows = 0, rejected = 0;
  std::vector<std::pair<std::string, std::string>> totals;  // exact
};

/// The columns fte_low to limit_high of the total, exactly.
std::vector<std::pair<std::string, std::string>> exact_totals(const engine::Group& total, const engine::Model& model);

/// Evaluates, then writes the receipt.
int eval_with_receipt(const EvalOptions& options, const Output& output);

/// Checks a receipt: its files, and that the same evaluation gives the same bytes.
int verify_receipt(const VerifyOptions& options, const std::string& text, const Output& output);

}  // namespace spanne::cli
