// Explorer searches for the accounts that get something else, cell by cell, and counts its steps.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/compare/regions/box_comparison.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine::proof {

/// Cells with the same change.
struct Area {
  struct Part {
    AccountCell cell;
    CellChange change;
  };
  std::vector<Part> parts;
  bool everyone = true;  // all accepted accounts get something else; false: perhaps only some
};

std::vector<AccountCell> cells_of(const std::vector<Area::Part>& parts);

/// The result of the search.
struct Areas {
  std::vector<Area> areas;  // in an unspecified but reproducible order
  std::vector<AccountCell> undecided;
  std::vector<std::string> reasons;  // reasons for what is undecided, without repetitions
};

/// The outcomes of both versions for one account, by the plain evaluator.
struct Both {
  std::array<Outcome, 2> outcomes;
};

class Explorer {
 public:
  /// `max_blocks`: a difference that begins where amounts begin to count is drawn exactly if that takes at most this
  /// many blocks; otherwise only some accounts of its cell differ. `steps` are terms evaluated: as many to find the
  /// cells, and half as many each to draw them exactly and to find the ends of changes.
  Explorer(const Comparer& comparer, Steps steps, std::size_t max_blocks = 3);

  Areas run();

  Both evaluate(const DatedAccount& account) const;
  bool differs(const Both& both) const;
  /// New less old: the total (0) or a shared kind (1 and above).
  Fraction difference(const Both& both, std::size_t figure, bool high) const;
  bool inside(const AccountCell& cell, const DatedAccount& dated, const Both& both) const;

  /// The greatest value over the accounts of some cells.
  struct Candidate {
    std::optional<DatedAccount> example;
    Fraction value;
    bool proved = true;  // no account exceeds `value`; otherwise:
    Fraction never_above;
  };
  using Bound = std::function<std::optional<Fraction>(const CellChange&)>;
  using Value = std::function<std::optional<Fraction>(const DatedAccount&, const Both&)>;
  /// `known` is an account that counts, or null.
  Candidate highest(const std::vector<Area::Part>& parts, const Bound& bound, const Value& value,
                    const DatedAccount* known = nullptr);

  const Comparer& comparer() const { return comparer_; }
  const Space& space() const { return comparer_.version_parts()[after].space; }

 private:
  std::optional<std::vector<AccountCell>> starts() const;
  std::vector<AccountCell> split(const AccountCell& cell, const CellChange& change) const;
  std::vector<AccountCell> into_cluster(const AccountCell& cell) const;
  /// Splits by anything the results may depend on.
  std::vector<AccountCell> split_anywhere(const AccountCell& cell) const;
  std::vector<AccountCell> halved(const AccountCell& cell, const Space& space, const Split& where) const;
  /// Splits where most split hints are settled; returns no cells if the cell cannot be split.
  std::vector<AccountCell> halved(const AccountCell& cell, VersionSide version, const SplitHints& split_hints) const;
  bool refine(const AccountCell& cell, const CellChange& change, std::vector<Area::Part>& parts);
  std::string reason(const CellChange& change) const;
  std::string key(const CellChange& change, bool everyone) const;
  Outcome evaluate(VersionSide version, const DatedAccount& dated_account) const;

  const Comparer& comparer_;
  StepBudget finding_, refining_, climbing_;
  std::size_t max_blocks_;
};

}  // namespace spanne::engine::proof
