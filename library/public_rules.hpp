// What the public classes stand on.
#pragma once

#include <spanne/rule_set.hpp>

#include "library/guideline.hpp"

namespace spanne {

struct RuleSet::State {
  library::Guideline guideline;  // has a model
};

namespace library {

inline const engine::Model& model_of(const RuleSet& rules) { return *rules.state().guideline.model; }
FindingList public_findings(const grammar::Diagnostics& findings, const grammar::Source& source);

}  // namespace library
}  // namespace spanne
