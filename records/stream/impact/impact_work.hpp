// Two versions over one file of accounts: what is made of each chunk, and how chunks are put together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/compare/block_contributions.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "records/results/mover_text.hpp"
#include "records/stream/file_scan.hpp"
#include "records/stream/impact/impact_stream.hpp"

namespace spanne::records {

/// A Job for FileScan. Views are the old version's and the new one's.
class ImpactWork {
 public:
  /// A row of a chunk's text.
  struct Row {
    MoverRank rank;
    std::size_t begin = 0, size = 0;
  };
  struct ChunkResult : records::ChunkResult {
    std::string text;
    std::vector<Row> rows;
    std::size_t moved = 0, same = 0, rejected_both = 0;
    CellCounts cells;  // of the new version
    std::array<std::optional<UnknownOwner>, 2> unknown_owners;
    void clear() { *this = {}; }
  };
  class Worker;

  /// All arguments must outlive the object.
  ImpactWork(const ImpactJob& job, const MoverText& text) : job_(job), text_(text) {}

  std::optional<StreamError> begin();
  std::optional<StreamError> take(ChunkResult& result);
  void merge(Worker& worker);
  /// After the last chunk.
  ImpactResult result();

 private:
  /// A row of the result, in a text that stays where it is.
  struct RankedRow {
    MoverRank rank;
    std::string_view text;
  };
  /// One of the first movers.
  struct First {
    MoverRank rank;
    std::uint64_t place = 0;  // among all rows
    engine::Mover mover;
    bool comes_before(const First& other) const {
      return rank.is_ahead_of(other.rank) || (!other.rank.is_ahead_of(rank) && place < other.place);
    }
  };
  engine::VersionGroups groups(const ImpactSide& side, engine::Tally& tally) const;

  const ImpactJob& job_;
  const MoverText& text_;
  ImpactResult result_;
  std::array<std::optional<UnknownOwner>, 2> unknown_owners_;
  std::vector<RankedRow> rows_;
  std::vector<First> first_;
  std::vector<engine::Subtotals> sums_;  // one per version, of all threads; empty before the first
};

/// One thread's tools.
class ImpactWork::Worker {
 public:
  Worker(const ImpactWork& work, const std::vector<View>& views, const ScanPlan& plan);

  ScanEnd work(const Chunk& chunk, ChunkResult& result);

 private:
  friend class ImpactWork;

  /// One version's.
  struct Side {
    Side(const ImpactSide& asked, const View& view, const ScanPlan& plan);

    const engine::Evaluator& evaluator;
    const engine::Model& model;
    BlockReader reader;
    std::unordered_set<std::string> kams;
    std::optional<engine::BlockContributions> contributions;  // only with a plan
  };
  /// What a version makes of a row in the plain way.
  struct Tried {
    AccountRow row;
    engine::Outcome outcome;
  };

  ScanEnd compare_rows();
  void compare_planned(std::size_t row);
  void compare_plainly(std::size_t row, Tried before, Tried after);
  static Tried tried(Side& side, BlockReader::Kind kind, std::size_t row);
  void note_owner(std::size_t side, std::size_t row, const engine::Value& owner);
  bool moves(const engine::Mover& mover);
  template <class OldValue, class NewValue>
  void name(engine::Mover& mover, std::size_t row, const OldValue& old_value, const NewValue& new_value) const;
  template <class Complete>
  void keep(engine::Mover& mover, std::size_t row, const Complete& complete);

  const ImpactWork& work_;
  const ScanPlan& plan_;
  engine::Movement movement_;
  std::array<Side, 2> sides_;  // of the old version and of the new one
  std::vector<engine::Subtotals> sums_;
  NameColumns names_;
  std::vector<std::optional<engine::AttributeId>> old_names_;
  std::uint64_t first_place_ = 0;  // of the chunk's rows
  ChunkResult* result_ = nullptr;
  std::unordered_map<std::string, std::size_t> responsible_;
  std::vector<First> first_;  // in their order
};

}  // namespace spanne::records
