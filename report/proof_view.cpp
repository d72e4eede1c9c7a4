#include "report/proof_view.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/table.hpp"

namespace spanne::report {
namespace {

using engine::Extreme;

// Accounts are meant for pasting, so they are never truncated.
constexpr std::size_t unbroken = 100'000;

/// An extreme, "0.07", or the bounds that the search reached.
std::string end_words(const Extreme& extreme) {
  const std::string reached = extreme.effort.to_text(3);
  return extreme.proved ? reached : fmt::format("{} (never beyond {})", reached, extreme.outer.to_text(3));
}

}  // namespace

std::string effort_fact(const engine::ClusterEffort& effort, const engine::Model& model) {
  return fmt::format("{}: {} .. {} FTE, accounts for one KAM: {}", model.clusters[effort.cluster].name,
                     end_words(*effort.least), end_words(*effort.greatest), span_words(effort.span));
}

std::string proof_view(const engine::Proof& proof, const engine::Model& model, const Screen& screen) {
  std::vector<std::vector<TableCell>> rows;
  bool some_fixed = false;
  for (const auto& effort : proof.clusters) {
    if (!effort.least || !effort.greatest) continue;
    some_fixed = some_fixed || (effort.some_fixed && effort.by_rules);
    const std::string& name = model.clusters[effort.cluster].name;
    rows.push_back({{name, Tone::strong},
                    {"least"},
                    {end_words(*effort.least), Tone::strong},
                    {span_words(effort.span)},
                    {effort.least->account, Tone::faint}});
    rows.push_back(
        {{""}, {"most"}, {end_words(*effort.greatest), Tone::strong}, {""}, {effort.greatest->account, Tone::faint}});
  }
  std::string text;
  if (!rows.empty()) {
    text += table({{"cluster"}, {""}, {"FTE", Align::right}, {"per KAM"}, {"an account that gets it"}}, rows, unbroken,
                  screen.color);
    if (some_fixed) text += "Accounts whose effort is fixed by hand are left out.\n";
    text += "\n";
  }
  const auto proved = std::count_if(proof.properties.begin(), proof.properties.end(),
                                    [](const auto& property) { return property.claim == engine::Claim::proved; });
  if (!proof.properties.empty())
    text += fmt::format("{} of {} {} proved for every account.\n", proved, proof.properties.size(),
                        proof.properties.size() == 1 ? "property is" : "properties are");
  return text;
}

}  // namespace spanne::report
