// What rules, rows and bases came to in either version, and which of them make a difference.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/compare/compare.hpp"
#include "engine/semantics/trace.hpp"

namespace spanne::engine {

/// "+0.2 .. 0.3 FTE external", "+20 %", "x 1.5", "at most 0.9 FTE"; empty where it is no effort.
std::string contribution_words(const Contribution& one, const Model& model);

/// "rule many_sites", "row contracts#3", "cluster regional".
std::string name_of(const OptionalSite& origin, ClusterId cluster, const Model& model);

/// Something that came to something.
struct ContributionDiff {
  std::string name, words;
};

/// In the order of the file; effects of one rule are one worth.
std::vector<ContributionDiff> contributions_of(const Trace& trace, const Outcome& outcome, const Model& model);

/// What a rule, a row or a cluster's base came to on either side; empty where it did not take part.
struct Responsible {
  std::string name;           // "rule many_sites", in the new version's words where it has some
  std::string before, after;  // "+0.2 .. 0.3 FTE external"
};

/// Texts by number. Equal texts have equal numbers.
class TextNumbers {
 public:
  std::uint32_t of(std::string_view text);
  std::size_t size() const { return numbers_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

/// A worth by the numbers of its texts.
struct ContributionSide {
  std::uint32_t name = 0;  // as the old version has it
  std::uint32_t place =
      0;  // of a nameless rule or a row, which is called by its place: what all of its kind are called
  std::uint32_t words = 0;
};
inline constexpr std::uint32_t not_by_place = ~std::uint32_t{0};

/// Names of both versions as parties.
class ContributionSides {
 public:
  explicit ContributionSides(const VersionComparison& comparison);
  ContributionSide old_party(const ContributionDiff& worth);
  ContributionSide new_party(const ContributionDiff& worth);
  std::uint32_t number(std::string_view text) { return numbers_.of(text); }

 private:
  ContributionSide party(std::string_view name, std::string_view called, const std::string& words);
  std::map<std::string, std::string> old_names_;
  std::set<std::string> given_on_;  // old names of what is called otherwise now
  TextNumbers numbers_;
};

/// Places in lists of parties; nullopt where a side has none.
struct Differing {
  std::optional<std::size_t> before, after;
};

/// What makes a difference: first in the order of the new ones, then what only the old version has. What has the same
/// name and came to the same makes none; nor do rules and rows called by their place that came to the same, since
/// places change without them. What is left is set side by side by its name.
class DifferenceFinder {
 public:
  const std::vector<Differing>& find(const std::vector<ContributionSide>& before,
                                     const std::vector<ContributionSide>& after);

 private:
  void pair_same_places(const std::vector<ContributionSide>& before, const std::vector<ContributionSide>& after);

  std::vector<std::size_t> old_by_name_;  // place + 1; 0: nothing
  std::vector<char> old_gone_, new_gone_;
  std::vector<std::size_t> old_places_, new_places_;
  std::vector<Differing> result_;
};

}  // namespace spanne::engine
