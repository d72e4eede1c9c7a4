// A Condition is a condition of the rules with one account's values filled in: why it holds, or by how much it does
// not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/explain/words.hpp"
#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

/// One account on one day, with everything needed to evaluate any term of the rules. All arguments must outlive it.
struct AccountContext {
  AccountContext(const Evaluator& evaluator, const Account& dated)
      : model(evaluator.model()),
        account(dated),
        define_versions(evaluator.define_versions()),
        walker(evaluator, account) {}

  const Model& model;
  const Account& account;
  const std::vector<TermId>& define_versions;
  Walker walker;  // knows the cluster and the results once they have been set
  Fractions figures = Fractions::readable;
};

/// A condition in negation normal form: `not` has been applied to what follows it. Parts are in the author's order.
struct Condition {
  enum class Kind {
    test,     // one comparison or question, without parts
    all,      // holds if all parts do; without parts it always holds
    any,      // holds if one part does
    named,    // a define that is a condition; its only part is its body
    counted,  // holds if as many parts do as `at least 2 of (…)` asks for
  } kind = Kind::all;
  std::optional<bool> holds;  // nullopt: it has no value for this account, or was not evaluated
  bool presence = false;      // test: asks whether something is known or missing
  std::string said;           // test: "sites 15 > 10"; named: "complex yes"; counted: "2 of 3 hold"
  std::string missed;         // if it fails. test: "sites 8 is 2 below 10"; counted: "1 of 3 holds, at least 2"
  std::vector<Condition> parts;
  bool too_many = false;  // counted: if it fails, because of the parts that hold
};

/// The condition that always holds.
Condition unconditional();

/// Fills the account's values into a condition.
Condition filled_in(TermId condition, AccountContext& account);
/// Fills the account's values into the cells of a row of a table.
Condition filled_in(const Row& row, AccountContext& account);

/// The parts that made the condition hold, in one line: "sites 15 > 10, decentral yes". Empty for a condition that
/// always holds.
std::string reason_it_holds(const Condition& condition);
/// The parts that kept the condition from holding: "sites 8 is 2 below 10; decentral is no". Alternatives, one of which
/// would have been enough, are joined with "and also".
std::string reason_it_fails(const Condition& condition);

/// The value of any term, "15", "0.3 FTE"; returns nullopt if it has none.
std::optional<std::string> value_of(TermId id, AccountContext& account);

}  // namespace spanne::engine
