// Runs a program over a block, with the widest vectors the processor has.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/evaluate/block.hpp"
#include "engine/evaluate/program.hpp"

namespace spanne::engine {

/// The masks and series of one thread.
struct Workspace {
  explicit Workspace(const Program& program);
  std::vector<Mask> masks;
  std::vector<Numbers<std::int64_t>> series;
  std::vector<Numbers<std::int16_t>> ranks;
};

/// Afterwards the workspace holds what the program keeps.
void run(const Program& program, const Block& block, Workspace& workspace);

}  // namespace spanne::engine
