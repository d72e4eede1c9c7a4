// Known is a set of optional attributes that certainly have a value.
#pragma once

#include <algorithm>
#include <iterator>
#include <set>

#include "engine/model/term.hpp"

namespace spanne::engine {

/// Optional attributes that are certainly known where something holds.
using Known = std::set<AttributeId>;

inline Known unite(Known a, const Known& b) {
  a.insert(b.begin(), b.end());
  return a;
}

inline Known intersect(const Known& a, const Known& b) {
  Known both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

}  // namespace spanne::engine
