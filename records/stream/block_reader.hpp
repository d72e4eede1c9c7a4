// BlockReader parses chunks for one rule set: into blocks for the plan, and into single accounts for rows that a block
// cannot hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/columns/block_evaluator.hpp"
#include "records/csv/keys.hpp"
#include "records/csv/rows.hpp"
#include "records/stream/chunks.hpp"
#include "records/stream/columns.hpp"

namespace spanne::records {

/// What a pass assumes of the file's keys.
enum class Keys {
  ascend,    // results are written; the scan begins again if a key does not ascend
  noted,     // no results: the pass finds out which keys may be repeated
  any_order  // results are written; by one thread if some keys may be repeated
};

/// Why a pass over the file ended.
enum class ScanEnd { not_utf8, numbers_contradict, may_have_totals, keys_unordered, failed, done };

/// What a rule set sees of the file.
struct View {
  const engine::Evaluator* evaluator = nullptr;
  const engine::Plan* plan = nullptr;            // null: rows are evaluated one by one
  std::vector<engine::ColumnKind> column_kinds;  // one an attribute: what blocks have to keep
  Layout layout;
  RepeatedKeys* repeated = nullptr;  // Keys::any_order
  CellStyle style = {};
  std::optional<RepeatedKeys> noted = {};  // what passes before have noted; nullopt if keys ascend, as far as is known
};

/// The column kinds that the plan, the keys and `more` need.
std::vector<engine::ColumnKind> column_kinds_of(const engine::Model& model, const engine::Plan* plan,
                                                const std::vector<engine::AttributeId>& more);

/// The settings of one pass over the file.
struct ScanPlan {
  Opening opening;
  Encoding encoding = Encoding::utf8;
  Keys keys = Keys::ascend;
  bool shows_results() const { return keys != Keys::noted; }
  /// Rows that are called a total make the scan begin again.
  bool looks_for_totals() const { return !opening.surveyed; }
};

/// The keys of one chunk, as far as the pass needs them.
struct ChunkKeys {
  std::string first, last;            // Keys::ascend; empty where there are none
  std::vector<std::uint64_t> prints;  // Keys::noted
};

/// One thread's reader.
class BlockReader {
 public:
  /// Both outlive it.
  BlockReader(const View& view, const ScanPlan& plan);

  /// Parses a chunk into a block, and evaluates it if the pass writes results. If it returns something else than
  /// `done`, the scan begins again, or (`failed`) error() has the reason.
  ScanEnd read(const Chunk& chunk, ChunkKeys& keys);
  const AccountsError& error() const { return *error_; }

  std::size_t rows() const { return batch_.block.rows; }
  std::size_t line_of(std::size_t row) const {
    return view_.layout.typed ? line_from_text(batch_.cells.raw(batch_.text, row, 0)) : line_ + batch_.lines[row];
  }

  /// How a row of a pass that writes results is processed. To be called in the order of the rows.
  enum class Kind {
    blank,     // to be skipped: nothing stands in it, or it is a total or small print
    planned,   // see batch() and outcomes()
    fallback,  // see account()
    restart,   // the scan begins again: see restart_reason()
  };
  Kind kind(std::size_t row);
  /// `keys_unordered`: a row's key does not come after the last one. `numbers_contradict`: a number is written in
  /// another way than the one that decided the file's style.
  ScanEnd restart_reason() const { return restart_reason_; }
  /// After the last of them.
  void end_rows();
  RowBatch& batch() { return batch_; }
  const engine::BlockEvaluator& outcomes() const { return *outcomes_; }
  /// The row asked about last, as it is before assignments.
  AccountRow& account() { return account_; }
  /// Any row as an account, without a word about its key. Counts nothing.
  AccountRow read_alone(std::size_t row);

  /// Notes the keys, on a way that shows no results.
  void note_keys();

  /// What was noticed in the cells of rows asked about, from end_rows() to end_rows().
  CellCounts take_counts();

 private:
  std::optional<AccountsError> split(const Chunk& chunk);
  AccountsError broken_row(CsvEnd end, std::size_t row, std::size_t line) const;
  bool is_blank(std::size_t row) const { return batch_.blank.get(row); }
  bool is_fallback(std::size_t row) const;
  bool is_left_out(std::size_t row) const;
  bool may_have_totals();
  Kind fallback(std::size_t row);
  AccountRow parse(std::size_t row, CellCounts* counts);
  Kind restart(ScanEnd reason);
  void count_noticed();
  bool in_order(std::string_view key, bool stays);
  void note_key(std::size_t row);

  const View& view_;
  const ScanPlan& plan_;
  ColumnReader columns_;
  RowReader rows_;
  RowBatch batch_;
  std::vector<std::size_t> naming_columns_;  // where a row would be called a total: of keys and owner, else the first
  std::optional<engine::BlockEvaluator> outcomes_;
  AccountRow account_;
  std::optional<AccountsError> error_;
  std::string converted_, key_, last_buffer_;
  std::string_view last_key_;  // of the chunk
  std::size_t line_ = 0;
  CellCounts counts_;
  engine::Mask reread_;  // rows whose cells were counted by RowReader
  ScanEnd restart_reason_ = ScanEnd::keys_unordered;
  ChunkKeys* keys_ = nullptr;
};

}  // namespace spanne::records
