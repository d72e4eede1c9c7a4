// What properties of both sorts share.
#pragma once

#include <string>

#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {

/// By Model::result_names(), of an accepted account.
Results figures(const Outcome& outcome);

void tell_refuted(const Property& property, std::string message, std::string account, PropertyProof& proof,
                  Findings& found);
void tell_undecided(const Prover& prover, const Property& property, const Answer& answer, PropertyProof& proof,
                    Findings& found);

/// `RESULT never falls|rises as ATTRIBUTE rises`.
void prove_rise(const Prover& prover, const Property& property, PropertyProof& proof, Findings& found);

}  // namespace spanne::engine::proof
