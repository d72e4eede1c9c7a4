// How many generated rule sets a property is tried on.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace spanne::test {

/// `usually` as many, or what that variable of the environment says.
inline std::uint64_t wanted_runs(const char* variable, std::uint64_t usually) {
  const char* wanted = std::getenv(variable);
  return wanted == nullptr ? usually : std::strtoull(wanted, nullptr, 10);
}

inline std::uint64_t runs(std::uint64_t usually = 200) { return wanted_runs("SPANNE_PROPERTY_RUNS", usually); }

/// Of what every account is tried on, which takes longer: more where CI is set.
inline std::uint64_t proof_runs(std::uint64_t usually) {
  return wanted_runs("SPANNE_PROOF_RUNS", std::getenv("CI") == nullptr ? usually : 250);
}

}  // namespace spanne::test
