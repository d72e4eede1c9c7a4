// Which statement of the new version was which one of the old: by name first, then by equal content, then by likeness.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spanne::engine {

/// What one statement can be recognised by.
struct Features {
  std::string name;     // empty: it has none of its own
  std::string content;  // everything that matters but the name
  struct RulePart {
    std::string text;  // empty: says nothing
    int weight = 1;
  };
  std::vector<RulePart> parts;  // the same parts in the same order for all
};

/// Two without a common name are taken for one another when the parts they share weigh this much.
inline constexpr int enough_likeness = 3;

/// For each old one the new one, where there is one.
using Pairing = std::vector<std::optional<std::size_t>>;
Pairing pair_up(const std::vector<Features>& old_ones, const std::vector<Features>& new_ones);

/// Which of the pairs stand in another order than before, as few as can explain it; by index of the old one.
std::vector<bool> moved(const Pairing& pairs);

}  // namespace spanne::engine
