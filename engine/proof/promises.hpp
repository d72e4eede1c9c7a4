// Helpers shared by both kinds of properties: claims about one account and claims about a rising attribute.
#pragma once

#include <string>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {

/// Adds the finding for a property that is refuted or undecided, and fills in `proof`.
void report_refuted(const Property& property, std::string message, std::string account, PropertyProof& proof,
                    Findings& found);
void report_undecided(const Prover& prover, const Property& property, const Answer& answer, PropertyProof& proof,
                      Findings& found);

/// Decides a property of the form `RESULT never falls|rises as ATTRIBUTE rises`.
void prove_rise(const Prover& prover, const Property& property, PropertyProof& proof, Findings& found);

}  // namespace spanne::engine::proof
