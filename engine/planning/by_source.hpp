// BySource keeps something for each source that contributes, with memory for those alone: a small group of rows meets
// few of hundreds of rules.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/planning/account_shares.hpp"

namespace spanne::engine {

template <class Item>
class BySource {
 public:
  explicit BySource(std::size_t sources) : places_(sources) {}

  /// Made with its first use.
  Item& operator[](SourceId source) {
    std::uint32_t& place = places_[source];
    if (place == 0) {
      items_.emplace_back();
      place = static_cast<std::uint32_t>(items_.size());
    }
    return items_[place - 1];
  }

  /// Calls `visit(source, item)` for each source that has been used, in their order.
  template <class Visit>
  void for_each(Visit visit) const {
    for (SourceId source = 0; source < places_.size(); ++source)
      if (places_[source] != 0) visit(source, items_[places_[source] - 1]);
  }

 private:
  std::vector<std::uint32_t> places_;  // in items_, counted from 1; 0: not used
  std::vector<Item> items_;
};

}  // namespace spanne::engine
