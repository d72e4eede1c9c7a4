// Open ends are attributes without a least or a greatest value on which the least or greatest effort of a cluster
// depends, so that the figure says nothing of real accounts.
#pragma once

#include <functional>
#include <vector>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {

/// The values of an account that lie near the end of all numbers or days, where their declaration sets no end, and that
/// matter: with one nearer by half, or by a year, `holds` is false.
std::vector<OpenEnd> open_ends(const Space& space, const DatedAccount& account,
                               const std::function<bool(const DatedAccount&)>& holds);

/// Adds a note (I0543) for every open end: the clusters whose effort depends on it, and a range to declare.
void add_open_ends(const Prover& prover, const std::vector<ClusterEffort>& clusters, grammar::Diagnostics& findings);

}  // namespace spanne::engine::proof
