// Assignments (`eval --set`) for all rows of a block at once, before a plan looks at it.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/columns/kernels/kernels.hpp"
#include "engine/columns/program.hpp"

namespace spanne::engine {

class Evaluator;

/// One assignment: what the program makes of a block becomes the block's values of an attribute.
struct AssignmentProgram {
  AttributeId attribute = 0;
  Program program;
  SeriesId value = 0;        // millionths, days, places, 0 or 1
  MaskRef fallback = never;  // rows for which the plain evaluator has to say why there is no value
  bool is_whole = false;     // a whole number, which blocks keep as such
  std::int64_t low = std::numeric_limits<std::int64_t>::min();  // the range it may be in, both ends inclusive
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

/// Of the evaluator's model, in their order; `column_kinds` is extended by the columns they read. Unplannable where an
/// assignment is of a text, or of an attribute that is part of the key or the owner.
std::vector<AssignmentProgram> plan_assignments(const Evaluator& evaluator, std::vector<ColumnKind>& column_kinds);

/// Applies the assignments of a plan to blocks. Used by one thread.
class BlockAssigner {
 public:
  /// They outlive it.
  explicit BlockAssigner(const std::vector<AssignmentProgram>& programs);

  /// Rows whose assignment fails or leaves the attribute's range fall back to the plain evaluator.
  void run(Block& block);
  /// Whether an assignment has given a row of the block another value; defined only for rows that do not fall back.
  bool has_changed(std::size_t assignment, std::size_t row) const { return changed_[assignment].get(row); }

 private:
  void put(std::size_t index, Block& block);

  const std::vector<AssignmentProgram>& programs_;
  std::vector<Workspace> workspaces_;
  std::vector<Mask> changed_;  // by assignment
};

}  // namespace spanne::engine
