// How a test's account came to what it got, in a few lines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/testing/run.hpp"

namespace spanne::engine {

struct TraceLine {
  std::string name;                       // "cluster regional", "many_sites", "contracts#3", "limits", "total"
  std::optional<grammar::TextSpan> span;  // where that stands; nullopt for what the steps come to
  std::string text;                       // "+0.01 FTE per sites above 2 = 0.13 FTE"
};

/// Cluster and base effort, the rules and rows that matched with what they do, the kinds once scaled, limits, total; or
/// the reasons of a rejection.
std::vector<TraceLine> trace_lines(const Model& model, const Test& test, const TestResult& result);

}  // namespace spanne::engine
