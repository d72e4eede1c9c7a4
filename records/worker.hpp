// What one thread makes of a chunk: results as text, or what is known of its keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/evaluate/fast.hpp"
#include "records/chunks.hpp"
#include "records/columns.hpp"
#include "records/keys.hpp"
#include "records/row_text.hpp"
#include "records/rows.hpp"
#include "records/stream.hpp"

namespace spanne::records {

/// How repeated keys are dealt with on the way through the file.
enum class Keys {
  ascend,        // results; begin again where they do not ascend
  fingerprints,  // no results: which may be repeated
  first_lines,   // no results: where those stand first
  known          // results; repeated ones are known
};

/// What comes of a chunk.
struct Harvest {
  std::string text;
  StreamSummary summary;
  std::string first_key, last_key;  // Keys::ascend
  std::vector<std::uint64_t> prints;
  std::vector<std::pair<std::string, std::size_t>> candidates;
  std::optional<AccountsError> error;
};

/// Why a way through the file ended.
enum class Ending { done, not_utf8, keys_unordered, failed };

/// What holds all the way through the file.
struct Context {
  const engine::Model& model;
  const StreamJob& job;
  const engine::Plan* plan;
  const Layout& layout;
  const Opening& opening;
  Encoding encoding;
  Keys keys;
  const RepeatedKeys& repeated;
  const std::vector<engine::Lane>& lanes;
  const RowText& text;
};

/// One thread's tools.
class Worker {
 public:
  explicit Worker(const Context& context);

  /// Something else than `done`: begin again.
  Ending work(const Chunk& chunk, Harvest& harvest);

 private:
  std::optional<AccountsError> split(const Chunk& chunk);
  AccountsError broken_row(CsvEnd end, std::size_t row, std::size_t line) const;
  std::size_t line_of(std::size_t row) const { return line_ + sheaf_.lines[row]; }
  bool is_slow(std::size_t row) const;
  AccountRow read_again(std::size_t row);
  bool one_row(std::size_t row);
  bool fast_row(std::size_t row);
  void note_owner(std::size_t row, const engine::Value& owner);
  bool slow_row(std::size_t row);
  void tell_rejected(const AccountRow& row, const engine::Outcome& outcome);
  void separate_rows();
  bool in_order(std::string_view key, bool stays);
  bool one_key(std::size_t row);

  const Context& context_;
  ColumnReader columns_;
  RowReader rows_;
  Sheaf sheaf_;
  std::optional<engine::BlockEvaluator> outcomes_;
  std::optional<engine::BlockTotals> totals_;
  std::string converted_, key_, last_room_;
  std::string_view last_key_;  // of the chunk
  std::size_t line_ = 0, rounded_ = 0;
  Harvest* harvest_ = nullptr;
  Line* text_ = nullptr;
};

}  // namespace spanne::records
