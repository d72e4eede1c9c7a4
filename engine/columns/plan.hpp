// A Plan is the compiled form of a rule set for one day: instructions over columns that give what the plain evaluator
// gives.
//
// All values are integers, in units the plan chooses. Rows for which the instructions cannot give the exact result (a
// number beyond 64 bits, a rejection whose reason is needed) are marked as fallback rows for the plain evaluator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/columns/assignment_programs.hpp"
#include "engine/columns/program.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

/// The parts of an outcome that are needed; cluster, total and rejection are always computed.
struct Wanted {
  bool kinds = true;
  bool matches = true;  // of rules and rows, for each account (BlockEvaluator::each_match)
  bool rule_count = true, flags = true;

  /// Only the number of rules that match.
  static Wanted counts() { return {false, false, true, false}; }
  /// Nothing beyond what is always computed.
  static Wanted least() { return {false, false, false, false}; }
  /// What comparing two versions needs, including the responsible rules.
  static Wanted comparison() { return {true, true, false, false}; }
};

/// Immutable once made; threads may share it.
struct Plan {
  std::vector<AssignmentProgram> assignments;  // applied before the program runs
  Program program;
  std::vector<ColumnKind> column_kinds;  // one per attribute
  MaskRef fallback = never;              // the fallback rows

  /// A figure in FTE: each end is series × unit.
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
      std::optional<AttributeId> shown;  // shown after the text: the account's value; nullopt: nothing
    };
    std::vector<Piece> pieces;
    MaskRef when;
  };
  std::vector<Raised> flags;  // in the order of the file
  Wanted wanted;

  /// What a row gives to a figure of its group: where `counts` holds, `value`: of a number in millionths, of a day its
  /// number, of a choice its place.
  struct RowFigure {
    MaskRef counts = always;
    SeriesId value = 0;
  };
  std::vector<RowFigure> row_figures;  // only in plans that count
};

/// Compiles a rule set. Returns nullopt if it cannot be computed in 64-bit integers; the plain evaluator then evaluates
/// every account.
std::optional<Plan> make_plan(const Evaluator& evaluator, const Wanted& wanted);

/// A plan that makes the assignments and then counts figures of groups, the attributes `figures`; nothing else of it is
/// computed. Rows that are not counted because of a fault fall back. Returns nullopt as make_plan does.
std::optional<Plan> make_counting_plan(const Evaluator& evaluator, const std::vector<AttributeId>& figures);

}  // namespace spanne::engine
