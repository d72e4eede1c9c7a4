// `spanne diff`: what changed between two versions of a guideline, by meaning.
#include <fmt/format.h>
#include <utility>

#include "cli/file_roles.hpp"
#include "cli/impact.hpp"
#include "cli/output_file.hpp"
#include "cli/output_format.hpp"
#include "cli/receipt.hpp"
#include "cli/result_workbook.hpp"
#include "cli/trusted_rules.hpp"
#include "engine/compare/compare.hpp"
#include "engine/compare/regions/regions.hpp"
#include "library/differences_json.hpp"
#include "records/json/json_text.hpp"
#include "report/comparison.hpp"
#include "report/regions.hpp"

namespace spanne::cli {
namespace {

using engine::VersionComparison;

/// The format of the output; empty for the table.
std::string format_of(DiffOptions& options, const Output& output) {
  OutputFormats known{"diff", {"table", "json"}};
  if (!options.accounts.empty()) known.formats.insert(known.formats.end(), {"csv", "xlsx"});
  const bool is_list = options.format == "csv" || options.format == "xlsx";
  if (options.accounts.empty() && (is_list || !options.out_locale.empty()))
    stop(output, wrong_usage, "a comparison of two versions is no list for a spreadsheet; with accounts it is",
         "--format table or json, or: spanne diff OLD NEW ACCOUNTS");
  std::string format = output_format_or_stop(known, options.format, options.output, output);
  if (const auto misuse = choose_csv_locale(options.out_locale, format))
    stop(output, wrong_usage, misuse->message, misuse->help);
  if (format == "xlsx") keep_from_terminal(options.output, output);
  return format == "table" ? "" : format;
}

void check_options(const DiffOptions& options, const Output& output) {
  const bool needs_accounts = !options.kams.empty() || !options.by.empty() || !options.as_of.empty() ||
                              !options.set.empty() || options.missing.has_value();
  if (!options.with.empty() && !options.accounts.empty())
    stop(output, wrong_usage, "--with takes what accounts lack by the attributes of one rule set, and there are two",
         "put the two tables together first, in a spreadsheet or a database");
  if (options.accounts.empty() && needs_accounts)
    stop(output, wrong_usage, "--kams, --by, --as-of and --set say something about accounts, but none are given",
         "spanne diff OLD NEW ACCOUNTS");
}

library::Json report_of(const DiffOptions& options, const Loaded& before, const Loaded& after,
                        const library::VersionDifferences& differences) {
  library::Json report = library::differences_json(before, after, differences);
  if (!options.old_name.empty()) report["old"]["file"] = options.old_name;
  if (!options.new_name.empty()) report["new"]["file"] = options.new_name;
  return report;
}

int compare_versions(const DiffOptions& options, const Loaded& before, const Loaded& after, const Output& output) {
  const auto differences = library::compare_versions(before, after, {options.time_limit, options.all ? 0U : 20U});
  if (options.compared != nullptr) options.compared->report = report_of(options, before, after, differences);
  if (options.format == "json") {
    unguarded(output.out) << records::json_text(report_of(options, before, after, differences), 2) << "\n";
    return fine;
  }
  const report::Screen screen{output.terminal.width, output.color_out};
  output.out << report::comparison_view(differences.comparison, *before.model, *after.model, screen);
  if (differences.regions) output.out << report::regions_view(*differences.regions, options.all, screen);
  output.out << report::days_view(differences.days, screen);
  return fine;
}

}  // namespace

Loaded load_version(const std::string& name, const Output& output) {
  Loaded loaded = load(name, output, true);
  if (!loaded.model) {
    for (const auto& diagnostic : loaded.diagnostics)  // warnings are irrelevant here
      output.err << grammar::render(diagnostic, *loaded.source, output.color_err) << "\n";
    throw Stop{loaded.status};
  }
  return loaded;
}

int diff(const DiffOptions& asked, const Output& output) {
  DiffOptions options = asked;
  check_options(options, output);
  if (options.old_rules == "-" && options.new_rules == "-")
    stop(output, wrong_usage, "both versions cannot come from standard input");
  FileRoles files;
  files.read_guideline(options.old_rules);
  files.read_guideline(options.new_rules);
  files.read(options.accounts, "the accounts");
  files.read(options.kams, "the people");
  files.read(options.trust, "the trusted keys");
  const bool is_file = !options.output.empty() && options.output != "-";
  files.write(options.output, is_file ? FileRoles::Product::result : FileRoles::Product::answer, "-o");
  stop_at_conflict(files, output);
  options.format = format_of(options, output);
  Loaded before = load_version(options.old_rules, output), after = load_version(options.new_rules, output);
  const Trust trust(options.trust, output);
  if (check_trusted({{options.old_rules, before}, {options.new_rules, after}}, trust, output) != fine)
    throw Stop{findings};
  Compared* compared = options.compared;
  if (compared != nullptr) {
    compared->format = options.format;
    compared->out_locale = options.out_locale;
  }
  const RuleFacts facts[] = {rule_facts(before), rule_facts(after)};
  engine::ByteDigest written;
  OutputFile file(options.output, output, compared == nullptr ? nullptr : &written);
  const int status = options.accounts.empty() ? compare_versions(options, before, after, file.output())
                                              : impact(options, std::move(before), std::move(after), file.output());
  file.commit();
  if (compared != nullptr) {
    compared->before = facts[0];
    compared->after = facts[1];
    compared->output_digest = written.text();
  }
  return status;
}

}  // namespace spanne::cli
