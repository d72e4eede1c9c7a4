#include "library/differences_json.hpp"

#include "engine/trail/digest.hpp"

namespace spanne::library {
namespace {

using engine::Alteration;

Json version_json(const Guideline& version) {
  const std::string text(version.source->text());
  return {{"file", version.source->name()},
          {"title", version.model->title},
          {"version", version.model->version},
          {"digest", engine::canonical_digest(text)},
          {"text_digest", version.digest}};
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

const char* words_of(engine::Region::Kind kind) {
  switch (kind) {
    case engine::Region::Kind::effort: return "effort";
    case engine::Region::Kind::only_old_accepts: return "now rejected";
    case engine::Region::Kind::only_new_accepts: break;
  }
  return "no longer rejected";
}

Json to_json(const engine::Region& region) {
  Json changes = Json::array();
  for (const auto& one : region.figures)
    changes.push_back({{"figure", one.name}, {"low", to_json(one.low)}, {"high", to_json(one.high)}});
  return {{"where", region.where},
          {"sort", words_of(region.kind)},
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
  for (const auto& one : regions.regions) all.push_back(to_json(one));
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

Json to_json(const engine::Milestone& one) {
  return {{"from", one.day ? Json(to_text(*one.day)) : Json()},
          {"what", one.words},
          {"in_old", one.in_old},
          {"in_new", one.in_new}};
}

}  // namespace

std::optional<bool> same_results(const std::optional<engine::Regions>& regions) {
  if (!regions) return true;
  if (!regions->regions.empty() || regions->spans_change) return false;
  return regions->proved() && regions->notes.empty() ? std::optional(true) : std::nullopt;
}

VersionDifferences compare_versions(const Guideline& before, const Guideline& after,
                                    const engine::RegionOptions& options) {
  VersionDifferences made{engine::compare(*before.model, *after.model), std::nullopt, {}};
  if (!made.comparison.same_meaning())
    made.regions = engine::differing_regions(*before.model, *after.model, made.comparison, options);
  made.days = engine::milestones(*before.model, *after.model, made.comparison);
  return made;
}

Json differences_json(const Guideline& before, const Guideline& after, const VersionDifferences& differences) {
  const std::optional<bool> same = same_results(differences.regions);
  Json alterations = Json::array(), by_itself = Json::array();
  for (const auto& milestone : differences.days) by_itself.push_back(to_json(milestone));
  for (const auto& alteration : differences.comparison.differences) alterations.push_back(to_json(alteration));
  return {{"old", version_json(before)},
          {"new", version_json(after)},
          {"same_results", same ? Json(*same) : Json()},
          {"differences", alterations},
          {"regions", differences.regions ? to_json(*differences.regions) : Json()},
          {"changes_by_itself", by_itself}};
}

}  // namespace spanne::library
