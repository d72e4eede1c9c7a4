// What an account should get, worked out a second time and in another way: by rationals of any length, straight from
// the steps of the language reference (section 5), without anything of the engine's evaluator.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <vector>

#include "engine/semantics/evaluate.hpp"

namespace spanne::test {

using Rational = boost::multiprecision::cpp_rational;

struct RationalRange {
  Rational low, high;
};

struct Expected {
  bool rejected = false;
  std::optional<engine::ClusterId> cluster;
  RationalRange total;
  std::vector<RationalRange> kinds;       // in the order of Model::kinds
  std::vector<engine::RuleSite> matched;  // in the order of the file
};

Expected expected_outcome(const engine::Model& model, engine::Date as_of, const engine::Account& account);

Rational rational(const engine::Fraction& number);

}  // namespace spanne::test
