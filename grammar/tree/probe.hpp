// A Probe watches one token while its statement is read: whether it may stand where it stands, and what it is if it is
// a name. So whoever completes a text asks the readers themselves what fits, and the grammar is written once.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "grammar/text/source.hpp"

namespace spanne::grammar {

/// What a name is read as: which of the declared names may stand there.
enum class NameRole : std::uint8_t {
  declared,     // a new name
  type,         // text, integer, one of …
  currency,     // after money
  unit,         // after a number
  period,       // after `h /`
  value,        // in a condition or calculation: attribute, define, choice value, yes …
  literal,      // a single value: choice value, yes, no
  counted,      // a factor, or what stands after per
  attribute,    // an attribute and nothing else
  cluster,      // a cluster and nothing else
  effort_kind,  // after an amount
  rule,         // a rule, or a row of a table
  result,       // of a claim: fte never falls
  expected,     // what a test expects: a result, cluster
  figure        // the value of what a test expects: a cluster, unlimited
};

struct Probe {
  std::uint32_t offset = 0;         // where the token begins
  bool taken = false;               // it was read, not only looked at
  std::vector<NameRole> roles;      // where it was read as a name; several where the readers tried several ways
  std::optional<TextSpan> refused;  // the place of the first error in its statement
};

}  // namespace spanne::grammar
