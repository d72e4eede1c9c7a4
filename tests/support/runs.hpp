// How many generated rule sets a property is tried on.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace spanne::test {

/// `usually` as many, or what SPANNE_PROPERTY_RUNS says.
inline std::uint64_t runs(std::uint64_t usually = 200) {
  const char* wanted = std::getenv("SPANNE_PROPERTY_RUNS");
  return wanted == nullptr ? usually : std::strtoull(wanted, nullptr, 10);
}

}  // namespace spanne::test
