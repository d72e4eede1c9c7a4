// The accounts of one cell of a matrix, and the proof of what they can get.
#pragma once

#include <optional>
#include <vector>

#include "engine/proof/matrix/matrix.hpp"
#include "engine/proof/questions/prover.hpp"

namespace spanne::engine::proof {

/// Which accounts are meant.
struct CellAccounts {
  Box box;                           // attributes that are held still have one value in it
  std::optional<ClusterId> cluster;  // nullopt: any
  std::optional<TermId> profile;     // nullopt: those that fulfil none of `others`
  std::vector<TermId> others;
  bool by_rules = true;  // leaves out those whose effort is fixed by `exactly`
};

/// Whether an account fulfils a profile; without a value it does not.
bool fulfils(const Evaluator& evaluator, const Account& account, TermId condition);

/// Looks for the ends of the accounts' effort. `prover` and `accounts` must outlive the object.
class CellSearch {
 public:
  CellSearch(const Prover& prover, const CellAccounts& accounts) : prover_(prover), accounts_(accounts) {}

  /// The greatest fte_high, or the least fte_low; of a kind of effort, if one is given. `state` says what else is
  /// known.
  std::optional<MatrixEnd> end(std::optional<KindId> kind, bool greatest, MatrixCell::State& state) const;
  /// Fills in the attributes that change the effort of some account and are not held still. Those in `mentioned` are
  /// left out.
  void dependencies(const std::vector<Axis>& mentioned, MatrixCell& cell) const;

 private:
  std::optional<Fraction> bound(const Box& box, SplitHints& hints, std::optional<KindId> kind, bool greatest) const;
  std::optional<Fraction> value(const DatedAccount& dated, std::optional<KindId> kind, bool greatest) const;
  Truths inside(BoxEvaluator& evaluator) const;
  bool in_box(const DatedAccount& dated) const;
  std::vector<Box> parts() const;

  const Prover& prover_;
  const CellAccounts& accounts_;
};

}  // namespace spanne::engine::proof
