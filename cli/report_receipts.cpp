// `check --receipt` and `diff --receipt`: reports, and what they were made from.
#include <fmt/format.h>

#include "cli/file_roles.hpp"
#include "cli/output_format.hpp"
#include "cli/receipt_maker.hpp"

namespace spanne::cli {
namespace {

int without_receipt(int status, const Output& output) {
  output.err << "no receipt was written\n";
  return status == fine ? findings : status;
}

// ---- diff

void require_result(const DiffOptions& options, const Output& output) {
  if (options.output.empty() || options.output == "-")
    stop(output, wrong_usage, "a receipt of who moves names the file that says it", "add -o FILE.csv");
  const OutputFormats known{"diff", {"table", "json", "csv", "xlsx"}};
  const std::string format = output_format_or_stop(known, options.format, options.output, output);
  if (format == "table" || format.empty())
    stop(output, wrong_usage, "a receipt is for results that are the same everywhere, which tables are not",
         "-o FILE.csv, FILE.xlsx or FILE.json");
}

void require_diff_files(const DiffOptions& options, const ReceiptArguments& arguments, const ReceiptMaker& maker,
                        const Output& output) {
  maker.require_rules(options.old_rules);
  maker.require_rules(options.new_rules);
  if (!options.accounts.empty()) {
    maker.require_files(options, options.accounts);
    require_result(options, output);
    for (const std::string& path : {options.accounts, options.kams, options.output}) maker.require_file(path);
  }
  maker.require_name();
  FileRoles files;
  files.read_guideline(options.old_rules);
  files.read_guideline(options.new_rules);
  files.read(options.accounts, "the accounts");
  files.read(options.kams, "the people");
  read_keys(files, arguments);
  if (!options.output.empty()) files.write(options.output, FileRoles::Product::result, "-o");
  files.write(options.receipt, FileRoles::Product::receipt, "--receipt");
  stop_at_conflict(files, output);
}

records::DiffReceipt receipt_of(const DiffOptions& options, const Compared& compared, ReceiptMaker& maker) {
  records::DiffReceipt receipt;
  receipt.before = maker.rules(options.old_rules, compared.before);
  receipt.after = maker.rules(options.new_rules, compared.after);
  if (options.accounts.empty()) {
    receipt.regions = {options.time_limit, options.all, records::json_text(compared.report, 2)};
    return receipt;
  }
  auto& impact = receipt.impact.emplace();
  impact.accounts = maker.file(options.accounts);
  if (!options.kams.empty()) impact.kams = maker.file(options.kams);
  impact.output = {maker.place(options.output), compared.output_digest};
  impact.as_of = compared.as_of;
  auto& asked = impact.options;
  if (!options.by.empty()) asked.by = {options.by};
  asked.set = options.set;
  asked.exact = options.exact;
  asked.locale = options.locale;
  asked.format = compared.format;
  asked.sheet = options.sheet;
  asked.keep_totals = options.keep_totals;
  asked.missing = options.missing;
  if (!compared.out_locale.empty()) asked.out_locale = compared.out_locale;
  impact.moved = compared.moved;
  impact.same = compared.same;
  impact.rejected_by_both = compared.rejected_by_both;
  return receipt;
}

}  // namespace

int check_with_receipt(const CheckOptions& options, const ReceiptArguments& arguments, const Output& output) {
  ReceiptMaker maker(options.receipt, arguments, output);
  if (options.rules.size() != 1)
    stop(output, wrong_usage, "a receipt of check is about one guideline, and several are named",
         "check each by itself");
  const std::string& rules = options.rules.front();
  maker.require_rules(rules);
  maker.require_name();
  FileRoles files;
  files.read_guideline(rules);
  read_keys(files, arguments);
  files.write(options.receipt, FileRoles::Product::receipt, "--receipt");
  stop_at_conflict(files, output);
  maker.begin({rules});
  CheckedGuideline checked;
  CheckOptions watched = options;
  watched.checked = &checked;
  const int status = check(watched, output);
  if (checked.rules.version.empty()) return without_receipt(status, output);
  rename_report_file(checked.report, rules, maker.rules_place(rules));
  records::CheckReceipt receipt;
  static_cast<records::ReceiptRules&>(receipt) = maker.rules(rules, checked.rules);
  if (options.proof) receipt.proof = {options.time_limit, options.solver};
  receipt.report = records::json_text(checked.report, 2);
  maker.write(std::move(receipt));
  return status;
}

int diff_with_receipt(const DiffOptions& options, const ReceiptArguments& arguments, const Output& output) {
  ReceiptMaker maker(options.receipt, arguments, output);
  require_diff_files(options, arguments, maker, output);
  maker.begin({options.old_rules, options.new_rules});
  for (const std::string& path : {options.accounts, options.kams})
    if (!path.empty()) maker.file(path);
  Compared compared;
  DiffOptions watched = options;
  watched.compared = &compared;
  watched.old_name = maker.rules_place(options.old_rules);
  watched.new_name = maker.rules_place(options.new_rules);
  const int status = diff(watched, output);
  if (compared.after.version.empty()) return without_receipt(status, output);
  maker.require_unchanged();
  maker.write(receipt_of(options, compared, maker));
  return status;
}

}  // namespace spanne::cli
