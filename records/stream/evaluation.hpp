// Accounts evaluated and written: what is made of each chunk, and how chunks are put together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/portfolio/subtotals.hpp"
#include "records/csv/account_names.hpp"
#include "records/stream/file_scan.hpp"
#include "records/stream/stream.hpp"
#include "records/stream/text/row_text.hpp"

namespace spanne::records {

/// Everything that is to be added up: `sums`, then `more_sums`.
std::vector<const SumsJob*> all_sums(const StreamJob& job);

/// A Job for FileScan.
class Evaluation {
 public:
  struct ChunkResult : records::ChunkResult {
    std::string text;
    StreamSummary summary;
    /// Keeps its text to be written over.
    void clear();
  };
  class Worker;

  /// All outlive it.
  Evaluation(const StreamJob& job, const std::vector<View>& views, const RowText& text, const RowWriter& frame)
      : job_(job), views_(views), text_(text), frame_(frame) {}

  std::optional<StreamError> begin();
  std::optional<StreamError> take(ChunkResult& result);
  void merge(const Worker& worker);
  /// After the last chunk.
  StreamSummary take_summary();

 private:
  void add(StreamSummary& more);
  std::optional<StreamError> write(std::string_view text);

  const StreamJob& job_;
  const std::vector<View>& views_;
  const RowText& text_;
  const RowWriter& frame_;
  StreamSummary summary_;
  std::vector<engine::Subtotals> sums_;  // one for each of all_sums()
  std::optional<AccountNames> names_;
  bool any_ = false;
};

/// One thread's tools.
class Evaluation::Worker {
 public:
  Worker(const Evaluation& evaluation, const std::vector<View>& views, const ScanPlan& way);

  ScanEnd work(const Chunk& chunk, ChunkResult& result);

 private:
  ScanEnd take_rows();
  friend class Evaluation;
  void take_planned(std::size_t row);
  void take_fallback(AccountRow& account, std::size_t row);
  void tell_rejected(std::size_t line, const engine::Outcome& outcome);
  void separate_rows();

  const StreamJob& job_;
  const RowText& row_text_;
  const engine::Evaluator& evaluator_;
  const engine::Model& model_;
  const ScanPlan& way_;
  BlockReader reader_;
  std::vector<engine::Subtotals> sums_;  // one for each of all_sums()
  AccountNames names_;
  std::optional<MatchCounts> matches_;
  std::vector<std::size_t> planned_sites_;  // places in matches_ of the plan's
  std::uint64_t first_place_ = 0;           // of the chunk's rows
  ChunkResult* result_ = nullptr;
  LineBuffer* text_ = nullptr;
};

}  // namespace spanne::records
