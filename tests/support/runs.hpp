// How many generated rule sets a property is tried on.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace spanne::test {

/// A few hundred, or what SPANNE_PROPERTY_RUNS says.
inline std::uint64_t runs() {
  const char* wanted = std::getenv("SPANNE_PROPERTY_RUNS");
  return wanted == nullptr ? 200 : std::strtoull(wanted, nullptr, 10);
}

}  // namespace spanne::test
