// SetValues: the sets of values that the accounts of a box can have, for TermSemantics. A set may be too wide, but it
// never misses a value.
#pragma once

#include "engine/model/date_steps.hpp"
#include "engine/proof/sets.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/fits.hpp"

namespace spanne::engine::proof {

struct SetValues {
  using Truth = Truths;
  using Number = Numbers;
  using Place = Ordinals;
  using Text = Ordinals;  // places in Space::texts

  static Truths known(bool answer) { return proof::known(answer); }
  static Truths open(bool yes, bool no) { return {yes, no, false}; }
  static Numbers only(const Fraction& value) { return proof::only(value); }
  static Ordinals only(Ordinal value) { return proof::only(value); }
  static Ordinals ordinal_of(const Truths& truths) {
    return {truths.yes || truths.no, truths.no ? 0 : 1, truths.yes ? 1 : 0, truths.fault};
  }

  template <class Set>
  static bool some(const Set& set) {
    return set.some;
  }
  /// No value; a fault if one of `others` may have none.
  template <class Set, class... Others>
  static Set nothing(const Others&... others) {
    Set set;
    set.fault = (may_have_none(others) || ...);
    return set;
  }
  template <class Set>
  static Set either(const Set& a, const Set& b) {
    return proof::either(a, b);
  }
  static Numbers with_faults(Numbers result, const Numbers& left, const Numbers& right) {
    result.fault = result.fault || left.fault || right.fault;
    return result;
  }

  static bool may_hold(const Truths& truths) { return truths.yes; }
  static bool may_fail(const Truths& truths) { return truths.no; }
  template <class Set>
  static bool may_have_none(const Set& set) {
    return set.fault;
  }
  static bool may_have_none(const Fits& fits) { return fits.fault || fits.none; }
  static bool has_none(const Truths& truths) { return truths.fault && truths.decided(); }
  static bool holds(const Truths& truths) { return truths.always(); }
  static Truths negated(const Truths& truths) { return {truths.no, truths.yes, truths.fault}; }
  /// Of `a`, which may hold, and `b`, which is asked only where it does.
  static Truths both(const Truths& a, const Truths& b) { return {b.yes, a.no || b.no, a.fault || b.fault}; }

  template <class Set>
  static Truths compared(Op op, const Set& a, const Set& b) {
    return proof::compared(op, a, b);
  }

  /// Without its fault, which with_faults() adds again.
  static Numbers operand(const Numbers& numbers) { return {true, numbers.low, numbers.high, false}; }
  static Numbers least(const Numbers& a, const Numbers& b) { return proof::least(a, b); }
  static Numbers greatest(const Numbers& a, const Numbers& b) { return proof::greatest(a, b); }
  static Numbers floor(const Numbers& a) { return proof::floor(a); }
  static Numbers ceil(const Numbers& a) { return proof::ceil(a); }
  /// Of a constant between 0 and 6.
  static int whole(const Numbers& places) { return static_cast<int>(places.low.in_lowest_terms()->first); }
  static Numbers difference(const Ordinals& a, const Ordinals& b) {
    return {true, a.low - b.high, a.high - b.low, a.fault || b.fault};
  }

  /// Monotone in both.
  static Numbers completed_units(const Ordinals& from, const Ordinals& to, std::int64_t unit) {
    const auto day = [](Ordinal days) { return Date{static_cast<std::int32_t>(days)}; };
    return {true, engine::completed_units(day(from.high), day(to.low), unit),
            engine::completed_units(day(from.low), day(to.high), unit), from.fault || to.fault};
  }

  // Of efforts.
  using Amount = Numbers;
  static Numbers amount(std::int64_t whole) { return proof::only(Fraction(whole)); }
  static Numbers multiple(const Numbers& numbers, const Fraction& scale) { return numbers * scale; }
  static Numbers portions(const Proportion& per, Numbers counted) {
    if (!counted.some) return counted;
    for (Fraction* end : {&counted.low, &counted.high}) *end = portions_of(per, *end);
    return counted;
  }
  static Numbers perhaps(const Numbers& amount, const Truths& counts, const Numbers& otherwise) {
    return proof::perhaps(amount, counts, otherwise);
  }
  static Numbers not_negative(const Numbers& multiplier) { return proof::not_negative(multiplier); }
  static Numbers times(const Numbers& effort, const Numbers& above, const Numbers& below) {
    return proof::times(effort, above, below);
  }

  class Sum {
   public:
    explicit Sum(bool may_have_none) { sum_.fault = may_have_none; }
    void add(const Numbers& value, bool certain) { sum_ = sum_ + (certain ? value : proof::either(value, zero)); }
    const Numbers& value() const { return sum_; }

   private:
    Numbers sum_ = zero;
  };
};

}  // namespace spanne::engine::proof
