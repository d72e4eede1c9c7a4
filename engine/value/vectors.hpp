// Detects which vector instructions the processor has. Kernels are compiled once for each level, and one is chosen when
// the program runs.
#pragma once

namespace spanne::engine {

enum class Vectors { portable, avx2, avx512 };

/// The widest level the processor has, or less if it has been limited.
Vectors vectors();

/// Limits the level from now on; for tests, which try every level.
void limit_vectors(Vectors most);

}  // namespace spanne::engine
