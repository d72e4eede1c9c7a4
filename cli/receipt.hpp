// A receipt is the record of what a result was made from (`eval --receipt`).
#pragma once

#include "cli/audit.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "records/trail/receipts.hpp"

namespace spanne::cli {

/// What an evaluation knows at its end and a receipt records; filled in only after the output has been written.
struct Evaluated {
  std::string title, version, text_digest, as_of, format;  // format: csv, json, jsonl, xlsx or table
  std::string out_locale;                                  // of CSV: en or de
  std::size_t rows = 0, rejected = 0, skipped = 0;
  std::vector<std::pair<std::string, std::string>> totals;  // exact
  std::string digest;                                       // of the canonical rule text
  /// Digests of the bytes that were read and written, computed meanwhile; that of kams is empty if there is no such
  /// file.
  std::string accounts_digest, kams_digest, output_digest;
  bool depends_on_arithmetic = false;  // whether another arithmetic may have given other results
};

/// The exact totals of the columns fte_low to limit_high; the rows must have been broken down.
std::vector<std::pair<std::string, std::string>> exact_totals(const engine::Subtotal& all, const engine::Model& model);

/// Evaluates, then writes the receipt (make_receipt.cpp).
int eval_with_receipt(const EvalOptions& options, const Output& output);

/// Verifies a receipt: its files, and that the same evaluation gives the same bytes.
int verify_receipt(const VerifyOptions& options, const std::string& text, const Output& output);

/// The release of this text for this rule file; returns nullopt if there is none.
std::optional<records::ReceiptRelease> release_in(const records::ReleaseLog& log, const std::string& rules,
                                                  const std::string& text_digest);

/// The path of a file that a receipt names, relative to the receipt.
std::string beside(const std::string& receipt, const std::string& relative);

/// The name of the rule set of a receipt as it was: its file, or its release in the log next to it. Throws Stop if
/// there is neither.
std::string rules_of(const std::string& path, const records::Receipt& receipt, const Output& output);

/// A comparison of two versions with the accounts of a receipt, read as they were then; the versions are left empty.
/// `path`: of the receipt.
DiffOptions diff_of(const records::Receipt& receipt, const std::string& path);

/// "--set 'sites = sites + 5'" for each assignment; empty if there is none.
std::string assignments_in_words(const records::Receipt& receipt);

/// Whether a file is unchanged since the receipt; throws Stop if it cannot be read.
bool is_unchanged(const std::string& path, const records::ReceiptFile& file, const Output& output);

/// Throws Stop if the text is not a receipt, or has been changed.
records::Receipt receipt_from(const std::string& path, const std::string& text, const Output& output);

}  // namespace spanne::cli
