// BlockContributions lists what one version contributes to the rows of a block. It agrees with contributions_of, which
// reads the trace of a single account.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "engine/columns/block_evaluator.hpp"
#include "engine/compare/contributions.hpp"

namespace spanne::engine {

/// One object for one thread.
class BlockContributions {
 public:
  /// All arguments must outlive the object. The plan was made with Wanted::comparison().
  BlockContributions(const Evaluator& evaluator, const Plan& plan, ContributionSides& sides, bool is_new);

  /// To be called once, for each version with the other.
  void compare_with(const BlockContributions& other);
  /// The contributions to a row that both plans have evaluated, in the order of the file, without those that are the
  /// same for every account and take part in the other version (`others`), too. Valid until the next call.
  const std::vector<ContributionSide>& list(const Block& block, const BlockEvaluator& outcomes,
                                            const BlockEvaluator& others, std::size_t row);

 private:
  /// A rule, a row or a cluster's base that contributes to efforts.
  struct Source {
    OptionalSite by;
    std::vector<const Effect*> effects;  // without remarks
    bool fixed = true;                   // comes to the same for every account
    ContributionDiff summary;            // `words` only if fixed
    ContributionSide side;
    std::optional<std::size_t> same;  // the match of the other version that comes to the same for every account
  };

  Source source(const OptionalSite& by, ClusterId cluster, const Effects& effects, bool is_new);
  void add(const Source& source, const Block& block, const BlockEvaluator& outcomes, std::size_t row);

  const Evaluator& evaluator_;
  ContributionSides& sides_;
  std::vector<Source> bases_;    // one per cluster
  std::vector<Source> matches_;  // as in Plan::matches
  std::vector<ContributionSide> list_;
  std::optional<Account> account_;      // of the row, once it is needed
  std::deque<ContributionDiff> texts_;  // of contributions that depend on the account
};

}  // namespace spanne::engine
