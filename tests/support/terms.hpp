// Values of terms by rationals: the half of the oracle that computes expressions.
#pragma once

#include "tests/support/oracle.hpp"

namespace spanne::test {

/// An expression that has no value: the account is rejected.
struct Fault {};

/// A number, a day, an effort, yes (1) or no (0), the index of a choice's value; or a text.
struct Thing {
  Rational number;
  std::string text;
};

class Terms {
 public:
  Terms(const engine::Model& model, engine::Date as_of, const engine::Account& account)
      : model_(model), as_of_(as_of), account_(account) {}

  void set_cluster(engine::ClusterId cluster) { cluster_ = cluster; }
  /// fte_low, fte, fte_high, and so on: see Model::result_names.
  void set_results(std::vector<Rational> results) { results_ = std::move(results); }

  Rational number(engine::TermId id) const { return value(id).number; }
  /// An absent condition holds.
  bool holds(std::optional<engine::TermId> id) const { return !id || number(*id) != 0; }
  /// The rows that count, in order; a fault where a promise of the table is broken.
  std::vector<std::uint32_t> matching_rows(const engine::Table& table) const;

 private:
  Thing value(engine::TermId id) const;
  Thing leaf(const engine::Term& term) const;
  Thing constant(const engine::Term& term) const;
  Thing attribute(engine::AttributeId id) const;
  Thing looked_up(const engine::Term& term) const;
  Rational logic(const engine::Term& term) const;
  Rational counted(const engine::Term& term) const;
  Rational comparison(const engine::Term& term) const;
  Rational arithmetic(const engine::Term& term) const;
  Rational effort(const engine::Term& term) const;
  Rational operand(const engine::Term& term, std::size_t index) const { return number(term.operands[index]); }

  const engine::Model& model_;
  engine::Date as_of_;
  const engine::Account& account_;
  engine::ClusterId cluster_ = 0;
  std::vector<Rational> results_;
};

/// The number; a fault if numerator or denominator has more than 4,096 bits.
Rational computable(const Rational& number);
Rational floor_of(const Rational& number);

}  // namespace spanne::test
