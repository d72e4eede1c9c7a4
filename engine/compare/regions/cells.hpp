// Looks for the accounts that get something else, cell by cell, and counts its steps.
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
  bool everyone = true;  // all of the accounts that are accepted get something else; else it may be only some
};

std::vector<AccountCell> cells_of(const std::vector<Area::Part>& parts);

struct Areas {
  std::vector<Area> areas;  // in no special order, but always the same
  std::vector<AccountCell> undecided;
  std::vector<std::string> reasons;  // of what is undecided, each once
};

/// What either version makes of an account, by the plain evaluator.
struct Both {
  std::array<Outcome, 2> outcomes;
};

class Explorer {
 public:
  /// A difference that begins where amounts come to something is drawn exactly where that takes so many blocks at most;
  /// else `not everyone` of its cell differs.
  /// `steps` are terms looked at: so many to find the cells, and half as many each to draw them closely and to find the
  /// ends of changes.
  Explorer(const Comparer& comparer, Steps steps, std::size_t max_blocks = 3);

  Areas run();

  Both evaluate(const DatedAccount& one) const;
  bool differs(const Both& both) const;
  /// New less old: of the total (0), or of a common kind (1 and above).
  Fraction difference(const Both& both, std::size_t figure, bool high) const;
  bool inside(const AccountCell& cell, const DatedAccount& one, const Both& both) const;

  /// The greatest value over the accounts of some cells.
  struct Candidate {
    std::optional<DatedAccount> example;
    Fraction value;
    bool proved = true;  // no account has more; else:
    Fraction never_above;
  };
  using Bound = std::function<std::optional<Fraction>(const CellChange&)>;
  using Value = std::function<std::optional<Fraction>(const DatedAccount&, const Both&)>;
  /// `known` is an account that counts, where there is one.
  Candidate highest(const std::vector<Area::Part>& parts, const Bound& bound, const Value& value,
                    const DatedAccount* known = nullptr);

  const Comparer& comparer() const { return comparer_; }
  const Space& space() const { return comparer_.version_parts()[after].space; }

 private:
  std::optional<std::vector<AccountCell>> starts() const;
  std::vector<AccountCell> split(const AccountCell& cell, const CellChange& change) const;
  std::vector<AccountCell> into_cluster(const AccountCell& cell) const;
  /// By anything the results may hang on.
  std::vector<AccountCell> split_anywhere(const AccountCell& cell) const;
  std::vector<AccountCell> halved(const AccountCell& cell, const Space& space, const Split& where) const;
  /// Where most of the doubts go; empty where nothing can be split.
  std::vector<AccountCell> halved(const AccountCell& cell, VersionSide version, const Doubts& doubts) const;
  bool refine(const AccountCell& cell, const CellChange& change, std::vector<Area::Part>& parts);
  std::string reason(const CellChange& change) const;
  std::string key(const CellChange& change, bool everyone) const;
  Outcome evaluate(VersionSide version, const DatedAccount& one) const;

  const Comparer& comparer_;
  StepBudget finding_, refining_, climbing_;
  std::size_t max_blocks_;
};

}  // namespace spanne::engine::proof
