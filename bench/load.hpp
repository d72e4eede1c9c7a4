// What the benchmarks measure with: guidelines and accounts of any size, the same on every machine.
#pragma once

#include <cstddef>
#include <string>

namespace spanne::bench {

/// A guideline with five clusters, `rules` adding rules of one to three conditions each, three factors and two limits.
std::string guideline(std::size_t rules);

/// A CSV file of `count` accounts for that guideline, heads first.
std::string accounts(std::size_t count);

}  // namespace spanne::bench
