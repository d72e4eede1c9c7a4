// `spanne diff`: what changed between two versions of a guideline, by meaning.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/file_roles.hpp"
#include "cli/impact.hpp"
#include "engine/compare/compare.hpp"
#include "engine/compare/regions/regions.hpp"
#include "engine/trail/digest.hpp"
#include "records/json/json_text.hpp"
#include "report/comparison.hpp"
#include "report/regions.hpp"

namespace spanne::cli {
namespace {

using engine::Alteration;
using engine::VersionComparison;
using Json = nlohmann::ordered_json;

Json version_json(const Loaded& loaded) {
  const std::string text(loaded.source->text());
  return {{"file", loaded.source->name()},
          {"title", loaded.model->title},
          {"version", loaded.model->version},
          {"digest", engine::canonical_digest(text)},
          {"text_digest", loaded.digest}};
}

Json name_or_null(const std::string& name) { return name.empty() ? Json() : Json(name); }
Json line_or_null(std::uint32_t line) { return line == 0 ? Json() : Json(line); }

Json to_json(const Alteration& alteration) {
  Json parts = Json::array();
  for (const auto& part : alteration.parts)
    parts.push_back({{"part", part.name.empty() ? "whole" : part.name},
                     {"old", name_or_null(part.before)},
                     {"new", name_or_null(part.after)},
                     {"can_change_results", part.matters}});
  return {{"subject", to_text(alteration.subject)},
          {"change", to_text(alteration.change)},
          {"can_change_results", alteration.matters()},
          {"old_name", name_or_null(alteration.old_name)},
          {"new_name", name_or_null(alteration.new_name)},
          {"old_line", line_or_null(alteration.old_line)},
          {"new_line", line_or_null(alteration.new_line)},
          {"moved", alteration.moved},
          {"parts", parts},
          {"used_by", alteration.used_by}};
}

Json to_json(const engine::Fraction& number) { return number.to_exact_text(); }

Json to_json(const engine::Stretch& change) {
  Json made{{"least", to_json(change.least)}, {"most", to_json(change.most)}, {"proved", change.proved}};
  if (!change.proved) {
    made["never_below"] = to_json(change.never_below);
    made["never_above"] = to_json(change.never_above);
  }
  return made;
}

Json to_json(const std::optional<engine::Range>& effort) {
  return effort ? Json{{"fte_low", to_json(effort->low)}, {"fte_high", to_json(effort->high)}} : Json();
}

Json to_json(const engine::Region& region) {
  static constexpr const char* kinds[] = {"effort", "now rejected", "no longer rejected"};
  Json changes = Json::array();
  for (const auto& figure : region.figures)
    changes.push_back({{"figure", figure.name}, {"low", to_json(figure.low)}, {"high", to_json(figure.high)}});
  return {{"where", region.where},
          {"sort", kinds[static_cast<int>(region.kind)]},
          {"everyone", region.everyone},
          {"old_cluster", name_or_null(region.old_cluster)},
          {"new_cluster", name_or_null(region.new_cluster)},
          {"changes", changes},
          {"new_remarks", region.gained},
          {"old_remarks", region.lost},
          {"old_rules", region.old_rules},
          {"new_rules", region.new_rules},
          {"account", region.account},
          {"old", to_json(region.efforts[0])},
          {"new", to_json(region.efforts[1])}};
}

Json to_json(const engine::Regions& regions) {
  Json all = Json::array();
  for (const auto& region : regions.regions) all.push_back(to_json(region));
  return {{"notes", regions.notes},
          {"obstacle", name_or_null(regions.obstacle)},
          {"spans_change", regions.spans_change},
          {"defaults_differ", regions.defaults_differ},
          {"differ", all},
          {"more", regions.more},
          {"same_elsewhere", regions.proved() ? "proved" : "undecided"},
          {"undecided", regions.undecided},
          {"reasons", regions.reasons}};
}

Json to_json(const engine::Milestone& milestone) {
  return {{"from", milestone.day ? Json(to_text(*milestone.day)) : Json()},
          {"what", milestone.words},
          {"in_old", milestone.in_old},
          {"in_new", milestone.in_new}};
}

/// JSON null if it is undecided.
Json same_results(const std::optional<engine::Regions>& regions) {
  if (!regions) return true;
  if (!regions->regions.empty() || regions->spans_change) return false;
  return regions->proved() && regions->notes.empty() ? Json(true) : Json();
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
  const VersionComparison comparison = compare(*before.model, *after.model);
  std::optional<engine::Regions> regions;
  if (!comparison.same_meaning())
    regions = differing_regions(*before.model, *after.model, comparison, {options.time_limit, options.all ? 0U : 20U});
  const auto days = milestones(*before.model, *after.model, comparison);
  if (options.format == "json") {
    Json differences = Json::array(), by_itself = Json::array();
    for (const auto& day : days) by_itself.push_back(to_json(day));
    for (const auto& difference : comparison.differences) differences.push_back(to_json(difference));
    const Json all{{"old", version_json(before)},
                   {"new", version_json(after)},
                   {"same_results", same_results(regions)},
                   {"differences", differences},
                   {"regions", regions ? to_json(*regions) : Json()},
                   {"changes_by_itself", by_itself}};
    unguarded(output.out) << records::json_text(all, 2) << "\n";
  } else {
    const report::Screen screen{output.terminal.width, output.color_out};
    output.out << report::comparison_view(comparison, *before.model, *after.model, screen);
    if (regions) output.out << report::regions_view(*regions, options.all, screen);
    output.out << report::days_view(days, screen);
  }
  return fine;
}

}  // namespace spanne::cli
