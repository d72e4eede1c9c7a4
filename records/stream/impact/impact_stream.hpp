// Who in a file of accounts moves between two versions: read once, block by block, by several threads.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/compare/impact.hpp"
#include "records/results/results.hpp"
#include "records/stream/file_scan.hpp"

namespace spanne::records {

/// One version, and what is asked of it.
struct ImpactSide {
  const engine::Evaluator* evaluator = nullptr;
  std::optional<engine::GroupBy> by;  // nullopt: no groups
  std::vector<engine::Kam> kams;      // empty where no file was given; else owners have to be among them
};

struct ImpactJob {
  ImpactSide before, after;
  const engine::VersionComparison* comparison = nullptr;
  /// All that move as rows of text; nothing: only the first of them, as they are.
  std::optional<Format> rows;
  bool exact = false;      // their figures: fractions
  std::size_t first = 50;  // how many those are; 0: only numbers and groups are asked for
  bool shows_movers() const { return rows || first > 0; }
  unsigned threads = 1;
  std::size_t small_file = 20'000;  // bytes, as StreamJob's
};

struct ImpactResult {
  engine::Impact impact;
  std::string heads;                          // of rows in CSV
  std::deque<std::string> texts;              // own the rows; none moves when the result does
  std::vector<std::string_view> rows;         // CSV with its line ends, JSON without
  std::optional<UnknownOwner> unknown_owner;  // the old version's, else the new one's
  CellCounts cells;                           // as the new version reads them
  std::vector<std::string> notes;             // of how the file was read
  std::size_t rejected() const;               // by either version
};

/// Which version cannot read the file, and why.
struct ImpactError {
  StreamError error;
  bool by_new_version = false;
};

class ImpactStream {
 public:
  explicit ImpactStream(TableOptions options) : options_(std::move(options)) {}
  std::variant<ImpactResult, ImpactError> run(const std::string& path, const ImpactJob& job);

 private:
  TableOptions options_;
};

}  // namespace spanne::records
