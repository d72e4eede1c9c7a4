#include "engine/evaluate/totals.hpp"

#include <algorithm>

namespace spanne::engine {

void Totals::add(const Outcome& outcome) { add(Totals{outcome.total, outcome.kinds, outcome.limit}); }

void Totals::add(const Totals& more) {
  total += more.total;
  kinds.resize(std::max(kinds.size(), more.kinds.size()));
  for (std::size_t kind = 0; kind < more.kinds.size(); ++kind) kinds[kind] += more.kinds[kind];
  limit += more.limit;
}

}  // namespace spanne::engine
