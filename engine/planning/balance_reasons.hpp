// Why not everybody can be in their band: the smallest reasons that can be found, and what hire would mend them.
#pragma once

#include "engine/planning/balance_search.hpp"

namespace spanne::engine {

struct BalanceReason {
  enum class Kind {
    engagement_too_large,  // more than anybody who may have it can carry
    too_much_work,         // what only these people may have is more than they can carry
    too_little_work,       // all that these people may have is less than they must carry
    move_limit,            // without it less would lie outside: `effort` of it is left now, `bound` then
    indivisible            // nothing smaller was found: engagements cannot be cut to fit
  };
  Kind kind = Kind::indivisible;
  std::vector<std::size_t> people;       // places in the task; all of them where it is about everybody
  std::vector<std::size_t> engagements;  // what is too much, or all that there is
  Fraction effort, bound;                // FTE: of the engagements, and the end of the band that it misses
  Fraction missing() const { return absolute(effort - bound); }
};

/// People who would have to be hired so that everybody is in their band, as a plan that was found shows.
struct BalanceHire {
  std::vector<Fraction> capacities;      // FTE, one a person
  std::vector<std::size_t> engagements;  // what they have to be allowed to take over
};

/// Reasons for what a plan leaves outside, in millionths of an FTE above 0; the limit of moves first. Of people with
/// several reasons the smallest sets are named.
std::vector<BalanceReason> balance_reasons(const BalanceTask& task, std::int64_t outside,
                                           const ProgrammeSolver* solver);

/// Nullopt if none was found, or if efforts depend on the person, of whom nothing is known before the hire.
std::optional<BalanceHire> balance_hire(const BalanceTask& task, const std::vector<BalanceReason>& reasons,
                                        const Fraction& full_time);

}  // namespace spanne::engine
