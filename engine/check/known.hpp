// Known is a set of optional attributes that certainly have a value.
#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

#include "engine/model/term.hpp"

namespace spanne::engine {

/// The attributes that are certainly known if a condition holds. Every part of every condition has two of these sets,
/// and nearly all are empty; an empty set allocates nothing.
class Known {
 public:
  bool contains(AttributeId id) const { return std::binary_search(ids_.begin(), ids_.end(), id); }
  void clear() { ids_.clear(); }
  void insert(AttributeId id) {
    const auto place = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (place == ids_.end() || *place != id) ids_.insert(place, id);
  }

  friend Known unite(Known a, const Known& b) {
    for (const AttributeId id : b.ids_) a.insert(id);
    return a;
  }
  friend Known intersect(const Known& a, const Known& b) {
    Known both;
    std::set_intersection(a.ids_.begin(), a.ids_.end(), b.ids_.begin(), b.ids_.end(), std::back_inserter(both.ids_));
    return both;
  }

 private:
  std::vector<AttributeId> ids_;  // ascending
};

}  // namespace spanne::engine
