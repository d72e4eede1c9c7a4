// The syntax tree of a file of scenarios: what is written, without what it means (docs/language.md#scenarios).
//
// Like grammar/tree/syntax.hpp: closed variants of plain structs, a span each, no behaviour.
#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "grammar/text/source.hpp"
#include "grammar/tree/expression.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar {

/// `scenarios "Options for 2027" of "guideline.spanne"`.
struct ScenariosHeader {
  Text title;
  Text guideline;  // a path, relative to the file
  TextSpan span;
};

/// `set sites = sites + 3 where decentral from 2027-01-01`: the value an attribute has in the rows for which `where`
/// holds (null: in all).
struct SetSyntax {
  Name attribute;
  ExpressionPtr value = nullptr;
  ExpressionPtr where = nullptr;
  std::optional<Day> from;
};

/// `assign "Ben Maier" where kam = "Anna Berg"`: who owns the rows for which `where` holds.
struct AssignSyntax {
  Text person;
  ExpressionPtr where = nullptr;  // never null
  std::optional<Day> from;
};

/// `ramp 30 % .. 100 % over 6 months`.
struct RampSyntax {
  Quantity first, last;  // percentages
  Quantity over;         // a whole number with the unit it is written with
  TextSpan span;
};

/// `hire "New KAM" 1 FTE from 2027-01-01 ramp 30 % .. 100 % over 6 months`.
struct HireSyntax {
  Text person;
  Quantity capacity;
  Day from;
  std::optional<RampSyntax> ramp;
};

/// `leave "Karel Novotný" from 2027-04-01`.
struct LeaveSyntax {
  Text person;
  Day from;
};

/// `capacity "Zoë Brändli" 0.6 FTE from 2027-04-01`.
struct CapacitySyntax {
  Text person;
  Quantity capacity;
  Day from;
};

/// `rules "guideline-1.3.0.spanne"`, a path relative to the file.
struct RulesSyntax {
  Text path;
};

/// `include "One hire", "Three more sites each"`.
struct IncludeSyntax {
  std::vector<Text> scenarios;
};

/// `add "prospects.csv"`, a path relative to the file.
struct AddSyntax {
  Text path;
};

/// `drop where cluster = dormant`.
struct DropSyntax {
  ExpressionPtr where = nullptr;  // never null
};

struct ScenarioLineSyntax {
  std::variant<SetSyntax, AssignSyntax, HireSyntax, LeaveSyntax, CapacitySyntax, RulesSyntax, IncludeSyntax, AddSyntax,
               DropSyntax>
      node;
  TextSpan span;
};

/// `scenario "Karel leaves"` with the lines below it.
struct ScenarioSyntax {
  Text name;
  std::vector<ScenarioLineSyntax> lines;
  bool incomplete = false;  // a line of it could not be read
  TextSpan span;            // of the line with its name
};

/// `keep where role = lead`, `allow where country = kam.country or kam.travels`, `limit 3 moves per kam`. A name with a
/// dot is a column of the people's file.
struct BalanceLineSyntax {
  enum class Kind { keep, allow, limit } kind = Kind::keep;
  ExpressionPtr where = nullptr;  // keep, allow: never null
  std::int64_t moves = 0;         // limit
  Name per;                       // limit: whoever looks after an account
  TextSpan span;
};

/// `balance` with the lines below it: what `spanne balance` may not do.
struct BalanceSyntax {
  std::vector<BalanceLineSyntax> lines;
  TextSpan span;
};

/// Where a line of the file begins and what it is: the order in which things stand in the file, for the formatter.
struct ScenarioItem {
  enum class Kind { header, scenario, balance, line } kind;
  TextSpan span;
};

struct ScenarioFileSyntax {
  Expressions expressions;  // what all the others point to
  std::optional<ScenariosHeader> header;
  std::vector<ScenarioSyntax> scenarios;
  std::optional<BalanceSyntax> balance;
  std::vector<ScenarioItem> order;
  std::vector<Comment> comments;
  bool incomplete = false;  // an error was reported while it was read: not all that is written is in it
};

}  // namespace spanne::grammar
