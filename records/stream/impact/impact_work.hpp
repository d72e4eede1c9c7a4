// Two versions over one file of accounts: what is made of each chunk, and how chunks are put together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/compare/block_movement.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "records/stream/file_scan.hpp"
#include "records/stream/impact/impact_stream.hpp"
#include "records/stream/impact/mover_text.hpp"

namespace spanne::records {

/// How far ahead a mover comes.
struct MoverRank {
  bool rejected_once = false;
  std::optional<std::int64_t> count;  // of the change, without its sign, in the unit all ranks share
  engine::Fraction size;              // the same in FTE, where there is no count
};

/// Whether the first comes before the other by its size; `unit` is that of counts.
bool is_ahead(const MoverRank& a, const MoverRank& b, const engine::Fraction& unit);

/// Movers as rows of text, in order.
class MoverRows {
 public:
  explicit MoverRows(engine::Fraction unit) : unit_(std::move(unit)) {}
  /// A row of the text that is taken next.
  struct Row {
    MoverRank rank;
    std::size_t begin = 0, size = 0;
  };
  void take(std::string text, const std::vector<Row>& rows);
  /// All of them as they are to be shown.
  std::vector<std::string_view> sorted() const;

 private:
  struct Place {
    std::int64_t count;
    std::uint32_t piece;
    std::uint32_t uncounted;  // place in sizes_ + 1; 0: the count holds
  };
  engine::Fraction unit_;
  std::vector<std::unique_ptr<std::string>> texts_;  // which stay where they are
  std::vector<std::string_view> rejected_once_, pieces_;
  std::vector<Place> places_;
  std::vector<engine::Fraction> sizes_;
};

/// A Job for FileScan. Views are the old version's and the new one's.
class ImpactWork {
 public:
  struct ChunkResult : records::ChunkResult {
    std::string text;
    std::vector<MoverRows::Row> rows;
    std::size_t moved = 0, same = 0, rejected_both = 0;
    std::array<std::optional<UnknownOwner>, 2> unknown_owners;
    void clear() { *this = {}; }
  };
  class Worker;

  /// What a version makes of a row.
  struct Tried {
    AccountRow row;
    engine::Outcome outcome;
  };
  /// One of the first movers, as both versions read it.
  struct First {
    MoverRank rank;
    std::uint64_t place = 0;  // among all rows
    AccountRow before, after;
  };

  /// All outlive it.
  ImpactWork(const ImpactJob& job, const std::vector<View>& views, const MoverText& text);

  std::optional<StreamError> begin();
  std::optional<StreamError> take(ChunkResult& result);
  void merge(Worker& worker);
  /// After the last chunk.
  ImpactResult result();

 private:
  engine::VersionGroups groups(std::size_t side, engine::Tally& tally) const;
  bool comes_first(const First& a, const First& b) const;

  const ImpactJob& job_;
  const std::vector<View>& views_;
  const MoverText& text_;
  engine::Fraction unit_;  // of counts of changes
  ImpactResult result_;
  std::array<std::optional<UnknownOwner>, 2> unknown_owners_;
  std::shared_ptr<MoverRows> rows_;
  std::vector<std::pair<First, engine::Mover>> first_;
  std::vector<engine::Subtotals> sums_;  // one a version, of all threads
};

/// One thread's tools.
class ImpactWork::Worker {
 public:
  Worker(const ImpactWork& work, const std::vector<View>& views, const ScanPlan& way);

  ScanEnd work(const Chunk& chunk, ChunkResult& result);

 private:
  friend class ImpactWork;

  /// One version's.
  struct Side {
    Side(const ImpactSide& asked, const View& view, const ScanPlan& way, std::shared_ptr<engine::Labels> labels);

    const engine::Evaluator& evaluator;
    const engine::Model& model;
    BlockReader reader;
    engine::Subtotals sums;
    std::unordered_set<std::string> kams;
    std::unordered_map<std::size_t, AccountRow> accounts;  // rows of the chunk that a block cannot have
  };

  ScanEnd compare_rows();
  bool sort_rows();
  void compare_quickly(std::size_t row);
  void compare_fallback(std::size_t row);
  void move_closely(std::size_t row, const engine::Mover& mover);
  static AccountRow account(Side& side, std::size_t row);
  static Tried tried(AccountRow row, const Side& side);
  void note_owner(const Side& side, std::size_t row, const engine::Value& owner);
  bool is_named(std::size_t row);
  void write_quickly(std::size_t row, std::int64_t change);
  void write(const engine::Mover& mover);
  std::string name(std::size_t column, const Tried& before, const Tried& after) const;
  engine::Mover mover(const Tried& before, const Tried& after);
  engine::Mover mover(AccountRow before, AccountRow after);
  MoverRank rank_of(const engine::Mover& mover) const;
  void keep_if_first(MoverRank rank, std::size_t row);

  const ImpactWork& work_;
  const ScanPlan& way_;
  Side old_, new_;
  NameColumns names_;
  std::vector<std::optional<engine::AttributeId>> old_names_;  // of each name, the old version's attribute
  engine::Movement movement_;
  std::optional<engine::BlockMovement> quick_;  // where both have plans
  engine::Mask both_quick_, blank_;
  std::uint64_t first_place_ = 0;  // of the chunk's rows
  ChunkResult* result_ = nullptr;
  LineBuffer* text_ = nullptr;
  std::map<std::string, std::size_t, std::less<>> responsible_;
  // Of the quick ones, by where the name stands, which is always the same.
  std::unordered_map<const char*, std::pair<std::string_view, std::size_t>> responsible_quickly_;
  std::vector<First> first_;  // in their order
};

}  // namespace spanne::records
