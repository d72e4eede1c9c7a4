// Walker computes checked terms for one account. How a term is walked is in TermSemantics; here is what an account has,
// and what is recorded of it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/plain_values.hpp"
#include "engine/semantics/term_semantics.hpp"

namespace spanne::engine {

/// Results that flags and properties may ask for, in the order of Model::result_names().
using Results = std::vector<Fraction>;

/// Which ways conditions came out and which rows fitted, over everything that was walked.
struct Footprint {
  enum : std::uint8_t { came_out_no = 1, came_out_yes = 2 };
  std::vector<std::uint8_t> conditions;  // by TermId, of boolean terms: which of the two it was; 0: not tried
  std::vector<std::vector<bool>> rows;   // by table and row: it fitted

  explicit Footprint(const Model& model);
};

/// Terms of one account, each with its one value. Each function returns no value after recording the fault; all callers
/// pass that on at once. A missing attribute is a fault only where a term is asked for outside the condition it stands
/// in, which explanations do and evaluating does not.
///
/// What a define or a lookup comes to is computed once: each of sixty that uses the one before it twice would
/// otherwise be computed 2^59 times.
class Walker : public TermSemantics<Walker, PlainValues> {
 public:
  /// `evaluator`, its model and `account` outlive the walker.
  Walker(const Evaluator& evaluator, const Account& account)
      : TermSemantics(evaluator.model()), evaluator_(evaluator), account_(account) {}

  /// The value of a term of any type but effort, as an account would have it: numbers are rounded to a Decimal.
  /// std::monostate for a missing attribute.
  std::optional<Value> value(TermId id);
  Truth in_force(const Period& period) const { return period.contains(evaluator_.as_of()); }
  /// Which of a table's rows fit; a promise broken (`unique`) is a fault.
  Fits fits_of(const Table& table) { return fit_rows(table); }
  /// Their places in the table; nullopt after a fault.
  std::optional<std::vector<std::uint32_t>> fitting_rows(const Table& table);

  void set_cluster(ClusterId cluster) {
    cluster_ = cluster;
    forget();
  }
  void set_results(const Results* results) {
    results_ = results;
    forget();
  }
  /// To be said where the account has changed.
  void forget() {
    shared_.clear();
    faults_.clear();
  }
  void leave_footprint(Footprint* footprint) { footprint_ = footprint; }
  /// Why the term asked for last has no value; without a site, since a term does not know who asks for it.
  Rejection take_fault();

 private:
  friend class TermSemantics<Walker, PlainValues>;

  /// That a define or a lookup has no value; `fault` says why, by its place in faults_.
  struct NoValue {
    std::size_t fault;
  };
  /// What a define or a lookup came to; std::monostate is "not asked yet".
  using Shared = std::variant<std::monostate, NoValue, Truth, Place, Number, Text>;
  template <class Result, class Compute>
  Result shared(const Term& use, Compute compute);

  // What the account has.
  Truth truth_of(const Term& attribute);
  Truth is_known(const Term& question) const { return !is_missing(attribute(question)); }
  Number number_of(const Term& attribute);
  Place ordinal_of(const Term& attribute);
  Text text_of(const Term& attribute) { return known<std::string>(attribute); }
  Text text_constant(const Term& constant) const { return &constant.text; }
  Place day() const { return evaluator_.as_of().days; }
  Place cluster(const Term& term);
  Truth cluster_is(const Term& term, ClusterId cluster);
  Number result(const Term& term);
  std::array<TermId, 1> versions(const Term& define) const { return {evaluator_.version_of(define)}; }

  // Calculations, and what can be wrong with them.
  Truth text_match(TermId id, Text whole, Text part);
  Place moved_day(TermId id, const Place& date, const Number& count);
  Number quotient(TermId id, const Fraction& left, const Fraction& right);
  Number power_of(TermId id, const Fraction& base, const Fraction& exponent);
  Number sized(TermId id, Number number);
  Number total(const Term& lookup, const PlainValues::Sum& sum);
  Number sized_sum(TermId /*lookup*/, Number sum) { return sum; }

  // What a walk records.
  void asked() {}
  Truth came_out(TermId id, Truth truth);
  void fitted(const Table& table, const Fits& fits);
  void clashed(const Table& table, const Fits& fits);
  void no_row(const Term& lookup);

  const Value& attribute(const Term& term) const;
  template <class Kind>
  const Kind* known(const Term& term);
  std::nullopt_t fail(Rejection::Cause cause, const Term& term);

  const Evaluator& evaluator_;
  const Account& account_;
  std::optional<ClusterId> cluster_;
  const Results* results_ = nullptr;
  Footprint* footprint_ = nullptr;
  Rejection fault_;
  std::vector<Shared> shared_;     // by the evaluator's places; empty until one is asked for
  std::vector<Rejection> faults_;  // of shared terms
};

}  // namespace spanne::engine
