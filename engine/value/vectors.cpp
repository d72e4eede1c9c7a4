#include "engine/value/vectors.hpp"

#include <algorithm>
#include <atomic>

namespace spanne::engine {
namespace {

Vectors found() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vl");
  if (avx2) return avx512 ? Vectors::avx512 : Vectors::avx2;
#endif
  return Vectors::portable;
}

std::atomic<Vectors> limit{Vectors::avx512};

}  // namespace

Vectors vectors() {
  static const Vectors best = found();
  return std::min(best, limit.load(std::memory_order_relaxed));
}

void limit_vectors(Vectors most) { limit = most; }

}  // namespace spanne::engine
