// Contributions say what rules, rows and base efforts came to for one account, in either version, and which of them
// make a difference.
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

/// Numbers to six decimals, as they are shown, or exactly, as they are compared.
enum class Precision { shown, all };

/// A contribution in words: "+0.2 .. 0.3 FTE external", "+20 %", "x 1.5", "at most 0.9 FTE"; empty if it is no effort.
std::string contribution_words(const Contribution& contribution, const Model& model, Precision digits);

/// A statement in words: "rule many_sites", "row contracts#3", "cluster regional".
std::string name_of(const OptionalSite& origin, ClusterId cluster, const Model& model);

/// What one statement contributed, in words; `exact`: the same with all digits of its numbers.
struct ContributionDiff {
  std::string name, words, exact = {};
};

/// Appends a contribution to those of the same statement.
void append_words(ContributionDiff& words, const Contribution& contribution, const Model& model);

/// The contributions to an outcome, in the order of the file; the effects of one rule make one entry.
std::vector<ContributionDiff> contributions_of(const Trace& trace, const Outcome& outcome, const Model& model);

/// What a rule, a row or a cluster's base came to on either side; empty on a side where it did not take part.
struct Responsible {
  std::string name;           // "rule many_sites", by its name in the new version if it is there
  std::string before, after;  // "+0.2 .. 0.3 FTE external"
};

/// Interned texts: equal texts have equal numbers, counted from 0.
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

/// A ContributionDiff by the numbers of its texts, so that comparing is cheap; views of the texts themselves.
struct ContributionSide {
  std::uint32_t name = 0;  // by the old version's name
  std::uint32_t place =
      0;  // of a nameless rule or a row: the number of its name without its place; `not_by_place` for anything else
  std::uint32_t words = 0;
  std::string_view name_text, words_text;
};
inline constexpr std::uint32_t not_by_place = ~std::uint32_t{0};

/// Turns contributions of both versions into comparable ContributionSides.
class ContributionSides {
 public:
  explicit ContributionSides(const VersionComparison& comparison);
  ContributionSide old_side(const ContributionDiff& contribution);
  ContributionSide new_side(const ContributionDiff& contribution);
  std::uint32_t number(std::string_view text) { return numbers_.of(text); }

 private:
  ContributionSide side(std::string_view name, std::string_view called, const ContributionDiff& contribution);
  std::map<std::string, std::string> old_names_;
  std::set<std::string> given_on_;  // old names of renamed things
  TextNumbers numbers_;
};

/// Indices into the two lists of sides; nullopt on a side that has no entry.
struct Differing {
  std::optional<std::size_t> before, after;
};

/// Finds the contributions that make a difference: first those of the new version in order, then those only the old
/// version has. Entries with the same name and the same words make none; nor do nameless rules and rows that came to
/// the same, because their places change without them. The rest is paired by name.
///
/// One object for one thread; the buffers are reused.
class DifferenceFinder {
 public:
  const std::vector<Differing>& find(const std::vector<ContributionSide>& before,
                                     const std::vector<ContributionSide>& after);

 private:
  void pair_same_places(const std::vector<ContributionSide>& before, const std::vector<ContributionSide>& after);

  std::vector<std::size_t> old_by_name_;  // index + 1; 0: none
  std::vector<char> old_gone_, new_gone_;
  std::vector<Differing> result_;
};

}  // namespace spanne::engine
