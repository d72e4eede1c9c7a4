// Accounts evaluated and written: what is made of each chunk, and how chunks are put together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/passage.hpp"
#include "records/row_text.hpp"
#include "records/stream.hpp"

namespace spanne::records {

/// A job for Passage.
class Evaluation {
 public:
  struct Harvest : records::Harvest {
    std::string text;
    StreamSummary summary;
    /// Keeps its text to be written over.
    void clear();
  };
  class Worker;

  /// All outlive it.
  Evaluation(const StreamJob& job, const RowText& text, const RowWriter& frame)
      : job_(job), text_(text), frame_(frame) {}

  std::optional<StreamError> begin();
  std::optional<StreamError> take(Harvest& harvest);
  void gather(Worker&) {}

  StreamSummary summary;

 private:
  void add(StreamSummary& more);
  std::optional<StreamError> write(std::string_view text);

  const StreamJob& job_;
  const RowText& text_;
  const RowWriter& frame_;
  bool any_ = false;
};

/// One thread's tools.
class Evaluation::Worker {
 public:
  Worker(const Evaluation& evaluation, const std::vector<View>& views, const Way& way);

  Ending work(const Chunk& chunk, Harvest& harvest);

 private:
  Ending write_rows();
  void write_quick(std::size_t row);
  void write_close(AccountRow& account);
  void tell_rejected(const AccountRow& row, const engine::Outcome& outcome);
  void separate_rows();

  const StreamJob& job_;
  const RowText& row_text_;
  RowText::Memory memory_;
  const engine::Evaluator& evaluator_;
  const engine::Model& model_;
  const Way& way_;
  BlockReader reader_;
  std::optional<engine::BlockTotals> totals_;
  Harvest* harvest_ = nullptr;
  Line* text_ = nullptr;
};

}  // namespace spanne::records
