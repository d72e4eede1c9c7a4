// Heads of columns and labels written as if they were names: `Kundentermine pro Jahr > 12`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grammar/text/diagnostic.hpp"
#include "grammar/tokens/tokens.hpp"

namespace spanne::grammar {

/// Names of attributes by their heads and labels, which are compared without regard to case and blanks.
class HeadNames {
 public:
  HeadNames(std::string_view text, const std::vector<Token>& tokens);

  std::optional<std::string> attribute_of(std::string_view head) const;
  /// Whether any head begins so: most words begin none, and need not be joined with those after them.
  bool may_begin_with(std::string_view word) const;

 private:
  std::map<std::string, std::string> names_;
};

/// What to say of a statement that could not be read, where it names an attribute by the head of its column, or by its
/// label, in several words; nullopt where it does not.
std::optional<Diagnostic> head_as_name(std::string_view text, const std::vector<Token>& tokens, TokenRange statement,
                                       const HeadNames& names);

/// Whether a line of the text declares the attribute `name` as `one of` values.
bool is_declared_choice(std::string_view text, std::string_view name);

}  // namespace spanne::grammar
