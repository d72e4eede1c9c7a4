// NumberScan searches the numbers of a file of any size for what proves how they are written.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "records/cells/number_evidence.hpp"
#include "records/csv/scan.hpp"
#include "records/stream/chunks.hpp"

namespace spanne::records {

class NumberScan {
 public:
  /// All outlive the object. `columns`: those of numeric attributes, ascending.
  NumberScan(const Input& input, const Opening& opening, Encoding encoding, const std::vector<std::size_t>& columns)
      : chunks_(input, opening, max_rows, nullptr),
        separator_(opening.separator),
        encoding_(encoding),
        columns_(columns) {}

  /// Stops at the first proof, or, `to_the_end`, where nothing can be added. Where the file cannot be read to its end,
  /// that is for the scan of its rows to report.
  NumberEvidence run(bool to_the_end);

 private:
  static constexpr std::size_t max_rows = 2'048;
  bool is_enough() const { return to_the_end_ ? evidence_.contradictory() : evidence_.decided(); }
  bool split(const Chunk& chunk);
  void search(const Chunk& chunk);
  void look_at(const Chunk& chunk, std::size_t row, std::string_view raw);
  std::string meant(std::string_view raw) const;

  Chunks chunks_;
  char separator_;
  Encoding encoding_;
  const std::vector<std::size_t>& columns_;
  NumberEvidence evidence_;
  Cells cells_;
  bool to_the_end_ = false;
};

}  // namespace spanne::records
