// Which steps over columns give what the plain evaluator gives, for a rule set on one day.
//
// Everything is counted in whole multiples of units the plan finds. Rows of which the steps cannot be sure (a number
// beyond 64 bits, an account that is rejected and has to hear why) are marked for the plain evaluator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/columns/program.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/settings.hpp"

namespace spanne::engine {

/// Which parts of an outcome somebody wants to see; cluster, total and rejection are always there.
struct Wanted {
  bool kinds = true;
  bool matches = true;      // where each rule and row matches
  bool match_lists = true;  // and which match an account (BlockEvaluator::each_match)
  bool rule_count = true, flags = true;

  /// Only how many rules match.
  static Wanted counts() { return {false, false, false, true, false}; }
  /// Nothing but what is always there.
  static Wanted least() { return {false, false, false, false, false}; }
  /// What two versions are compared by, and the rules responsible.
  static Wanted comparison() { return {true, true, false, false, false}; }
};

struct Plan {
  std::vector<Setting> settings;  // made first
  Program program;
  std::vector<ColumnKind> column_kinds;  // one an attribute
  MaskRef plain = never;                 // rows for the plain evaluator

  /// value × unit, in FTE.
  struct Figure {
    SeriesId low = 0, high = 0;
    Fraction unit = 1;
  };
  SeriesId cluster = 0;
  Figure total, limit;
  std::vector<Figure> kinds;
  SeriesId rule_count = 0;

  struct Matched {
    RuleSite match;
    MaskRef when;
  };
  std::vector<Matched> matches;  // in the order of the file
  struct Raised {
    struct Piece {
      std::string text;
      std::optional<AttributeId> shown;  // after the text: the account's value, nullopt where it is missing
    };
    std::vector<Piece> pieces;
    MaskRef when;
  };
  std::vector<Raised> flags;  // in the order of the file
  Wanted wanted;
};

/// Nullopt where the rule set is not for 64-bit integers: then the plain evaluator does it all.
std::optional<Plan> make_plan(const Evaluator& evaluator, const Wanted& wanted);

}  // namespace spanne::engine
