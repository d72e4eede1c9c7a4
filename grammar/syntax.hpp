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

#include "grammar/expression.hpp"
#include "grammar/few.hpp"
#include "grammar/source.hpp"

namespace spanne::grammar {

// ---------------------------------------------------------------------------------------------- amounts and effects

/// What an effect adds, multiplies with or limits to: a quantity, a name, `(expression) UNIT`, or a range of two
/// quantities. In a range, unit and magnitude may stand at the second end only, for both. `-(0.05 .. 0.1) FTE` has
/// its unit behind the bracket: the parser puts it on the second end.
struct Amount {
  ExpressionPtr low = nullptr;
  ExpressionPtr high = nullptr;  // null where the amount is no range
  Span span;
};

/// `per [started|full] [N] X [above M]`.
struct Proportion {
  enum class Portion { exact, started, full } portion = Portion::exact;
  std::optional<Quantity> size;
  ExpressionPtr of = nullptr;  // a name or a bracketed expression
  std::optional<Quantity> above;
  Span span;
};

/// `+ AMOUNT [KIND] [per …]`: effort, or a surcharge where the amount is a percentage.
struct Change {
  bool negative = false;
  Amount amount;
  std::optional<Name> kind;
  std::unique_ptr<Proportion> per;  // null where there is none: it is rare, and larger than all the rest of a rule
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

using Effects = Few<Effect>;

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
  ExpressionPtr value = nullptr;
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
  ExpressionPtr condition = nullptr;  // null: otherwise
  Span otherwise;                     // where the word stands
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
  ExpressionPtr condition = nullptr;  // null: always
  Effects effects;
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
  ExpressionPtr when = nullptr;  // null: always
  std::variant<ExpressionPtr, Monotone> claim;
  Span span;
};

/// `sites = sites + 5`: an assignment of `eval --set`.
struct Assignment {
  Expressions expressions;  // what the value consists of
  Name name;
  ExpressionPtr value = nullptr;
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
  Expressions expressions;  // what all the others point to
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
  bool incomplete = false;    // an error was reported while it was read: not all that is written is in it
  bool rules_differ = false;  // it is known that no two rules and tables have the same name, nor two that look alike
};

}  // namespace spanne::grammar
