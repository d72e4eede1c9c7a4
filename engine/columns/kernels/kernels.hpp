// Runs a program over a block, with the widest vectors the processor has.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/columns/block.hpp"
#include "engine/columns/program.hpp"

namespace spanne::engine {

/// The masks and series of one thread.
struct Workspace {
  explicit Workspace(const Program& program);
  std::vector<Mask> masks;
  std::vector<Numbers<std::int64_t>> series;
  std::vector<Numbers<std::int16_t>> ranks;
};

/// Which of 64 rows a literal of the finished program holds for, from row 64 · word on.
inline std::uint64_t holds_word(const Program& program, const Workspace& workspace, MaskRef literal, std::size_t word) {
  const MaskRef place = program.place(literal);
  const std::uint64_t bits = workspace.masks[place / 2].words[word];
  return (place & 1U) != 0 ? ~bits : bits;
}

/// Afterwards the workspace holds what the program keeps.
void run(const Program& program, const Block& block, Workspace& workspace);

}  // namespace spanne::engine
