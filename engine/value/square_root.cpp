#include "engine/value/square_root.hpp"

#include <cassert>

#include "engine/value/wide_ratio.hpp"

namespace spanne::engine {

Fraction square_root_up(const Fraction& number, int places) {
  assert(number.sign() >= 0);
  std::int64_t scale = 1;
  for (int place = 0; place < places; ++place) scale *= 10;
  // A whole number is the root's last digit counted in units of it: its square is not below scaled² exactly if it is
  // not below the next whole number.
  const Fraction scaled = (number * scale * scale).ceil();
  const boost::multiprecision::cpp_int whole = scaled.in_wide_terms().numerator;
  boost::multiprecision::cpp_int root = sqrt(whole);
  if (root * root < whole) ++root;
  return Fraction::of({std::move(root), scale});
}

}  // namespace spanne::engine
