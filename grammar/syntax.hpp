// The syntax tree: what a rule file says, as it is written, without what it means.
//
// Closed variants of plain structs, a span each, no behaviour. Names are not resolved, units not converted, types not
// known: engine/check does that. Every node keeps enough of its writing for a formatter to print it again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "grammar/source.hpp"

namespace spanne::grammar {

struct Name {
  std::string text;
  Span span;
};

/// A quoted string, escapes resolved; the span includes the quotes.
struct Text {
  std::string value;
  Span span;
};

/// A day that exists in the calendar (the parser has refused 2026-02-30).
struct Day {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  Span span;
};

struct Version {
  std::string text;  // "2.1.0"
  Span span;
};

/// A number with what stands behind it: `-1_000.25`, `5 M EUR`, `15 %`, `4 h/week`.
/// `digits` is the number as written without sign, magnitude and unit, in millionths (0.25 is 250'000).
struct Quantity {
  std::int64_t digits = 0;
  bool negative = false;
  std::optional<std::uint8_t> magnitude;  // power of ten: 3 (k), 6 (M, Mio, million), 9 (bn, Mrd, billion)
  std::optional<Name> unit;               // "FTE", "VZÄ", "%", "EUR", "h/week" (blanks around "/" removed); unchecked
  Span span;
};

// ---------------------------------------------------------------------------------------------- expressions

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

struct NameUse {
  Name name;  // attribute, define, choice value, yes/no, cluster, fte, as_of …: only the check knows
};

/// `(inner)`, or `(inner) UNIT`: an amount from a computed number.
struct Group {
  ExpressionPtr inner;
  std::optional<Name> unit;
};

struct Call {
  Name function;
  std::vector<ExpressionPtr> arguments;
};

struct Not {
  ExpressionPtr operand;
};

struct Negate {
  ExpressionPtr operand;
};

/// `a and b and c`: at least two operands.
struct Logic {
  enum class Op { conjunction, disjunction } op;
  std::vector<ExpressionPtr> operands;
};

/// `first (+|-) second …` or `first (*|/) second …`: operands of one level of precedence, left to right.
struct Arithmetic {
  enum class Op { add, subtract, multiply, divide };
  struct Step {
    Op op;
    Span op_span;
    ExpressionPtr operand;
  };
  ExpressionPtr first;
  std::vector<Step> steps;  // at least one, at most 1'000 (deeper sums belong into defines)
};

enum class Comparator { equal, not_equal, less, less_equal, greater, greater_equal };

struct Comparison {
  ExpressionPtr left;
  Comparator op;
  Span op_span;
  ExpressionPtr right;
};

/// `subject in 3 .. 10`, `subject in (lead, national)`, `subject not in (…)`. Items of a list may be ranges too.
struct Membership {
  struct Item {
    ExpressionPtr low;   // the value itself where high is null
    ExpressionPtr high;  // end of a range
    bool half_open = false;
  };
  ExpressionPtr subject;
  bool negated = false;
  bool bracketed = false;
  std::vector<Item> items;
};

/// `x is known`, `x is missing`.
struct Presence {
  ExpressionPtr operand;
  bool missing = false;
};

struct StartsWith {
  ExpressionPtr operand;
  ExpressionPtr prefix;
};

struct Conditional {
  ExpressionPtr condition, then, otherwise;
};

struct Expression {
  Span span;
  std::variant<Quantity, Day, Text, NameUse, Group, Call, Not, Negate, Logic, Arithmetic, Comparison, Membership,
               Presence, StartsWith, Conditional>
      node;
};

// ---------------------------------------------------------------------------------------------- amounts and effects

/// What an effect adds, multiplies with or limits to: a quantity, a name, `(expression) UNIT`, or a range of two
/// quantities. In a range, unit and magnitude may stand at the second end only, for both. `-(0.05 .. 0.1) FTE` has
/// its unit behind the bracket: the parser puts it on the second end.
struct Amount {
  ExpressionPtr low;
  ExpressionPtr high;  // null where the amount is no range
  Span span;
};

/// `per [started|full] [N] X [above M]`.
struct Proportion {
  enum class Portion { exact, started, full } portion = Portion::exact;
  std::optional<Quantity> size;
  ExpressionPtr of;  // a name or a bracketed expression
  std::optional<Quantity> above;
  Span span;
};

/// `+ AMOUNT [KIND] [per …]`: effort, or a surcharge where the amount is a percentage.
struct Change {
  bool negative = false;
  Amount amount;
  std::optional<Name> kind;
  std::optional<Proportion> per;
};

struct Factor {
  Amount amount;
  std::optional<Name> kind;
};

struct Limit {
  enum class Sort { at_least, at_most, exactly } sort;
  Amount amount;
};

struct Flag {
  Text text;
};

struct Effect {
  std::variant<Change, Factor, Limit, Flag> node;
  Span span;
};

/// `from D`, `until D`, both inclusive, each may be absent.
struct Period {
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
  std::optional<Period> effective;  // `D .. D`, either end may be open
  Span effective_span;
  std::optional<Text> owner;
  std::optional<Version> supersedes;
  std::optional<Quantity> capacity;
  std::optional<Quantity> utilisation_low, utilisation_high;
  std::vector<Quantity> working_time;
  std::vector<KindDeclaration> kinds;
  Span span;
};

struct ChoiceValue {
  std::string text;
  bool quoted = false;
  Span span;
};

struct TypeUse {
  /// As written; `other` is a word that is no type (its name in `word`): the check says which it may have meant.
  enum class Sort { text, integer, decimal, percent, money, boolean, choice, date, other } sort = Sort::other;
  Name word;                                                                  // the first word of the type as written
  std::optional<Name> currency;                                               // money
  std::vector<ChoiceValue> values;                                            // one of …
  bool ordered = false;                                                       // declared with `<`
  enum class Reading { none, in_percent, as_share } reading = Reading::none;  // percent
  Span span;
};

/// One literal: what a default, a bound, a given or a table cell can be. A Name is a choice's value, yes or no.
using Literal = std::variant<Quantity, Day, Text, Name>;
Span span_of(const Literal& literal);

struct Bounds {
  std::optional<Literal> low, high;
  bool half_open = false;
  Span span;
};

struct Attribute {
  Name name;
  TypeUse type;
  std::optional<Bounds> bounds;
  std::optional<Span> key, owner, optional;  // where the word stands
  std::optional<Literal> default_value;
  std::optional<Text> column;
  std::optional<Text> label;
  std::vector<Span> parts;  // everything behind the type, in the order in which it is written
  Span span;
};

struct Define {
  Name name;
  ExpressionPtr value;
  Period period;
  Span span;
};

struct BaseAmount {
  Amount amount;
  std::optional<Name> kind;
};

struct Cluster {
  Name name;
  std::optional<Text> label;
  ExpressionPtr condition;  // null: otherwise
  Span otherwise;           // where the word stands
  std::vector<BaseAmount> base;
  std::optional<Text> because;
  Period period;
  Span span;
};

/// `rules ["title"] [for …] [from …] [until …]`: heads the rules that follow it.
struct RulesHeading {
  std::optional<Text> title;
  std::vector<Name> scope;
  Period period;
  Span span;
};

struct Rule {
  std::optional<Name> name;
  ExpressionPtr condition;  // null: always
  std::vector<Effect> effects;
  std::optional<Text> because;
  Period period;
  /// Index into Tree::headings of the heading it stands under; nothing for a rule outside any.
  std::optional<std::size_t> heading;
  Span span;
};

// ---------------------------------------------------------------------------------------------- tables

/// One test of a condition cell: `3`, `1 .. 3`, `> 10`, `known`, `missing`.
struct CellTest {
  enum class Sort { value, range, compare, known, missing } sort = Sort::value;
  std::optional<Literal> low;   // value, range, compare
  std::optional<Literal> high;  // range
  bool half_open = false;
  Comparator op = Comparator::equal;  // compare
  Span span;
};

/// No tests: anything (`-` or empty). Several: any of them; `negated`: none of them.
struct ConditionCell {
  std::vector<CellTest> tests;
  bool negated = false;
  Span span;
};

/// Empty: no effect. An amount (bare number or range, units allowed), or a literal for lookups, flags and reasons.
struct OutcomeCell {
  std::variant<std::monostate, Amount, Literal> value;
  Span span;
};

struct OutcomeHead {
  enum class Sort { add, subtract, factor, at_least, at_most, exactly, flag, because, define } sort = Sort::define;
  std::optional<Name> unit;  // add, subtract, limits
  std::optional<Name> kind;  // add, subtract, factor
  std::optional<Name> name;  // define
  Span span;
};

struct Row {
  std::vector<ConditionCell> conditions;  // empty when `otherwise`
  std::vector<OutcomeCell> outcomes;
  bool otherwise = false;
  Span span;
};

struct Table {
  enum class Policy { unique, first, sum };
  Name name;
  std::optional<Text> label;
  std::optional<Policy> policy;
  std::vector<Name> scope;
  Period period;
  std::vector<ExpressionPtr> conditions;  // a name or a bracketed expression each
  std::vector<OutcomeHead> outcomes;
  std::vector<Row> rows;    // every row has as many cells as there are heads: the parser has checked
  bool incomplete = false;  // a line of it could not be read
  Span span;                // the declaration line
};

// ---------------------------------------------------------------------------------------------- tests and properties

struct Given {
  Name name;
  Literal value;
};

struct Expectation {
  enum class Sort { cluster, figure, rule, no_rule, flag, no_flags, rejected } sort = Sort::rejected;
  Name name;  // cluster: its name; figure: the column; rule: "many_sites", "contracts#3" or "line 31"
  std::optional<Amount> figure;  // a value or a range
  std::optional<Name> word;      // figure whose value is a name: accounts_per_kam_high = unlimited
  std::optional<Text> text;      // flag
  Span span;
};

struct Test {
  Text title;
  std::vector<Given> given;
  std::vector<Expectation> expect;
  bool incomplete = false;  // a line of it could not be read
  Span span;
};

struct Property {
  /// `fte never falls|rises as ATTRIBUTE rises`.
  struct Monotone {
    Name result;
    bool never_falls = true;
    Name attribute;
  };
  Text title;
  ExpressionPtr when;  // null: always
  std::variant<ExpressionPtr, Monotone> claim;
  Span span;
};

/// `sites = sites + 5`: an assignment of `eval --set`.
struct Assignment {
  Name name;
  ExpressionPtr value;
  Span span;
};

// ---------------------------------------------------------------------------------------------- the file

/// Index into the vector of its sort: the order in which things stand in the file.
struct ItemRef {
  enum class Sort { attribute, define, cluster, heading, rule, table, test, property } sort;
  std::size_t index;
};

struct Comment {
  Span span;              // from `#` to the end of the line
  bool own_line = false;  // nothing but blanks before it
};

/// What stood in statements that could not be read. Nothing is said about what is only missing because of them.
struct Lost {
  std::set<std::string, std::less<>> words;  // every word of those that may have declared a name
  bool attributes = false, clusters = false;
  bool rest = false;  // after too many errors: nothing from there on
};

struct Tree {
  std::optional<Ruleset> ruleset;
  std::vector<Attribute> attributes;
  std::vector<Define> defines;
  std::vector<Cluster> clusters;
  std::vector<RulesHeading> headings;
  std::vector<Rule> rules;
  std::vector<Table> tables;
  std::vector<Test> tests;
  std::vector<Property> properties;
  std::vector<ItemRef> order;
  std::vector<Comment> comments;
  Lost lost;
};

}  // namespace spanne::grammar
