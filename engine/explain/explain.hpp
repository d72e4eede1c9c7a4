// An Explanation says how one account got its effort: the trace of its evaluation, with every condition filled in.
//
// No figure is computed a second time: all are those of the trace. What would change the result is found by
// engine/explain/nearest_change.hpp.
#pragma once

#include <string>
#include <vector>

#include "engine/explain/condition.hpp"
#include "engine/semantics/trace.hpp"

namespace spanne::engine {

/// A cluster that was tried, from top to bottom. The last one is the account's cluster, if it has one.
struct TriedCluster {
  ClusterId id = 0;
  Verdict verdict = Verdict::fails;
  Condition condition;  // set if the verdict is `holds` or `fails`
};

/// A rule or a row that matched.
struct Matched {
  RuleSite match;
  Condition condition;
  std::vector<std::size_t> contributions;  // indices into Trace::contributions
  std::vector<std::string> flags;
};

/// A rule that did not match, or an effect table with its rows that did not.
struct Unmatched {
  struct UnmatchedRow {
    std::uint32_t row = 0;
    bool passed_over = false;  // another row fits, so this one was not evaluated
    Condition condition;
  };
  RuleRef ref;
  Verdict verdict = Verdict::fails;  // `holds`: a table other rows of which matched
  Condition condition;               // of a rule that fails
  std::vector<UnmatchedRow> rows;    // of a table in scope and in force
};

/// A define or a value of a lookup table that is used by something that counts.
struct NamedValue {
  std::string name;
  std::string meaning;  // the author's words: "min(sites, 40)", "3 h/month"
  std::string value;    // "15", "0.0225 FTE"; empty if it has none for this account
  std::string row;      // "contact_care#3", for a value out of a table
  std::string because;  // why that row fits:
  Period period;        // of the define's version
  grammar::TextSpan span;
};

/// The explanation of one evaluation. It refers to the model, which must outlive it.
struct Explanation {
  const Model* model = nullptr;
  Date as_of;
  Account account;
  Outcome outcome;
  Trace trace;
  std::vector<TriedCluster> clusters;
  std::vector<Matched> matched;      // in the order of the file
  std::vector<Unmatched> unmatched;  // in the order of the file
  std::vector<NamedValue> names;     // in the order in which they are used
};

/// Evaluates the account and explains the result. The account must satisfy the preconditions of Evaluator::evaluate;
/// `as_of` must lie in the effective period.
Explanation explain(const Model& model, const Account& account, Date as_of, Fractions figures = Fractions::readable);

/// The place of a rule, a row or a table, and the author's reason for it, which may be empty.
grammar::TextSpan place_of(const RuleSite& match, const Model& model);
grammar::TextSpan place_of(const RuleRef& ref, const Model& model);
const std::string& because_of(const RuleSite& match, const Model& model);
/// The line of the rule file, counted from 1.
std::uint32_t line_of(grammar::TextSpan span, const Model& model);

}  // namespace spanne::engine
