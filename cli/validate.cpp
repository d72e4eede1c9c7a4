// Normalises and validates the options of `spanne eval` before anything is read.
#include <algorithm>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/eval_by_rule.hpp"
#include "cli/file_roles.hpp"
#include "cli/output_format.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::cli {
namespace {

/// Splits names separated by commas, and joins repeated options into one list.
std::optional<UsageError> split_names(std::vector<std::string>& names, const char* option) {
  if (names.empty()) return std::nullopt;
  std::vector<std::string> all;
  for (const std::string& text : names)
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t comma = std::min(text.find(',', at), text.size());
      const auto name = records::trimmed(std::string_view(text).substr(at, comma - at));
      if (!name.empty()) all.emplace_back(name);
      at = comma + 1;
    }
  names = std::move(all);
  if (names.empty()) return UsageError{fmt::format("{} names nothing", option), fmt::format("{} a,b,c", option)};
  for (auto name = names.begin(); name != names.end(); ++name)
    if (std::find(names.begin(), name, *name) != name)
      return UsageError{fmt::format("{} names {} twice", option, *name), "name it once"};
  return std::nullopt;
}

std::optional<UsageError> choose_format(EvalOptions& options) {
  auto format = output_format({"eval", {"table", "csv", "json", "jsonl", "xlsx"}}, options.format, options.output);
  if (auto* misuse = std::get_if<UsageError>(&format)) return std::move(*misuse);
  options.format = std::get<std::string>(std::move(format));
  return std::nullopt;
}

std::optional<UsageError> keep_inputs(const EvalOptions& options) {
  std::size_t from_standard_input = 0;
  for (const std::string* input : {&options.rules, &options.accounts, &options.kams, &options.with})
    from_standard_input += *input == "-" ? 1U : 0U;
  if (from_standard_input > 1)
    return UsageError{"only one of the files can come from standard input", "name the others"};
  FileRoles files;
  files.read_guideline(options.rules);
  files.read(options.accounts, "the accounts");
  files.read(options.kams, "the people");
  files.read(options.with, "the second table");
  files.write(options.output, FileRoles::Product::result, "-o");
  if (!options.snapshot.empty()) files.write(options.snapshot, FileRoles::Product::result, "--snapshot");
  if (!options.receipt.empty()) files.write(options.receipt, FileRoles::Product::receipt, "--receipt");
  return files.conflict();
}

}  // namespace

std::optional<UsageError> validate(EvalOptions& options) {
  if (auto misuse = split_names(options.by, "--by")) return misuse;
  if (auto misuse = split_names(options.columns, "--columns")) return misuse;
  if (auto misuse = split_names(options.without, "--without")) return misuse;
  if (!options.without.empty() && !asks_by_rule(options))
    return UsageError{"--without leaves a rule out beside the effort by rule", "--by rule"};
  if (!options.by.empty() && (!options.columns.empty() || options.all_columns))
    return UsageError{fmt::format("{} chooses columns of single rows, but --by shows groups",
                                  options.columns.empty() ? "--all-columns" : "--columns"),
                      "leave one of the two out"};
  if (auto misuse = keep_inputs(options)) return misuse;
  if (auto misuse = choose_format(options)) return misuse;
  return choose_csv_locale(options.out_locale, options.format);
}

}  // namespace spanne::cli
