// Candidates are what may stand at a place, each with how well it fits there; completion.cpp puts them in order.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/completion/completion.hpp"
#include "grammar/completion/expected.hpp"

namespace spanne::engine {

struct CompletionCandidate {
  /// From what is meant at the place to what is only possible.
  enum class Fit : std::uint8_t { exact, usual, possible } fit = Fit::usual;
  CompletionItem item;
};

/// Names and units that may stand at the place, and texts that are known.
std::vector<CompletionCandidate> name_candidates(const grammar::WritingPlace& place, const grammar::Expected& expected,
                                                 const Surroundings& surroundings);

/// What the place is about: the type of the value that belongs there, as far as it can be told.
ValueType type_wanted(const grammar::WritingPlace& place, const grammar::Expected& expected,
                      const DeclaredNames& names);

}  // namespace spanne::engine
