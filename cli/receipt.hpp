// `eval --receipt`: a record of what a result was made from.
#pragma once

#include "cli/audit.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "records/trail/receipts.hpp"

namespace spanne::cli {

/// What an evaluation knows at its end and a receipt tells; filled in only when the output has been written.
struct Evaluated {
  std::string title, version, text_digest, as_of, format;  // format: csv, json, jsonl or table
  std::size_t rows = 0, rejected = 0, skipped = 0;
  std::vector<std::pair<std::string, std::string>> totals;  // exact
  std::string digest;                                       // of the rule set's meaning
  /// Of the bytes that were read and written, taken while they were; that of kams is empty where there are none.
  std::string accounts_digest, kams_digest, output_digest;
};

/// The columns fte_low to limit_high of all rows, which are broken down, exactly.
std::vector<std::pair<std::string, std::string>> exact_totals(const engine::Subtotal& all, const engine::Model& model);

/// Evaluates, then writes the receipt (make_receipt.cpp).
int eval_with_receipt(const EvalOptions& options, const Output& output);

/// Checks a receipt: its files, and that the same evaluation gives the same bytes.
int verify_receipt(const VerifyOptions& options, const std::string& text, const Output& output);

/// The line of the log that releases this text for this rule file; nullopt if none does.
std::optional<records::ReceiptRelease> release_in(const records::ReleaseLog& log, const std::string& rules,
                                                  const std::string& text_digest);

/// A file that a receipt names: its place, from where the receipt lies.
std::string beside(const std::string& receipt, const std::string& relative);

/// What names the rule set of a receipt as it was: its file, or its release in the log beside it. Stops where there is
/// neither.
std::string rules_of(const std::string& path, const records::Receipt& receipt, const Output& output);

/// "--set 'sites = sites + 5'" for each; empty where there is none.
std::string assignments_in_words(const records::Receipt& receipt);

/// Whether a file is still the one of the receipt; stops where it cannot be read.
bool is_unchanged(const std::string& path, const records::ReceiptFile& file, const Output& output);

/// Stops where the text is no receipt, or has been changed.
records::Receipt receipt_from(const std::string& path, const std::string& text, const Output& output);

}  // namespace spanne::cli
