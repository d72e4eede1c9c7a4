// WideRatio is a fraction as two integers of any length, for the few who compute with them: Fraction and powers.
//
// A header of its own, since Boost.Multiprecision takes long to compile.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

namespace spanne::engine {

struct WideRatio {
  boost::multiprecision::cpp_int numerator;
  boost::multiprecision::cpp_int denominator = 1;
};

}  // namespace spanne::engine
