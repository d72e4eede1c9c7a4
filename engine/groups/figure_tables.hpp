// FigureTables count the figures of all groups of a file, and give every row those of its own.
//
// A file is read twice: once to count (one object a thread, merged afterwards), once to evaluate, when any number of
// threads may ask. Memory grows with the number of groups, and for `distinct` with the different values in each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/columns/block.hpp"
#include "engine/columns/block_evaluator.hpp"
#include "engine/groups/key_batch.hpp"
#include "engine/groups/row_figures.hpp"
#include "engine/portfolio/labels.hpp"

namespace spanne::engine {

class FigureTables {
 public:
  /// `evaluator` outlives it. `figures`: the attributes that are counted; others are read from the file.
  FigureTables(const Evaluator& evaluator, std::vector<AttributeId> figures);

  const std::vector<AttributeId>& figures() const { return figures_; }

  // ---- counting

  /// Counts a row that has been read without faults and assigned to. Rejections, if any, say why it is not counted.
  std::vector<Rejection> add(const Account& account);
  /// Counts rows of a block. `shares`: what they give, as a plan has computed it (Plan::row_figures); the plan keeps
  /// what rows are grouped by (use_groups).
  void add(const Block& block, const std::vector<std::size_t>& rows, const BlockEvaluator& outcomes,
           const std::vector<Plan::RowFigure>& shares);
  /// Adds what another object has counted of other rows for the same figures, in whatever order.
  void merge(const FigureTables& more);

  // ---- giving

  /// Gives a row its figures. Rejections: it takes no part because of a fault, or a figure is outside its range.
  std::vector<Rejection> fill(Account& account) const;
  /// Gives all rows of a block their figures; a row whose figure is outside its range falls back to the plain
  /// evaluator, as does one that has not been counted.
  void fill(Block& block) const;
  /// The group of an account, by which rows of one group are recognised; nullopt if it is in none.
  std::optional<std::string> group_key(const Account& account, AttributeId figure) const;

  /// Sentences on rows that are in no group.
  std::vector<std::string> notes() const;

 private:
  /// `any`: some row counts.
  struct Sum {
    Wide128 value = 0;
    bool any = false;
  };
  struct Figure {
    AttributeId attribute = 0;
    GroupFigure::Kind kind = GroupFigure::Kind::count;
    std::size_t place = 0;           // in figures_
    Labels pairs;                    // distinct: the number of the group, then the value
    bool whole = false;              // an integer, which blocks keep as such
    std::int64_t low = 0, high = 0;  // both ends inclusive, as Plan::RowFigure counts
  };
  /// Figures with the same `per`.
  struct Table {
    std::vector<AttributeId> per;
    std::vector<Figure> figures;
    Labels groups;
    std::vector<Sum> sums;  // a group's figures stand together
    std::size_t ungrouped = 0;

    Sum* sums_of(std::size_t group) { return sums.data() + group * figures.size(); }
    const Sum* sums_of(std::size_t group) const { return sums.data() + group * figures.size(); }
    /// The numbers of groups, which get sums if they are new.
    void number(const KeyBatch& keys, std::vector<std::uint32_t>& groups);
  };
  /// Rows of a block that are in a group of a table, with their keys.
  struct GroupedRows {
    std::vector<std::size_t> rows;
    KeyBatch keys;
  };

  Table& table_of(const std::vector<AttributeId>& per);
  Figure figure(AttributeId id, std::size_t place) const;
  bool append_key(const Table& table, const Account& account, KeyBatch& keys) const;
  static GroupedRows group_rows(const Table& table, const Block& block, const std::vector<std::size_t>& rows);
  static void count(const Figure& figure, Sum& sum, Wide128 value);
  static void count_pairs(Table& table, std::size_t figure, const KeyBatch& pairs);
  static std::vector<std::uint32_t> take_groups(Table& table, const Table& other);
  static void merge_distinct(Table& table, std::size_t figure, const Table& more,
                             const std::vector<std::uint32_t>& groups);
  friend std::vector<Rejection> count_alone(Account& account, const std::vector<AttributeId>& figures,
                                            const Evaluator& evaluator);
  /// For an account that takes part in them.
  std::vector<Rejection> give_all(Account& account) const;
  std::optional<Rejection> give(const Figure& figure, const Sum& sum, Account& account) const;
  static void give(const Figure& figure, const Sum& sum, Block& block, std::size_t row);

  const Evaluator* evaluator_;
  const Model* model_;
  std::vector<AttributeId> figures_;
  std::vector<Table> tables_;
};

/// Gives an account the figures of it as the only row, those of `figures`.
std::vector<Rejection> count_alone(Account& account, const std::vector<AttributeId>& figures,
                                   const Evaluator& evaluator);

}  // namespace spanne::engine
