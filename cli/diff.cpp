// `spanne diff`: what changed between two versions of a guideline, by meaning.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/file_roles.hpp"
#include "cli/impact.hpp"
#include "engine/compare/compare.hpp"
#include "engine/compare/regions/regions.hpp"
#include "library/differences_json.hpp"
#include "records/json/json_text.hpp"
#include "report/comparison.hpp"
#include "report/regions.hpp"

namespace spanne::cli {
namespace {

using engine::VersionComparison;

void check_options(const DiffOptions& options, const Output& output) {
  std::vector<std::string> formats{"table", "json"};
  if (!options.accounts.empty()) formats.emplace_back("csv");
  const bool known = std::find(formats.begin(), formats.end(), options.format) != formats.end();
  if (!options.format.empty() && !known)
    stop(output, wrong_usage,
         options.format == "csv"
             ? "a comparison of two versions is no list for a spreadsheet; with accounts it is"
             : fmt::format("diff has no format {}{}", options.format, did_you_mean(options.format, formats)),
         fmt::format("--format {}", fmt::join(formats, ", ")));
  const bool needs_accounts = !options.kams.empty() || !options.by.empty() || !options.as_of.empty() ||
                              !options.set.empty() || options.missing.has_value();
  if (!options.with.empty() && !options.accounts.empty())
    stop(output, wrong_usage, "--with takes what accounts lack by the attributes of one rule set, and there are two",
         "put the two tables together first, in a spreadsheet or a database");
  if (options.accounts.empty() && needs_accounts)
    stop(output, wrong_usage, "--kams, --by, --as-of and --set say something about accounts, but none are given",
         "spanne diff OLD NEW ACCOUNTS");
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

int diff(const DiffOptions& options, const Output& output) {
  check_options(options, output);
  if (options.old_rules == "-" && options.new_rules == "-")
    stop(output, wrong_usage, "both versions cannot come from standard input");
  FileRoles sources;
  sources.read_guideline(options.old_rules);
  sources.read_guideline(options.new_rules);
  sources.read(options.accounts, "the accounts");
  sources.read(options.kams, "the people");
  stop_if_answered_into(std::move(sources), output);
  Loaded before = load_version(options.old_rules, output), after = load_version(options.new_rules, output);
  if (!options.accounts.empty()) return impact(options, std::move(before), std::move(after), output);
  const auto differences = library::compare_versions(before, after, {options.time_limit, options.all ? 0U : 20U});
  if (options.format == "json") {
    unguarded(output.out) << records::json_text(library::differences_json(before, after, differences), 2) << "\n";
  } else {
    const report::Screen screen{output.terminal.width, output.color_out};
    output.out << report::comparison_view(differences.comparison, *before.model, *after.model, screen);
    if (differences.regions) output.out << report::regions_view(*differences.regions, options.all, screen);
    output.out << report::days_view(differences.days, screen);
  }
  return fine;
}

}  // namespace spanne::cli
