// DeclaredNames is what a guideline declares for others to use, read from its syntax tree: a statement that is broken
// takes nothing from the rest.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/completion/value_type.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::engine {

struct DeclaredName {
  enum class Kind : std::uint8_t { attribute, define, lookup, cluster, effort_kind, rule, profile } kind;
  std::string text;
  ValueType type = {};      // attribute, define, lookup
  std::string detail = {};  // how it is declared, and its label
  bool optional = false;    // an attribute that may be missing
};

/// A value of a choice as it is written in conditions.
struct ChoiceValueName {
  std::string written;
  std::string detail;
};

class DeclaredNames {
 public:
  DeclaredNames() = default;
  /// `text` is what the tree was read from.
  DeclaredNames(const grammar::SyntaxTree& tree, std::string_view text);

  /// In the order of the text.
  const std::vector<DeclaredName>& all() const { return all_; }
  const DeclaredName* find(std::string_view name) const;
  ValueType type_of(std::string_view name) const;
  /// `fte`, `fte_low`, `external`, `external_high` …
  const std::vector<std::string>& results() const { return results_; }
  /// Of a choice; empty for any other name.
  const std::vector<ChoiceValueName>& values_of(std::string_view attribute) const;
  /// In the order in which they are first used.
  const std::vector<std::string>& currencies() const { return currencies_; }
  /// Texts of flags, which tests expect.
  const std::vector<std::string>& flags() const { return flags_; }

 private:
  void add_attributes(const grammar::SyntaxTree& tree, std::string_view text);
  void add_defines(const grammar::SyntaxTree& tree, std::string_view text);
  void add_clusters(const grammar::SyntaxTree& tree);
  void add_kinds(const grammar::SyntaxTree& tree);
  void add_tables(const grammar::SyntaxTree& tree);
  void add_rules(const grammar::SyntaxTree& tree);
  void add(DeclaredName name);

  std::vector<DeclaredName> all_;
  std::map<std::string, std::size_t, std::less<>> places_;  // in all_; the first of a name
  std::map<std::string, std::vector<ChoiceValueName>, std::less<>> values_;
  std::vector<std::string> results_, currencies_, flags_;
};

}  // namespace spanne::engine
