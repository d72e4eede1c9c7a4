// The tables of a bridge: its steps, the engagements, each share of each engagement, and the people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/planning/bridge.hpp"

namespace spanne::engine {

/// What the two sides are called: "accounts-q1.csv", "2026-07-01"; and their rules, which outlive the object.
struct BridgeNames {
  BothSides<std::string> files, days;
  BothSides<const Model*> models;
};

/// Which tables are made, and how long they are.
struct BridgeExtent {
  std::size_t max_rows = 0;  // of the engagements; 0: all
  bool has_changes = true;   // every share of every engagement
};

/// `bridge`, from the earlier total through all parts to the later one; `engagements`, those with the largest change
/// first; `changes`, each with its causes; `people`, only with a kams file.
std::vector<ResultTable> bridge_tables(const Bridge& bridge, const BridgeNames& names, const BridgeExtent& extent = {});

}  // namespace spanne::engine
