// The kernels run a program over a block, with the widest vector instructions the processor has.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/columns/block.hpp"
#include "engine/columns/program.hpp"

namespace spanne::engine {

/// The masks, series and ranks of one thread.
struct Workspace {
  explicit Workspace(const Program& program);
  std::vector<Mask> masks;
  std::vector<ColumnValues<std::int64_t>> series;
  std::vector<ColumnValues<std::int16_t>> ranks;
};

/// The rows, from row 64 · word on, for which a mask of the finished program holds.
inline std::uint64_t holds_word(const Program& program, const Workspace& workspace, MaskRef ref, std::size_t word) {
  const MaskRef place = program.place(ref);
  const std::uint64_t bits = workspace.masks[place / 2].words[word];
  return (place & 1U) != 0 ? ~bits : bits;
}

/// Runs the program. Afterwards the workspace holds what the program keeps.
void run(const Program& program, const Block& block, Workspace& workspace);

}  // namespace spanne::engine
