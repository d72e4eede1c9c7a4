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
struct Setting {
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
std::vector<Setting> plan_settings(const Evaluator& evaluator, std::vector<ColumnKind>& column_kinds);

/// One thread's way to make them.
class BlockSetter {
 public:
  /// They outlive it.
  explicit BlockSetter(const std::vector<Setting>& settings);

  /// Rows of which something cannot be set, or not to what it would be, become plain.
  void run(Block& block);

 private:
  static void put(const Setting& setting, const Workspace& made, Block& block);

  const std::vector<Setting>& settings_;
  std::vector<Workspace> workspaces_;
};

}  // namespace spanne::engine
