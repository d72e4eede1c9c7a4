// Trace lines summarise in a few lines how the account of a test came to its result.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/testing/run.hpp"

namespace spanne::engine {

struct TraceLine {
  std::string name;                       // "cluster regional", "many_sites", "contracts#3", "limits", "total"
  std::optional<grammar::TextSpan> span;  // its place; nullopt for intermediate results
  std::string text;                       // "+0.01 FTE per sites above 2 = 0.13 FTE"
};

/// The cluster and its base effort, the rules and rows that matched and their effects, scaled kinds, limits and total;
/// or the reasons of a rejection.
std::vector<TraceLine> trace_lines(const Model& model, const TestResult& result);

}  // namespace spanne::engine
