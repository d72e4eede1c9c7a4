// Shows what `check` has proved: the range of each cluster's effort, and which properties hold.
#pragma once

#include <string>

#include "engine/proof/questions/prove.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// "regional: 0.1–0.9 FTE, 1–8 accounts for one KAM"
std::string effort_fact(const engine::ClusterEffort& effort, const engine::Model& model);

/// A table of clusters with an account at each end, then the properties that are proved.
std::string proof_view(const engine::Proof& proof, const engine::Model& model, const Screen& screen);

}  // namespace spanne::report
