// Fits says which rows of a table fit: for one account, or for all accounts of a box at once.
#pragma once

#include <cstdint>
#include <vector>

namespace spanne::engine {

struct Fits {
  struct Row {
    std::uint32_t index;
    bool certain;  // always true for a single account
  };
  std::vector<Row> rows;  // in the order of the table
  bool none = false;      // some account may fit no row
  bool fault = false;     // a cell may have no value, or two rows may break the promise of `unique`
  bool always_fails() const { return fault && rows.empty() && !none; }
};

}  // namespace spanne::engine
