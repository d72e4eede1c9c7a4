// `spanne diff`: what changed between two versions of a guideline, by meaning.
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/impact.hpp"
#include "engine/audit/digest.hpp"
#include "engine/compare/compare.hpp"
#include "report/comparison.hpp"

namespace spanne::cli {
namespace {

using engine::Alteration;
using engine::Comparison;
using Json = nlohmann::ordered_json;

Json version_json(const Loaded& loaded) {
  const std::string text(loaded.source->text());
  return {{"file", loaded.source->name()},
          {"title", loaded.model->title},
          {"version", loaded.model->version},
          {"digest", engine::canonical_digest(text)},
          {"text_digest", engine::digest(text)}};
}

Json name_or_null(const std::string& name) { return name.empty() ? Json() : Json(name); }
Json line_or_null(std::uint32_t line) { return line == 0 ? Json() : Json(line); }

Json to_json(const Alteration& one) {
  Json parts = Json::array();
  for (const auto& part : one.parts)
    parts.push_back({{"part", part.name.empty() ? "whole" : part.name},
                     {"old", name_or_null(part.before)},
                     {"new", name_or_null(part.after)},
                     {"can_change_results", part.matters}});
  return {{"subject", to_text(one.subject)},
          {"change", to_text(one.change)},
          {"can_change_results", one.matters()},
          {"old_name", name_or_null(one.old_name)},
          {"new_name", name_or_null(one.new_name)},
          {"old_line", line_or_null(one.old_line)},
          {"new_line", line_or_null(one.new_line)},
          {"moved", one.moved},
          {"parts", parts},
          {"used_by", one.used_by}};
}

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
  const bool needs_accounts =
      !options.kams.empty() || !options.by.empty() || !options.as_of.empty() || !options.set.empty();
  if (options.accounts.empty() && needs_accounts)
    stop(output, wrong_usage, "--kams, --by, --as-of and --set say something about accounts, but none are given",
         "spanne diff OLD NEW ACCOUNTS");
}

}  // namespace

Loaded load_version(const std::string& name, const Output& output) {
  Loaded loaded = load(name, output, true);
  if (!loaded.model) {
    for (const auto& one : loaded.diagnostics)  // warnings would be beside the point
      output.err << grammar::render(one, *loaded.source, output.color_err) << "\n";
    throw Stop{loaded.status};
  }
  return loaded;
}

int diff(const DiffOptions& options, const Output& output) {
  check_options(options, output);
  if (options.old_rules == "-" && options.new_rules == "-")
    stop(output, wrong_usage, "both versions cannot come from standard input");
  Loaded before = load_version(options.old_rules, output), after = load_version(options.new_rules, output);
  if (!options.accounts.empty()) return impact(options, std::move(before), std::move(after), output);
  const Comparison comparison = compare(*before.model, *after.model);
  if (options.format == "json") {
    Json differences = Json::array();
    for (const auto& one : comparison.differences) differences.push_back(to_json(one));
    output.out << Json{{"old", version_json(before)},
                       {"new", version_json(after)},
                       {"same_results", comparison.same_meaning()},
                       {"differences", differences}}
                      .dump(2)
               << "\n";
  } else {
    const report::Screen screen{output.terminal.width, output.color_out};
    output.out << report::comparison_view(comparison, *before.model, *after.model, screen);
  }
  return fine;
}

}  // namespace spanne::cli
