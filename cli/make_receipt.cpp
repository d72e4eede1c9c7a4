// `eval --receipt`: evaluates, and records what the result was made from.
#include <fmt/format.h>

#include "cli/file_roles.hpp"
#include "cli/receipt_maker.hpp"
#include "cli/rules_text.hpp"
#include "records/databases/connection_address.hpp"

namespace spanne::cli {
namespace {

using records::Receipt;

/// The file that is evaluated: a copy, or what was named.
const std::string& evaluated_file(const EvalOptions& options) {
  return options.snapshot.empty() ? options.accounts : options.snapshot;
}

/// The second table has become part of the copy, if there is one.
std::string joined_file(const EvalOptions& options) { return options.snapshot.empty() ? options.with : std::string(); }

void keep_key(const EvalOptions& options, const ReceiptArguments& arguments, const Output& output) {
  FileRoles files;
  read_keys(files, arguments);
  files.write(options.output, FileRoles::Product::result, "-o");
  if (!options.snapshot.empty()) files.write(options.snapshot, FileRoles::Product::result, "--snapshot");
  files.write(options.receipt, FileRoles::Product::receipt, "--receipt");
  stop_at_conflict(files, output);
}

void require_eval_files(const EvalOptions& options, const ReceiptMaker& maker, const Output& output) {
  EvalOptions settled = options;
  const auto misuse = validate(settled);
  if (!misuse && settled.format == "table")
    stop(output, wrong_usage, "a receipt is for results that are the same everywhere, which tables are not",
         "-o FILE.csv, FILE.xlsx, FILE.json or FILE.jsonl");
  if (rules_name(options.rules).source != RulesName::Source::file)
    stop(output, wrong_usage, "a receipt names the rule file itself, not an older state of it");
  if (options.output.empty() || options.output == "-")
    stop(output, wrong_usage, "a receipt names the file with the result", "add -o FILE.csv");
  if (options.snapshot.empty()) maker.require_files(options, options.accounts);
  for (const auto& path : {options.rules, evaluated_file(options), joined_file(options), options.kams, options.output})
    maker.require_file(path);
  if (misuse) stop(output, wrong_usage, misuse->message, misuse->help);
  maker.require_name();
}

std::optional<records::ReceiptSource> source_of(const EvalOptions& options) {
  if (options.snapshot.empty()) return std::nullopt;
  const auto shown = [](const std::string& name) {
    return records::is_postgres_address(name) ? records::without_password(name) : records::file_name(name);
  };
  return records::ReceiptSource{shown(options.accounts), options.table, options.query,
                                options.with.empty() ? "" : shown(options.with)};
}

Receipt receipt_of(const EvalOptions& options, const Evaluated& evaluated, ReceiptMaker& maker) {
  Receipt receipt;
  static_cast<records::ReceiptRules&>(receipt) =
      maker.rules(options.rules, {evaluated.title, evaluated.version, evaluated.digest, evaluated.text_digest});
  receipt.accounts = {maker.place(evaluated_file(options)), evaluated.accounts_digest};
  receipt.snapshot_of = source_of(options);
  if (const std::string with = joined_file(options); !with.empty()) receipt.with = maker.file(with);
  if (!options.kams.empty()) receipt.kams = {maker.place(options.kams), evaluated.kams_digest};
  receipt.output = {maker.place(options.output), evaluated.output_digest};
  receipt.as_of = evaluated.as_of;
  receipt.options = {options.by,          options.set,      options.columns,
                     options.all_columns, options.exact,    options.decimals.value_or(6),
                     options.locale,      evaluated.format, options.snapshot.empty() ? options.sheet : "",
                     options.keep_totals, options.missing,  evaluated.out_locale};
  receipt.rows = evaluated.rows;
  receipt.rejected = evaluated.rejected;
  receipt.skipped = evaluated.skipped;
  receipt.changed = evaluated.changed;
  receipt.totals = evaluated.totals;
  if (maker.is_signed() || receipt.with || receipt.snapshot_of) receipt.reading = evaluated.reading;
  return receipt;
}

}  // namespace

int eval_with_receipt(const EvalOptions& options, const ReceiptArguments& arguments, const Output& output) {
  try {
    ReceiptMaker maker(options.receipt, arguments, output);
    require_eval_files(options, maker, output);
    keep_key(options, arguments, output);
    maker.begin({options.rules});
    if (const std::string with = joined_file(options); !with.empty()) maker.file(with);
    Evaluated evaluated;
    EvalOptions watched = options;
    watched.evaluated = &evaluated;
    const int status = eval(watched, output);
    if (evaluated.version.empty()) {
      output.err << "no receipt was written\n";
      return status;
    }
    maker.require_unchanged();
    maker.write(receipt_of(options, evaluated, maker));
    return status;
  } catch (const Stop& stopped) { return stopped.status; }
}

}  // namespace spanne::cli
