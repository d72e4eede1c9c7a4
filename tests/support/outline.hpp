// What a syntax tree says, without where it says it: two rule files that differ in nothing but layout have one outline.
#pragma once

#include <string>

#include "grammar/text/source.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::test {

/// Every node of the tree, nested, one declaration a line. Comments are left out, and `rule line 31` in a test is the
/// nameless rule it means.
std::string outline(const grammar::SyntaxTree& tree, const grammar::Source& source);

}  // namespace spanne::test
