#include "engine/planning/result_table.hpp"

namespace spanne::engine {

ResultCell count_cell(const Count& count) {
  if (!count) return std::string("unlimited");
  return exactly(*count);
}

}  // namespace spanne::engine
