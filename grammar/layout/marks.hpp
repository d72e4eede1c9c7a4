// What only the syntax tree knows about how two words of a rule file stand beside each other.
#pragma once

#include <cstdint>
#include <vector>

#include "grammar/scenarios/scenario_syntax.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar::layout {

struct Marks {
  /// Where a word begins that no blank may follow: a sign that belongs to the number after it, the name of a function,
  /// the `h` of `h/week`. In ascending order.
  std::vector<std::uint32_t> tight;
  /// What gets brackets: the `0.05 .. 0.1` of `-0.05 .. 0.1 FTE`, which would read like a range that begins below zero.
  /// In ascending order.
  std::vector<TextSpan> brackets;
};

Marks marks_of(const SyntaxTree& tree);
Marks marks_of(const ScenarioFileSyntax& file);

}  // namespace spanne::grammar::layout
