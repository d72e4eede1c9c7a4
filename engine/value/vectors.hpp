// Which vector instructions the processor has. Kernels are compiled once for each and chosen when the program runs.
#pragma once

namespace spanne::engine {

enum class Vectors { portable, avx2, avx512 };

/// The widest the processor has, or less where that was wished for.
Vectors vectors();

/// For tests, which try every level: no wider ones from now on.
void limit_vectors(Vectors most);

}  // namespace spanne::engine
