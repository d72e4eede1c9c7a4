// ResolvedNames are the places of a text where names stand, each with what the check found it to mean: for whoever goes
// from a name to its declaration, lists its uses or changes it.
#pragma once

#include <cstdint>
#include <vector>

#include "grammar/text/source.hpp"

namespace spanne::engine {

/// What a name stands for. Two names mean the same thing exactly if their targets are equal.
struct NameTarget {
  enum class Kind : std::uint8_t {
    attribute,     // `which`: its place in SyntaxTree::attributes, which is its AttributeId
    define,        // its place in Model::defines; several declarations where its value changes over time
    lookup_value,  // a value that a table gives: `which`: SyntaxTree::tables, `part`: which of the table's values
    choice_value,  // `which`: the attribute it is declared at, the first of those that share values; `part`: its place
    cluster,       // SyntaxTree::clusters
    rule,          // SyntaxTree::rules
    table,         // SyntaxTree::tables
    effort_kind,   // Ruleset::kinds; the one after the last is `general`, which is declared nowhere
    profile,       // SyntaxTree::profiles
    result,        // `which`: 0 is fte, 1 is limit
  };
  Kind kind = Kind::attribute;
  std::uint32_t which = 0;
  std::uint32_t part = 0;

  bool operator==(const NameTarget&) const = default;
};

struct ResolvedName {
  grammar::TextSpan span;  // of the name itself; with its quotation marks where a value stands in some
  grammar::TextSpan word;  // of all that belongs to it: `external_low`, `contracts#3`, `kam.country`, `line 31`
  NameTarget target;
  std::uint32_t row = 0;  // `contracts#3`: 3
  bool declares = false;

  bool operator==(const ResolvedName&) const = default;
};

/// Sorted by place. A name that stands for nothing is not among them; nor is one in a statement that cannot be read.
class ResolvedNames {
 public:
  ResolvedNames() = default;
  explicit ResolvedNames(std::vector<ResolvedName> names);

  const std::vector<ResolvedName>& all() const { return names_; }
  /// The name at or directly before a place; nullptr if none stands there.
  const ResolvedName* at(std::uint32_t offset) const;
  /// Where the thing is declared, first to last; empty if it is declared in another text or nowhere.
  std::vector<ResolvedName> declarations(NameTarget target) const;
  /// All places of it, declarations included.
  std::vector<ResolvedName> uses(NameTarget target) const;

 private:
  std::vector<ResolvedName> names_;
};

}  // namespace spanne::engine
