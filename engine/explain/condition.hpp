// A condition with one account's values filled in: why it holds, or by how much it does not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

/// One account on one day, ready to be asked about any term of the rules.
struct AccountContext {
  AccountContext(const Evaluator& evaluator, const Account& one)
      : model(evaluator.model()),
        account(one),
        define_versions(evaluator.define_versions()),
        walker(evaluator, account) {}

  const Model& model;
  const Account& account;
  const std::vector<TermId>& define_versions;
  Walker walker;  // knows the cluster and the results where they have been set
};

/// `not` is gone: it has turned what it stood before round. Parts are in the order of the author.
struct Condition {
  enum class Kind {
    test,   // one comparison or question, no parts
    all,    // holds where all parts do; without parts: always
    any,    // holds where one part does
    named,  // a define that is a condition; its one part is what it says
  } kind = Kind::all;
  std::optional<bool> holds;  // nullopt: it has no value for this account, for instance after `growth is known and`
  bool presence = false;      // test: whether something is known or missing
  std::string said;           // test: "sites 15 > 10"; named: "complex yes"
  std::string missed;         // test that fails: "sites 8 is 2 below 10"; named that fails: "complex is no"
  std::vector<Condition> parts;
};

/// What a condition always says.
Condition unconditional();

Condition filled_in(TermId condition, AccountContext& one);
/// The cells of a row of a table.
Condition filled_in(const Row& row, AccountContext& one);

/// The parts that made it hold, in one line: "sites 15 > 10, decentral yes". Empty for what always holds.
std::string reason_it_holds(const Condition& condition);
/// The parts that kept it from holding: "sites 8 is 2 below 10; decentral is no". Parts one of which would have been
/// enough are joined with "and also".
std::string reason_it_fails(const Condition& condition);

/// The value of any term, "15", "0.3 FTE"; nullopt where it has none.
std::optional<std::string> value_of(TermId id, AccountContext& one);

}  // namespace spanne::engine
