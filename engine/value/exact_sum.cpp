#include "engine/value/exact_sum.hpp"

#include "engine/value/wide_ratio.hpp"

namespace spanne::engine {

bool CommonDenominator::include(const Fraction& number) {
  too_large_ = too_large_ || !is_computable(number);
  if (too_large_) return false;
  const Fraction more = number.denominator();
  if (!(multiple_ / more).is_whole()) {
    multiple_ = Fraction::of({lcm(multiple_.in_wide_terms().numerator, more.in_wide_terms().numerator), 1});
    too_large_ = !is_computable(multiple_);
  }
  return !too_large_;
}

}  // namespace spanne::engine
