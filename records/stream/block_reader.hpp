// One rule set's look at a file of accounts: chunks become blocks of accounts with what they get, and rows that a block
// cannot hold become accounts one by one.
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

/// What is known of a file's keys on the way through it.
enum class Keys {
  ascend,    // results; begin again where they do not ascend
  noted,     // no results: which may be repeated
  any_order  // results; by one thread where some may be repeated
};

/// Why a way through the file ended.
enum class ScanEnd { done, not_utf8, keys_unordered, failed };

/// What a rule set sees of the file.
struct View {
  const engine::Evaluator* evaluator = nullptr;
  const engine::Plan* plan = nullptr;            // nullopt: accounts are evaluated one by one
  std::vector<engine::ColumnKind> column_kinds;  // one an attribute: what blocks have to keep
  Layout layout;
  RepeatedKeys* repeated = nullptr;  // Keys::any_order
};

/// Lanes of the plan, of keys and of `more`.
std::vector<engine::ColumnKind> column_kinds_of(const engine::Model& model, const engine::Plan* plan,
                                                const std::vector<engine::AttributeId>& more);

/// How all of the file is gone through this time.
struct ScanPlan {
  Opening opening;
  Encoding encoding = Encoding::utf8;
  Keys keys = Keys::ascend;
  bool shows_results() const { return keys != Keys::noted; }
};

/// What a chunk tells of a view's keys.
struct ChunkKeys {
  std::string first, last;            // Keys::ascend; empty where there are none
  std::vector<std::uint64_t> prints;  // Keys::noted
};

/// One thread's reader.
class BlockReader {
 public:
  /// Both outlive it.
  BlockReader(const View& view, const ScanPlan& way);

  /// A chunk into a block, evaluated where the way shows results. Something else than `done`: begin again, or
  /// (`failed`) see error().
  ScanEnd read(const Chunk& chunk, ChunkKeys& keys);
  const AccountsError& error() const { return *error_; }

  std::size_t rows() const { return batch_.block.rows; }
  std::size_t line_of(std::size_t row) const { return line_ + batch_.lines[row]; }

  /// What is to be done with a row of a way that shows results. Rows have to be asked about in their order.
  enum class Kind {
    blank,      // to be passed over
    quick,      // see sheaf() and outcomes()
    fallback,   // see account()
    unordered,  // its key is not after the last one's: begin again
  };
  Kind kind(std::size_t row);
  /// After the last of them.
  void end_rows();
  RowBatch& batch() { return batch_; }
  const engine::BlockEvaluator& outcomes() const { return *outcomes_; }
  /// The row asked about last, as it is before assignments.
  AccountRow& account() { return account_; }
  /// Any row as an account, without a word about its key.
  AccountRow read_alone(std::size_t row);

  /// Notes the keys, on a way that shows no results.
  void note_keys();

  /// How many numbers were rounded in rows asked about, since the reader was last asked.
  std::size_t take_rounded();

 private:
  std::optional<AccountsError> split(const Chunk& chunk);
  AccountsError broken_row(CsvEnd end, std::size_t row, std::size_t line) const;
  bool is_blank(std::size_t row) const { return batch_.blank.get(row); }
  bool is_fallback(std::size_t row) const;
  Kind fallback(std::size_t row);
  bool in_order(std::string_view key, bool stays);
  void note_key(std::size_t row);

  const View& view_;
  const ScanPlan& plan_;
  ColumnReader columns_;
  RowReader rows_;
  RowBatch batch_;
  std::optional<engine::BlockEvaluator> outcomes_;
  AccountRow account_;
  std::optional<AccountsError> error_;
  std::string converted_, key_, last_buffer_;
  std::string_view last_key_;  // of the chunk
  std::size_t line_ = 0, rounded_ = 0;
  ChunkKeys* keys_ = nullptr;
};

}  // namespace spanne::records
