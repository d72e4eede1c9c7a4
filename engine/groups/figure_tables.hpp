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
#include "engine/columns/program.hpp"
#include "engine/groups/row_figures.hpp"
#include "engine/portfolio/labels.hpp"

namespace spanne::engine {

/// What a row of a block gives to one figure, as a plan has computed it.
struct BlockShare {
  bool counts = false;
  std::int64_t value = 0;  // of a number in millionths, of a day its number, of a choice its place
};

class FigureTables {
 public:
  /// `evaluator` outlives it. `figures`: the attributes that are counted; others are read from the file.
  FigureTables(const Evaluator& evaluator, std::vector<AttributeId> figures);

  const std::vector<AttributeId>& figures() const { return figures_; }

  // ---- counting

  /// Counts a row that has been read without faults and assigned to. Rejections, if any, say why it is not counted.
  std::vector<Rejection> add(const Account& account);
  /// Counts a row of a block; `shares` are in the order of figures(). The plan keeps what rows are grouped by
  /// (use_groups).
  void add(const Block& block, std::size_t row, const std::vector<BlockShare>& shares);
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
    Labels values;                   // distinct: the number of the group, then the value
    bool whole = false;              // an integer, which blocks keep as such
    std::int64_t low = 0, high = 0;  // both ends inclusive, in what BlockShare counts
  };
  /// Figures with the same `per`.
  struct Table {
    std::vector<AttributeId> per;
    std::vector<Figure> figures;
    Labels groups;
    std::vector<Sum> sums;  // a group's figures stand together
    std::size_t ungrouped = 0;
  };

  Table& table_of(const std::vector<AttributeId>& per);
  Figure figure(AttributeId id, std::size_t place) const;
  std::optional<std::string_view> key(const Table& table, const Account& account, std::string& buffer) const;
  std::optional<std::string_view> key(const Table& table, const Block& block, std::size_t row,
                                      std::string& buffer) const;
  static std::size_t group(Table& table, std::string_view key);
  template <class KeyOf, class ShareOf, class ValueOf>
  void add_row(const KeyOf& key_of, const ShareOf& share_of, const ValueOf& value_of);
  static void count(const Figure& figure, Sum& sum, Wide128 value);
  void count_distinct(Figure& figure, Sum& sum, std::size_t group, std::string_view value);
  void merge_distinct(Table& table, std::size_t figure, const Table& more, const std::vector<std::size_t>& groups);
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
  std::string buffer_, pair_;
};

/// Gives an account the figures of it as the only row, those of `figures`.
std::vector<Rejection> count_alone(Account& account, const std::vector<AttributeId>& figures,
                                   const Evaluator& evaluator);

}  // namespace spanne::engine
