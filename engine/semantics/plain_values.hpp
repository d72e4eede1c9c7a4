// PlainValues: the values of one account, for TermSemantics. No value stands for a fault, which the domain records.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "engine/model/date_steps.hpp"
#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/value/exact_sum.hpp"
#include "engine/value/fraction.hpp"

namespace spanne::engine {

struct PlainValues {
  using Truth = std::optional<bool>;
  using Number = std::optional<Fraction>;
  using Place = std::optional<std::int64_t>;
  using Text = const std::string*;

  static Truth known(bool answer) { return answer; }
  static Truth open(bool yes, bool /*no*/) { return yes; }
  static Number only(Fraction value) { return value; }
  static Place only(std::int64_t value) { return value; }
  static Place ordinal_of(Truth truth) { return truth ? Place(*truth ? 1 : 0) : std::nullopt; }

  template <class Value>
  static bool some(const Value& value) {
    return static_cast<bool>(value);
  }
  /// No value, since one of `others` may have none.
  template <class Value, class... Others>
  static Value nothing(const Others&... /*others*/) {
    return {};
  }
  /// The one of two values that is there.
  template <class Value>
  static Value either(Value a, Value b) {
    return b ? std::move(b) : std::move(a);
  }
  static Number with_faults(Number result, const Number& /*left*/, const Number& /*right*/) { return result; }

  static bool may_hold(Truth truth) { return truth && *truth; }
  static bool may_fail(Truth truth) { return truth && !*truth; }
  static bool may_have_none(Truth truth) { return !truth; }
  static bool has_none(Truth truth) { return !truth; }
  static bool holds(Truth truth) { return truth && *truth; }
  static Truth negated(Truth truth) { return truth ? Truth(!*truth) : std::nullopt; }
  /// Of `a`, which holds, and `b`.
  static Truth both(Truth /*a*/, Truth b) { return b; }

  /// Op::equal to Op::greater_equal; `a` has a value.
  template <class Value>
  static Truth compared(Op op, const Value& a, const Value& b) {
    return b ? Truth(answer(op, order(*a, *b))) : std::nullopt;
  }
  template <class Value>
  static std::strong_ordering order(const Value& a, const Value& b) {
    return a <=> b;
  }
  // The library of WebAssembly's compiler has no <=> for texts.
  static std::strong_ordering order(const std::string& a, const std::string& b) { return a.compare(b) <=> 0; }
  static bool answer(Op op, std::strong_ordering order) {
    switch (op) {
      case Op::equal: return order == 0;
      case Op::not_equal: return order != 0;
      case Op::less: return order < 0;
      case Op::less_equal: return order <= 0;
      case Op::greater: return order > 0;
      default: return order >= 0;
    }
  }

  static const Fraction& least(const Fraction& a, const Fraction& b) { return std::min(a, b); }
  static const Fraction& greatest(const Fraction& a, const Fraction& b) { return std::max(a, b); }
  static Fraction floor(const Fraction& a) { return a.floor(); }
  static Fraction ceil(const Fraction& a) { return a.ceil(); }
  static const Fraction& operand(const Number& number) { return *number; }
  /// Of a constant between 0 and 6.
  static int whole(const Fraction& places) { return static_cast<int>(places.in_lowest_terms()->first); }
  static Number difference(const Place& a, const Place& b) { return Fraction(*a - *b); }

  static Number completed_units(const Place& from, const Place& to, std::int64_t unit) {
    const auto day = [](const Place& place) { return Date{static_cast<std::int32_t>(*place)}; };
    return Fraction(engine::completed_units(day(from), day(to), unit));
  }

  // Of efforts.
  using Amount = Fraction;
  static Fraction amount(std::int64_t whole) { return whole; }
  static Number multiple(const Number& number, const Fraction& scale) {
    return number ? Number(*number * scale) : std::nullopt;
  }
  static Number portions(const Proportion& per, const Number& counted) {
    return counted ? Number(portions_of(per, *counted)) : std::nullopt;
  }
  static const Fraction& perhaps(const Fraction& amount, Truth /*counts*/, const Fraction& /*otherwise*/) {
    return amount;
  }
  static Fraction not_negative(const Fraction& multiplier) { return std::max(multiplier, Fraction(0)); }
  /// Multipliers are never negative, so only the sign of the effort decides which one makes the least of it.
  static Fraction times(const Fraction& effort, const Fraction& above, const Fraction& below) {
    return effort * (effort.sign() < 0 ? below : above);
  }

  class Sum {
   public:
    explicit Sum(bool /*may_have_none*/) {}
    void add(const Number& number, bool /*certain*/) {
      if (number) sum_.add(*number);
    }
    Number value() const { return sum_.value(); }

   private:
    ExactSum sum_;
  };
};

}  // namespace spanne::engine
