// The syntax tree: what a rule file says, as it is written, without what it means.
//
// Closed variants of plain structs, a span each, no behaviour. Names are not resolved, units not converted, types not
// known: engine/check does that. Every node keeps enough of its writing for a formatter to print it again.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "grammar/text/source.hpp"
#include "grammar/tree/expression.hpp"

namespace spanne::grammar {

// ---------------------------------------------------------------------------------------------- amounts and effects

/// What an effect adds, multiplies with or limits to: a quantity, a name, `(expression) UNIT`, or a range of two
/// quantities. In a range, unit and magnitude may stand at the second end only, for both. `-(0.05 .. 0.1) FTE` has
/// its unit after the bracket: the parser puts it on the second end.
struct AmountSyntax {
  ExpressionPtr low = nullptr;
  ExpressionPtr high = nullptr;  // null where the amount is no range
  TextSpan span;
};

/// `per [started|full] [N] X [above M]`.
struct ProportionSyntax {
  enum class Portion { exact, started, full } portion = Portion::exact;
  std::optional<Quantity> size;
  ExpressionPtr of = nullptr;  // a name or a bracketed expression
  std::optional<Quantity> above;
  TextSpan span;
};

/// `+ AMOUNT [KIND] [per …]`: effort, or a surcharge where the amount is a percentage.
struct AdditionSyntax {
  bool negative = false;
  AmountSyntax amount;
  std::optional<Name> kind;
  std::optional<ProportionSyntax> per;
};

struct FactorSyntax {
  AmountSyntax amount;
  std::optional<Name> kind;
};

struct LimitSyntax {
  enum class Kind { at_least, at_most, exactly } kind;
  AmountSyntax amount;
};

struct FlagSyntax {
  Text text;
};

struct EffectSyntax {
  std::variant<AdditionSyntax, FactorSyntax, LimitSyntax, FlagSyntax> node;
  TextSpan span;
};

using EffectsSyntax = std::vector<EffectSyntax>;

/// `from D`, `until D`, both inclusive, each may be absent.
struct PeriodSyntax {
  std::optional<Day> from, until;
};

// ---------------------------------------------------------------------------------------------- declarations

struct KindDeclaration {
  Name name;
  std::optional<Text> label;
};

/// The header. Each line may appear once: the parser reports a second one and keeps the first.
struct Ruleset {
  Text title;
  Version version;
  std::optional<PeriodSyntax> effective;  // `D .. D`, either end may be open
  TextSpan effective_span;
  std::optional<Text> owner;
  std::optional<Version> supersedes;
  std::optional<Quantity> capacity;
  std::optional<Quantity> utilisation_low, utilisation_high;
  std::vector<Quantity> working_time;
  std::vector<KindDeclaration> kinds;
  std::optional<Name> locale;           // de, ch, en, en-GB, en-US (blanks around the stroke removed)
  std::optional<Text> capacity_column;  // head of the capacity in the kams file
  TextSpan span;
};

struct ChoiceValueSyntax {
  std::string text;
  bool quoted = false;
  TextSpan span;
  std::vector<Text> forms;  // `as "…" or "…"`: how a file writes it, beside its name
};

struct TypeUse {
  /// As written; `other` is a word that is no type (its name in `word`): the check says which it may have meant.
  enum class Kind { text, integer, decimal, percent, money, boolean, choice, date, other } kind = Kind::other;
  Name word;                                                                  // the first word of the type as written
  std::optional<Name> currency;                                               // money
  std::vector<ChoiceValueSyntax> values;                                      // one of …
  bool ordered = false;                                                       // declared with `<`
  enum class Reading { none, in_percent, as_share } reading = Reading::none;  // percent
  std::optional<std::uint8_t> magnitude;  // `in M`: power of ten of a bare number in a file; integer, decimal, money
  TextSpan span;
};

/// One literal: what a default, a bound, a given or a table cell can be. A Name is a choice's value, yes or no.
using Literal = std::variant<Quantity, Day, Text, Name>;
TextSpan span_of(const Literal& literal);

struct BoundsSyntax {
  std::optional<Literal> low, high;
  bool half_open = false;
  TextSpan span;
};

/// `= count per customer where role = national`: an attribute that is counted from all rows of the file.
struct GroupFigureSyntax {
  enum class Kind { count, sum, least, greatest, distinct } kind = Kind::count;
  ExpressionPtr value = nullptr;  // sum, least, greatest
  std::optional<Name> counted;    // distinct: the attribute whose values are counted
  std::vector<Name> per;          // at least one
  ExpressionPtr where = nullptr;  // null: all rows of the group
  TextSpan kind_span, span;       // of the first word; of all from `=` on
};

struct AttributeSyntax {
  Name name;
  TypeUse type;
  std::optional<BoundsSyntax> bounds;
  std::optional<TextSpan> key, owner, optional;  // where the word stands
  std::optional<Literal> default_value;
  std::vector<Text> columns;  // `column "…" or "…"`: any of these heads
  std::optional<Text> label;
  std::optional<GroupFigureSyntax> figure;
  std::vector<TextSpan> parts;  // everything after the type, in the order in which it is written
  TextSpan span;
};

struct DefineSyntax {
  Name name;
  ExpressionPtr value = nullptr;
  PeriodSyntax period;
  TextSpan span;
};

struct BaseAmount {
  AmountSyntax amount;
  std::optional<Name> kind;
};

struct ClusterSyntax {
  Name name;
  std::optional<Text> label;
  ExpressionPtr condition = nullptr;  // null: otherwise
  TextSpan otherwise;                 // where the word stands
  std::vector<BaseAmount> base;
  std::optional<Text> because;
  PeriodSyntax period;
  TextSpan span;
};

/// `profile simple "One place decides": not decentral and sites <= 10`: a name for accounts of a kind.
struct ProfileSyntax {
  Name name;
  std::optional<Text> label;
  ExpressionPtr condition = nullptr;
  TextSpan span;
};

/// `rules ["title"] [for …] [from …] [until …]`: heads the rules that follow it.
struct RulesHeading {
  std::optional<Text> title;
  std::vector<Name> scope;
  PeriodSyntax period;
  TextSpan span;
};

struct RuleSyntax {
  std::optional<Name> name;
  ExpressionPtr condition = nullptr;  // null: always
  EffectsSyntax effects;
  std::optional<Text> because;
  PeriodSyntax period;
  /// Index into SyntaxTree::headings of the heading it stands under; nullopt for a rule outside any.
  std::optional<std::size_t> heading;
  TextSpan span;
};

// ---------------------------------------------------------------------------------------------- tables

/// One test of a condition cell: `3`, `1 .. 3`, `> 10`, `known`, `missing`.
struct CellTest {
  enum class Kind { value, range, compare, known, missing } kind = Kind::value;
  std::optional<Literal> low;   // value, range, compare
  std::optional<Literal> high;  // range
  bool half_open = false;
  Comparator op = Comparator::equal;  // compare
  TextSpan span;
};

/// No tests: anything (`-` or empty). Several: any of them; `negated`: none of them.
struct ConditionCell {
  std::vector<CellTest> tests;
  bool negated = false;
  TextSpan span;
};

/// Empty: no effect. An amount (bare number or range, units allowed), or a literal for lookups, flags and reasons.
struct OutcomeCell {
  std::variant<std::monostate, AmountSyntax, Literal> value;
  TextSpan span;
};

struct OutcomeHead {
  enum class Kind { add, subtract, factor, at_least, at_most, exactly, flag, because, define } kind = Kind::define;
  std::optional<Name> unit;         // add, subtract, limits
  std::optional<Name> effort_kind;  // add, subtract, factor
  std::optional<Name> name;         // define
  TextSpan span;
};

struct RowSyntax {
  std::vector<ConditionCell> conditions;  // empty when `otherwise`
  std::vector<OutcomeCell> outcomes;
  bool otherwise = false;
  TextSpan span;
};

struct TableSyntax {
  enum class Policy { unique, first, sum };
  Name name;
  std::optional<Text> label;
  std::optional<Policy> policy;
  std::vector<Name> scope;
  PeriodSyntax period;
  std::vector<ExpressionPtr> conditions;  // a name or a bracketed expression each
  std::vector<OutcomeHead> outcomes;
  std::vector<RowSyntax> rows;  // every row has as many cells as there are heads: the parser has checked
  bool incomplete = false;      // a line of it could not be read
  TextSpan span;                // the declaration line
};

// ---------------------------------------------------------------------------------------------- tests and properties

struct Given {
  Name name;
  Literal value;
};

struct ExpectationSyntax {
  enum class Kind { cluster, figure, condition, rule, no_rule, flag, no_flags, rejected } kind = Kind::rejected;
  Name name;  // cluster: its name; figure: the column; rule: "many_sites", "contracts#3" or "line 31"
  std::optional<AmountSyntax> figure;  // a value or a range
  std::optional<Name> word;            // figure whose value is a name: accounts_per_kam_high = unlimited
  ExpressionPtr condition = nullptr;   // condition; figure whose value is a name: the two names compared
  std::optional<Text> text;            // flag
  TextSpan span;
};

struct TestSyntax {
  Text title;
  std::vector<Given> given;
  std::vector<ExpectationSyntax> expect;
  bool incomplete = false;  // a line of it could not be read
  TextSpan span;
};

struct PropertySyntax {
  /// `fte never falls|rises as ATTRIBUTE rises`.
  struct Monotone {
    Name result;
    bool never_falls = true;
    Name attribute;
  };
  Text title;
  ExpressionPtr when = nullptr;  // null: always
  std::variant<ExpressionPtr, Monotone> claim;
  TextSpan span;
};

/// `sites = sites + 5`: an assignment of `eval --set`.
struct AssignmentSyntax {
  Expressions expressions;  // what the value consists of
  Name name;
  ExpressionPtr value = nullptr;
  TextSpan span;
};

/// `sites: 1 .. 2 | 3 .. 10 | 11 ..`: what `matrix --by` cuts into columns.
struct ColumnAxisSyntax {
  ExpressionPtr head = nullptr;      // a name or a bracketed expression
  std::vector<ConditionCell> parts;  // none: every value of a choice, or yes and no
};

// ---------------------------------------------------------------------------------------------- the file

/// Index into the vector of its kind: the order in which things stand in the file.
struct ItemRef {
  enum class Kind { attribute, define, cluster, heading, rule, table, test, property, profile } kind;
  std::size_t index;
};

struct Comment {
  TextSpan span;          // from `#` to the end of the line
  bool own_line = false;  // nothing but blanks before it
};

/// What stood in statements that could not be read. Nothing is said about what is only missing because of them.
struct Lost {
  std::set<std::string, std::less<>> words;  // every word of those that may have declared a name
  bool attributes = false, clusters = false;
  bool rest = false;  // after too many errors: nothing from there on
};

struct SyntaxTree {
  Expressions expressions;  // what all the others point to
  std::optional<Ruleset> ruleset;
  std::vector<AttributeSyntax> attributes;
  std::vector<DefineSyntax> defines;
  std::vector<ClusterSyntax> clusters;
  std::vector<ProfileSyntax> profiles;
  std::vector<RulesHeading> headings;
  std::vector<RuleSyntax> rules;
  std::vector<TableSyntax> tables;
  std::vector<TestSyntax> tests;
  std::vector<PropertySyntax> properties;
  std::vector<ItemRef> order;
  std::vector<Comment> comments;
  Lost lost;
  bool incomplete = false;  // an error was reported while it was read: not all that is written is in it
};

}  // namespace spanne::grammar
