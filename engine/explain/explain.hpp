// How one account got its effort: the evaluation's own trace, with every condition filled in.
//
// Nothing is computed a second time: all figures are those the evaluation wrote down. What would change them is
// asked in engine/explain/change.hpp.
#pragma once

#include <string>
#include <vector>

#include "engine/explain/condition.hpp"
#include "engine/semantics/trace.hpp"

namespace spanne::engine {

/// A cluster that was tried, from top to bottom. The last one is the account's, if it has one.
struct TriedCluster {
  ClusterId id = 0;
  Verdict verdict = Verdict::fails;
  Condition condition;  // where it holds or fails
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
    bool passed_over = false;  // another row fits, and so this one was not asked
    Condition condition;
  };
  RuleRef ref;
  Verdict verdict = Verdict::fails;  // `holds`: a table of which other rows matched
  Condition condition;               // of a rule that fails
  std::vector<UnmatchedRow> rows;    // of a table in scope and in force
};

/// A define, or a value out of a table, that something which counts asks for.
struct NamedValue {
  std::string name;
  std::string meaning;  // the author's words: "min(sites, 40)", "3 h/month"
  std::string value;    // "15", "0.0225 FTE"; empty where it has none for this account
  std::string row;      // "contact_care#3", for a value out of a table
  std::string because;  // why that row: "relationship = established"
  Period period;        // of the define's version
  grammar::TextSpan span;
};

/// `account`, `outcome` and `trace` as they went in and came out. Refers to the model, which must outlive it.
struct Explanation {
  const Model* model = nullptr;
  Date as_of;
  Account account;
  Outcome outcome;
  Trace trace;
  std::vector<TriedCluster> clusters;
  std::vector<Matched> matched;      // in the order of the file
  std::vector<Unmatched> unmatched;  // likewise
  std::vector<NamedValue> names;     // in the order in which they are asked for
};

/// The account's values have been read, as for Evaluator::evaluate. `as_of` lies in the effective period.
Explanation explain(const Model& model, const Account& account, Date as_of);

/// Where a rule, a row or a table stands, and the author's reason for it (may be empty).
grammar::TextSpan place_of(const RuleSite& match, const Model& model);
grammar::TextSpan place_of(const RuleRef& ref, const Model& model);
const std::string& because_of(const RuleSite& match, const Model& model);
/// The line of the rule file, counted from 1.
std::uint32_t line_of(grammar::TextSpan span, const Model& model);

}  // namespace spanne::engine
