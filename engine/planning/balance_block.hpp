// A BalanceBlock is what a file of scenarios says of what `balance` may not do, checked against its guideline.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/check/resolved_names.hpp"
#include "engine/model/model.hpp"
#include "engine/planning/balance_efforts.hpp"
#include "grammar/scenarios/scenario_syntax.hpp"
#include "grammar/text/diagnostic.hpp"

namespace spanne::engine {

struct BalanceBlock {
  /// The guideline's, with the conditions as further terms, and `people` as further attributes after its own.
  Model model;
  std::vector<Attribute> people;        // columns of the people's file: `kam.country`, whose head is `country`
  std::vector<TermId> keep;             // an account stays if one of them holds
  std::vector<std::size_t> keep_lines;  // of each, its line in the file, counted from 1
  std::optional<TermId> allow;          // a person may take an account over if it holds
  std::optional<std::int64_t> move_limit;
};

struct CheckedBalance {
  std::optional<BalanceBlock> block;  // set exactly if no finding is an error
  grammar::Diagnostics diagnostics;
};

/// `names`, if not null, gets what the names of the block mean.
CheckedBalance check_balance(const grammar::BalanceSyntax& written, std::shared_ptr<const grammar::Source> source,
                             const Model& guideline, ResolvedNames* names = nullptr);

/// What the block says of accounts and people. `values`: of each of the people, one a further attribute. The block
/// outlives the result. A condition that has no value for an account keeps it, and allows nobody.
BalanceConstraints constraints_of(const BalanceBlock& block, Date as_of, std::vector<std::vector<Value>> values);

/// Of how many rows each `keep` holds, or has no value.
std::vector<std::size_t> kept_rows(const BalanceBlock& block, const RowEvaluation& rows);

}  // namespace spanne::engine
