// Pairing finds which statement of the new version corresponds to which one of the old: by name first, then by equal
// content, then by similarity.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spanne::engine {

/// The features by which a statement is recognised.
struct Features {
  std::string name;     // empty: the statement has no name
  std::string content;  // everything that matters except the name
  struct RulePart {
    std::string text;  // empty: does not help to recognise it
    int weight = 1;
  };
  std::vector<RulePart> parts;  // the same parts in the same order for all statements of a kind
};

/// The least total weight of equal parts at which statements with different names are paired.
inline constexpr int enough_likeness = 3;

/// The index of the new statement for each old one; nullopt if it has been removed.
using Pairing = std::vector<std::optional<std::size_t>>;
Pairing pair_up(const std::vector<Features>& old_ones, const std::vector<Features>& new_ones);

/// Which of the pairs have changed their relative order: the smallest set that explains the new order. Indexed by old
/// statements.
std::vector<bool> moved(const Pairing& pairs);

}  // namespace spanne::engine
