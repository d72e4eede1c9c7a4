#include "engine/compare/contributions.hpp"

#include <fmt/format.h>
#include <utility>

namespace spanne::engine {
namespace {

std::string fte_words(const Range& range, Precision digits) {
  const auto text = [&](const Fraction& end) { return digits == Precision::all ? end.to_exact_text() : end.to_text(); };
  const std::string low = text(range.low), high = text(range.high);
  return low == high ? low : low + " .. " + high;
}

std::string signed_words(const Range& range, Precision digits) {
  const std::string words = fte_words(range, digits);
  return words.starts_with("-") ? words : "+" + words;
}

/// The name of a nameless rule or a row without its place; the whole name of anything else.
std::string_view stem(std::string_view name) {
  constexpr std::string_view nameless = "rule line ";
  return name.starts_with(nameless) ? nameless : name.substr(0, name.find('#'));
}

}  // namespace

std::string contribution_words(const Contribution& contribution, const Model& model, Precision digits) {
  const auto& kind = contribution.effect->effort_kind;
  const std::string of = kind && model.declares_kinds() ? " " + model.kinds[*kind].name : "";
  const Range percent{contribution.amount.low * 100, contribution.amount.high * 100};
  switch (contribution.effect->kind) {
    case EffectKind::add: return signed_words(contribution.worth(), digits) + " FTE" + of;
    case EffectKind::surcharge: return signed_words(percent, digits) + " %" + of;
    case EffectKind::factor: return "x " + fte_words(contribution.amount, digits) + of;
    case EffectKind::at_least: return "at least " + fte_words(contribution.amount, digits) + " FTE";
    case EffectKind::at_most: return "at most " + fte_words(contribution.amount, digits) + " FTE";
    case EffectKind::exactly: return "exactly " + fte_words(contribution.amount, digits) + " FTE";
    case EffectKind::flag: break;
  }
  return {};
}

void append_words(ContributionDiff& words, const Contribution& contribution, const Model& model) {
  const char* separator = words.words.empty() ? "" : ", ";
  words.words += separator + contribution_words(contribution, model, Precision::shown);
  words.exact += separator + contribution_words(contribution, model, Precision::all);
}

std::string name_of(const OptionalSite& origin, ClusterId cluster, const Model& model) {
  if (!origin) return "cluster " + model.clusters[cluster].name;
  return (origin->row ? "row " : "rule ") + id_of(*origin, model);
}

std::vector<ContributionDiff> contributions_of(const Trace& trace, const Outcome& outcome, const Model& model) {
  std::vector<ContributionDiff> result;
  for (const Contribution& contribution : trace.contributions) {
    std::string name = name_of(contribution.by, *outcome.cluster, model);
    if (result.empty() || result.back().name != name) result.push_back({std::move(name), {}, {}});
    append_words(result.back(), contribution, model);
  }
  return result;
}

std::uint32_t TextNumbers::of(std::string_view text) {
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  return numbers_.emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

ContributionSides::ContributionSides(const VersionComparison& comparison) {
  for (const auto& difference : comparison.differences) {
    if (!difference.is_renamed() || (difference.subject != Subject::rule && difference.subject != Subject::cluster))
      continue;
    const std::string kind = to_text(difference.subject) + " ";
    old_names_[kind + difference.new_name] = kind + difference.old_name;
    given_on_.insert(kind + difference.old_name);
  }
}

ContributionSide ContributionSides::side(std::string_view name, std::string_view called,
                                         const ContributionDiff& contribution) {
  const std::string_view place = stem(called);
  return {number(name), place == called ? not_by_place : number(place), number(contribution.exact), contribution.name,
          contribution.words};
}

ContributionSide ContributionSides::old_side(const ContributionDiff& contribution) {
  return side(contribution.name, contribution.name, contribution);
}

/// Something that now uses the former name of a renamed thing is a different thing.
ContributionSide ContributionSides::new_side(const ContributionDiff& contribution) {
  const std::string& former = old_name(old_names_, contribution.name);
  const bool other = former == contribution.name && given_on_.contains(former);
  return side(other ? "new " + former : former, former, contribution);
}

const std::vector<Differing>& DifferenceFinder::find(const std::vector<ContributionSide>& before,
                                                     const std::vector<ContributionSide>& after) {
  old_gone_.assign(before.size(), 0);
  new_gone_.assign(after.size(), 0);
  result_.clear();
  const auto slot = [&](const ContributionSide& side) -> std::size_t& {
    if (side.name >= old_by_name_.size()) old_by_name_.resize(side.name + std::size_t{1}, 0);
    return old_by_name_[side.name];
  };
  for (std::size_t i = 0; i < before.size(); ++i) slot(before[i]) = i + 1;
  for (std::size_t i = 0; i < after.size(); ++i)
    if (const std::size_t old = slot(after[i]); old != 0 && before[old - 1].words == after[i].words)
      old_gone_[old - 1] = new_gone_[i] = 1;
  pair_same_places(before, after);
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (new_gone_[i] != 0) continue;
    const std::size_t old = slot(after[i]);
    const bool has_old = old != 0 && old_gone_[old - 1] == 0;
    result_.push_back({has_old ? std::optional(old - 1) : std::nullopt, i});
    if (has_old) old_gone_[old - 1] = 1;
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (old_gone_[i] == 0) result_.push_back({i, std::nullopt});
    slot(before[i]) = 0;
  }
  return result_;
}

/// Pairs equal ones one to one, in the order of the file.
void DifferenceFinder::pair_same_places(const std::vector<ContributionSide>& before,
                                        const std::vector<ContributionSide>& after) {
  std::multimap<std::pair<std::uint32_t, std::uint32_t>, std::size_t> old_places;  // by place and words
  for (std::size_t i = 0; i < before.size(); ++i)
    if (old_gone_[i] == 0 && before[i].place != not_by_place)
      old_places.emplace(std::pair(before[i].place, before[i].words), i);
  for (std::size_t i = 0; i < after.size() && !old_places.empty(); ++i) {
    const auto old = old_places.lower_bound({after[i].place, after[i].words});
    if (new_gone_[i] != 0 || old == old_places.end() || old->first != std::pair(after[i].place, after[i].words))
      continue;
    old_gone_[old->second] = new_gone_[i] = 1;
    old_places.erase(old);
  }
}

}  // namespace spanne::engine
