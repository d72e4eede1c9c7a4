// A receipt is the record of what a result or a report was made from (`--receipt`).
#pragma once

#include "cli/audit.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "engine/trail/digest.hpp"
#include "records/json/json_text.hpp"
#include "records/trail/receipts.hpp"

namespace spanne::cli {

/// A guideline as a command has read it.
struct RuleFacts {
  std::string title, version;
  std::string digest, text_digest;  // of the canonical text, of the text
};
RuleFacts rule_facts(const Loaded& loaded);

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
  records::ReceiptReading reading;
  std::vector<std::size_t> changed;  // rows, by assignment (`--set`)
};

/// What `check` knows of a guideline at its end; the title is empty if the guideline has errors, so that there is no
/// model.
struct CheckedGuideline {
  RuleFacts rules;
  nlohmann::ordered_json report;  // what `--format json` shows
};

/// What `diff` knows at its end. With accounts there is no report: the output is the result.
struct Compared {
  RuleFacts before, after;
  nlohmann::ordered_json report;
  std::string format, out_locale, as_of;
  std::size_t moved = 0, same = 0, rejected_by_both = 0;
  std::string output_digest;  // of the bytes that were written to a file
};

/// Findings in a report name the file they are about: `from` becomes `to`.
void rename_report_file(nlohmann::ordered_json& report, const std::string& from, const std::string& to);

/// The exact totals of the columns fte_low to limit_high; the rows must have been broken down.
std::vector<std::pair<std::string, std::string>> exact_totals(const engine::Subtotal& all, const engine::Model& model);

/// What was found out of how accounts are written, which were read in this way.
records::ReceiptReading reading_of(const records::AccountsSummary& accounts, const records::TableOptions& options);

/// Whether nothing was said about a receipt except its name.
bool is_empty(const ReceiptArguments& arguments);

/// Evaluates, checks or compares, then writes the receipt (make_receipt.cpp, report_receipts.cpp).
int eval_with_receipt(const EvalOptions& options, const ReceiptArguments& arguments, const Output& output);
int check_with_receipt(const CheckOptions& options, const ReceiptArguments& arguments, const Output& output);
int diff_with_receipt(const DiffOptions& options, const ReceiptArguments& arguments, const Output& output);

/// Writes the accounts to the file of `--snapshot`, and lets the options name that file in their place (snapshot.cpp).
/// Throws Stop. Does nothing if none is asked for.
void use_snapshot(EvalOptions& options, const engine::Model& model, const Output& output);

class MadeAgain;

/// What became of a receipt.
struct ReceiptVerdict {
  int status = fine;
  std::string engine;              // the program that wrote it, as it says
  bool is_rounded = false;         // the difference may be that of an earlier arithmetic
  std::size_t differing_rows = 0;  // of the result
  std::vector<std::size_t> lines;  // of the first of them

  /// Rows of a result in `format`; workbooks have none that could be counted.
  void take(const MadeAgain& again, const std::string& format);
};

/// Verifies a receipt: its files, and that the same evaluation gives the same bytes.
ReceiptVerdict judge_receipt(const VerifyOptions& options, const std::string& text, const Output& output);
int verify_receipt(const VerifyOptions& options, const std::string& text, const Output& output);
/// The same for a receipt of check or diff (verify_report.cpp).
ReceiptVerdict judge_report(const VerifyOptions& options, const records::AnyReceipt& receipt, const Output& output);
/// The same for every receipt in a folder and those below it, a line each (verify_archive.cpp).
int verify_archive(const VerifyOptions& options, const Output& output);

/// The release of this text for this rule file; returns nullopt if there is none.
std::optional<records::ReceiptRelease> release_in(const records::ReleaseLog& log, const std::string& rules,
                                                  const std::string& text_digest);

/// The path of a file that a receipt names, relative to the receipt.
std::string beside(const std::string& receipt, const std::string& relative);
/// The same for a guideline, which may be called release:VERSION:FILE; returns the path of its file.
std::string rules_beside(const std::string& receipt, const std::string& rules);

/// The name of the rule set of a receipt as it was: its file, or its release in the log next to it. Throws Stop if
/// there is neither.
std::string rules_of(const std::string& path, const records::ReceiptRules& receipt, const Output& output);

/// Options of a result as they are typed, those that change accounts (`--set`) first; empty if all have their defaults.
/// `kams` and `with`: the paths of these files, empty if there are none.
std::string options_in_words(const records::ReceiptOptions& options, const std::string& kams, const std::string& with);
/// A comparison of two versions with the accounts of a receipt, read as they were then; the versions are left empty.
/// `path`: of the receipt.
DiffOptions diff_of(const records::Receipt& receipt, const std::string& path);

/// "--set 'sites = sites + 5'" for each assignment; empty if there is none.
std::string assignments_in_words(const records::ReceiptOptions& options);

/// Has tables read as they were for a receipt.
void read_as(const records::ReceiptOptions& then, TableArguments& arguments);

/// The digest of a file; throws Stop if it cannot be read.
std::string file_digest(const std::string& path, const Output& output);
/// Whether a file is unchanged since the receipt; throws Stop if it cannot be read.
bool is_unchanged(const std::string& path, const records::ReceiptFile& file, const Output& output);

/// Throws Stop if the text is not a receipt, or has been changed.
records::AnyReceipt receipt_from(const std::string& path, const std::string& text, const Output& output);

/// The same, for a receipt of an evaluation; throws Stop also if it is one of a report.
records::Receipt result_receipt(const std::string& path, const std::string& text, const Output& output);

}  // namespace spanne::cli
