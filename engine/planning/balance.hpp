// Balance is the view of a portfolio that says who should hand what to whom, so that everybody is in their band.
#pragma once

#include "engine/planning/balance_efforts.hpp"
#include "engine/planning/balance_reasons.hpp"

namespace spanne::engine {

/// A row that changes to another person.
struct BalanceChange {
  std::size_t row = 0;              // its place in the accounts file
  std::optional<std::size_t> from;  // nullopt: of nobody
  std::size_t to = 0;               // places among the people
  Fraction effort;                  // FTE, the middle, with the new person
};

struct BalancedPerson {
  struct Side {
    std::size_t rows = 0;
    Fraction effort;               // FTE, the middle
    std::optional<Fraction> load;  // share of capacity; nullopt without capacity
    Band band = Band::in_band;
  };
  std::string name;
  Fraction capacity;
  Side before, after;
};

struct Balance {
  std::vector<BalancedPerson> people;  // in the order of the kams file
  std::vector<BalanceChange> placed;   // rows of nobody and of people who are away: they are no moves
  std::vector<BalanceChange> moves;
  std::vector<std::size_t> left;       // rows that should be placed, and may go to nobody
  std::size_t rejected = 0;            // rows that stay, since they have no effort
  Fraction outside_before, outside;    // FTE outside the bands of everybody
  Fraction spread_before, spread;      // greatest load minus least load
  std::array<BalanceProof, 3> proofs;  // outside, moves, spread
  bool first_proved = false;           // no other plan that is as good would come first
  std::vector<BalanceReason> reasons;  // only where somebody stays outside, and it is proved that somebody has to
  std::optional<BalanceHire> hire;     // that would bring everybody into their band
  std::vector<std::size_t> rows;       // of each engagement that reasons name, its row

  bool is_proved() const { return proofs[0].proved() && proofs[1].proved() && proofs[2].proved() && first_proved; }
};

/// `solver` may be null: then plans are found, but hardly anything is proved.
std::variant<Balance, BalanceRefusal> balance_of(const RowEvaluation& rows, const std::vector<Kam>& people,
                                                 const BalanceConstraints& constraints, const ProgrammeSolver* solver,
                                                 const Executor& executor, const BalanceProgress& progress = {});

}  // namespace spanne::engine
