// Counts the figures of all groups of a file (docs/language.md#figures-of-a-group): a pass over it before the one that
// evaluates.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/groups/figure_tables.hpp"
#include "records/stream/file_scan.hpp"

namespace spanne::records {

/// A Job for FileScan, of one view.
class FigureScan {
 public:
  struct ChunkResult : records::ChunkResult {
    void clear() { *this = {}; }
  };
  class Worker;

  FigureScan(const View& view, const std::vector<engine::AttributeId>& figures)
      : evaluator_(*view.evaluator), figures_(figures) {}

  std::optional<StreamError> begin();
  static std::optional<StreamError> take(ChunkResult&) { return std::nullopt; }
  void merge(Worker& worker);
  /// After the last chunk.
  engine::FigureTables take_tables() { return std::move(*tables_); }

 private:
  const engine::Evaluator& evaluator_;
  const std::vector<engine::AttributeId>& figures_;
  std::optional<engine::FigureTables> tables_;
};

/// One thread's tools.
class FigureScan::Worker {
 public:
  Worker(const FigureScan& scan, const std::vector<View>& views, const ScanPlan& plan);

  ScanEnd work(const Chunk& chunk, ChunkResult& result);

 private:
  friend class FigureScan;
  ScanEnd count_rows();
  void count_alone(engine::Account& account);

  const engine::Evaluator& evaluator_;
  const ScanPlan& scan_plan_;
  const engine::Plan* plan_;
  BlockReader reader_;
  engine::FigureTables tables_;
  std::vector<std::size_t> planned_;  // rows of the block
};

/// Counts what the view's rule set counts of the file; nullopt if it counts nothing. The file is not read if it has
/// columns for all that is counted. The view's layout follows the file if its encoding turns out to be another one.
std::variant<std::optional<engine::FigureTables>, StreamError> count_figures(AccountFile& file, View& view,
                                                                             unsigned threads, std::size_t small_file);

}  // namespace spanne::records
