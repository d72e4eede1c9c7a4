// `eval --receipt`: evaluates, and records what the result was made from.
#include <filesystem>
#include <fmt/format.h>

#include "cli/output_format.hpp"
#include "cli/receipt.hpp"
#include "cli/rules_text.hpp"
#include "records/cells/encoding.hpp"
#include "records/databases/connection_address.hpp"
#include "records/io/paths.hpp"

namespace spanne::cli {
namespace {

namespace fs = std::filesystem;
using records::Receipt;

std::string relative_to(const std::string& receipt, const std::string& path) {
  const auto plain = [](const std::string& text) { return fs::absolute(text).lexically_normal(); };
  return plain(path).lexically_relative(plain(receipt).parent_path()).generic_string();
}

/// Files named in a receipt must be found again, and their names must be UTF-8 for JSON.
void require_file(const std::string& path, const EvalOptions& options, const Output& output) {
  if (path == "-")
    stop(output, wrong_usage, "a receipt names files, and standard input is none", "write it to a file first");
  if (records::is_special(path))
    stop(output, wrong_usage,
         fmt::format("a receipt names files, and {} is none: what comes through a pipe or a device is gone afterwards",
                     path),
         "write it to a file first");
  if (!records::is_utf8(relative_to(options.receipt, path)))
    stop(output, wrong_usage, fmt::format("a receipt cannot name {}: its name is not UTF-8", path),
         "rename the file or the folder it lies in");
}

/// A receipt is checked by reading the same bytes again.
void require_one_file(const EvalOptions& options, const Output& output) {
  if (!options.table.empty() || !options.query.empty() || !options.with.empty() ||
      records::is_postgres_address(options.accounts))
    stop(output, wrong_usage,
         "a receipt is for accounts from one file that is read whole, not from a database or two tables",
         "write the accounts to a file first");
}

void require_files(const EvalOptions& options, const Output& output) {
  EvalOptions settled = options;
  const auto misuse = validate(settled);
  if (!misuse && settled.format == "table")
    stop(output, wrong_usage, "a receipt is for results that are the same everywhere, which tables are not",
         "-o FILE.csv, FILE.xlsx, FILE.json or FILE.jsonl");
  if (rules_name(options.rules).source != RulesName::Source::file)
    stop(output, wrong_usage, "a receipt names the rule file itself, not an older state of it");
  if (options.output.empty() || options.output == "-")
    stop(output, wrong_usage, "a receipt names the file with the result", "add -o FILE.csv");
  if (records::is_special(options.receipt))
    stop(output, wrong_usage, fmt::format("{} is no file, in which alone a receipt is kept", options.receipt),
         "--receipt FILE.json");
  require_one_file(options, output);
  for (const auto* path : {&options.rules, &options.accounts, &options.kams, &options.output})
    if (!path->empty()) require_file(*path, options, output);
  if (misuse) stop(output, wrong_usage, misuse->message, misuse->help);
  if (std::holds_alternative<UsageError>(output_format({"eval", {"json"}}, "", options.receipt)))
    stop(output, wrong_usage, fmt::format("{} is no name for a receipt, which is JSON", options.receipt),
         "--receipt FILE.json");
}

Receipt receipt_of(const EvalOptions& options, const Evaluated& evaluated, const records::ReleaseLog& log) {
  const auto place = [&](const std::string& path) { return relative_to(options.receipt, path); };
  Receipt receipt;
  receipt.engine = SPANNE_VERSION;
  receipt.rules = place(options.rules);
  receipt.title = evaluated.title;
  receipt.version = evaluated.version;
  receipt.digest = evaluated.digest;
  receipt.text_digest = evaluated.text_digest;
  receipt.release = release_in(log, options.rules, evaluated.text_digest);
  receipt.accounts = {place(options.accounts), evaluated.accounts_digest};
  if (!options.kams.empty()) receipt.kams = {place(options.kams), evaluated.kams_digest};
  receipt.output = {place(options.output), evaluated.output_digest};
  receipt.as_of = evaluated.as_of;
  receipt.options = {options.by,          options.set,      options.columns,
                     options.all_columns, options.exact,    options.decimals.value_or(6),
                     options.locale,      evaluated.format, options.sheet,
                     options.keep_totals, options.missing,  evaluated.out_locale};
  receipt.rows = evaluated.rows;
  receipt.rejected = evaluated.rejected;
  receipt.skipped = evaluated.skipped;
  receipt.totals = evaluated.totals;
  return receipt;
}

}  // namespace

int eval_with_receipt(const EvalOptions& options, const Output& output) {
  try {
    require_files(options, output);
    // Whatever can prevent a receipt is tried first, so that no result is left without its receipt.
    const auto log = sound_log(options.rules, output);
    records::AtomicFile file(options.receipt);
    if (const auto error = file.open()) stop(output, file_trouble, error->message);
    Evaluated evaluated;
    EvalOptions watched = options;
    watched.evaluated = &evaluated;
    const int status = eval(watched, output);
    if (evaluated.version.empty()) {
      output.err << "no receipt was written\n";
      return status;
    }
    auto error = file.write(to_text(receipt_of(options, evaluated, log)));
    if (!error) error = file.commit();
    if (error) stop(output, file_trouble, error->message);
    return status;
  } catch (const Stop& stopped) { return stopped.status; }
}

}  // namespace spanne::cli
