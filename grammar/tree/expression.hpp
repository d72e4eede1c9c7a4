// The syntax of values and conditions, and the names, texts, days and quantities everything else is written with.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "grammar/text/source.hpp"

namespace spanne::grammar {

struct Name {
  std::string text;
  TextSpan span;
};

/// A quoted string, escapes resolved, in Unicode's normal form C; the span includes the quotes.
struct Text {
  std::string value;
  TextSpan span;
};

/// A day that exists in the calendar (the parser has refused 2026-02-30).
struct Day {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  TextSpan span;
};

struct Version {
  std::string text;  // "2.1.0"
  TextSpan span;
};

/// A number with what stands after it: `-1_000.25`, `5 M EUR`, `15 %`, `4 h/week`.
/// `digits` is the number as written without sign, magnitude and unit, in millionths (0.25 is 250'000).
struct Quantity {
  std::int64_t digits = 0;
  bool negative = false;
  std::optional<std::uint8_t> magnitude;  // power of ten: 3 (k), 6 (M, Mio, million), 9 (bn, Mrd, billion)
  std::optional<Name> unit;               // "FTE", "VZÄ", "%", "EUR", "h/week" (blanks around "/" removed); unchecked
  TextSpan span;
};

// ---------------------------------------------------------------------------------------------- expressions

struct Expression;
using ExpressionPtr = const Expression*;  // into the Expressions of the text; null where none is written

struct NameUse {
  Name name;  // attribute, define, choice value, yes/no, cluster, fte, as_of …: only the check knows
};

/// `(inner)`, or `(inner) UNIT`: an amount from a computed number.
struct Bracketed {
  ExpressionPtr inner = nullptr;
  std::optional<Name> unit;
};

struct Call {
  Name function;
  std::vector<ExpressionPtr> arguments;
};

struct Not {
  ExpressionPtr operand = nullptr;
};

struct Negate {
  ExpressionPtr operand = nullptr;
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
    TextSpan op_span;
    ExpressionPtr operand = nullptr;
  };
  ExpressionPtr first = nullptr;
  std::vector<Step> steps;  // at least one, at most 1'000 (deeper sums belong into defines)
};

enum class Comparator { equal, not_equal, less, less_equal, greater, greater_equal };

struct Comparison {
  ExpressionPtr left = nullptr;
  Comparator op;
  TextSpan op_span;
  ExpressionPtr right = nullptr;
};

/// `subject in 3 .. 10`, `subject in (lead, national)`, `subject not in (…)`. Items of a list may be ranges too.
struct Membership {
  struct Item {
    ExpressionPtr low = nullptr;   // the value itself where high is null
    ExpressionPtr high = nullptr;  // end of a range
    bool half_open = false;
  };
  ExpressionPtr subject = nullptr;
  bool negated = false;
  bool bracketed = false;
  std::vector<Item> items;
};

/// `x is known`, `x is missing`.
struct Presence {
  ExpressionPtr operand = nullptr;
  bool missing = false;
};

/// `name contains "x"`, `name not starts with "x"`.
struct TextMatch {
  enum class Kind { starts_with, contains, ends_with } kind;
  bool negated = false;
  ExpressionPtr operand = nullptr;
  ExpressionPtr part = nullptr;
};

/// `at least 2 of (decentral, sites > 10, tender)`.
struct Cardinality {
  enum class Bound { at_least, at_most, exactly } bound;
  Quantity count;
  TextSpan words;  // `at least 2 of`
  std::vector<ExpressionPtr> parts;
};

struct Conditional {
  ExpressionPtr condition = nullptr, then = nullptr, otherwise = nullptr;
};

struct Expression {
  template <class Node>
  Expression(TextSpan where, Node&& what)
      : span(where), node(std::in_place_type<std::decay_t<Node>>, std::forward<Node>(what)) {}

  TextSpan span;
  std::variant<Quantity, Day, Text, NameUse, Bracketed, Call, Not, Negate, Logic, Arithmetic, Comparison, Membership,
               Presence, TextMatch, Cardinality, Conditional>
      node;
};

/// Where the expressions of one text live: they stay where they are made, and go all at once.
class Expressions {
 public:
  Expressions() = default;
  Expressions(const Expressions&) = delete;
  Expressions& operator=(const Expressions&) = delete;
  Expressions(Expressions&&) = default;
  Expressions& operator=(Expressions&&) = default;
  ~Expressions() = default;

  template <class Node>
  ExpressionPtr add(TextSpan span, Node&& node) {
    return &all_.emplace_back(span, std::forward<Node>(node));
  }

  // All of them, each after its own parts.
  auto begin() const { return all_.begin(); }
  auto end() const { return all_.end(); }

 private:
  std::deque<Expression> all_;
};

}  // namespace spanne::grammar
