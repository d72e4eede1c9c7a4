// Walks checked terms for one account: the meaning of every Op, one short function a kind of value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"

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

/// Each function returns nothing after recording the fault; all callers pass that on at once. A missing attribute is a
/// fault only where a term is asked for outside the condition it stands in, which explanations do and evaluating does
/// not.
///
/// What a define or a lookup comes to is computed once: each of sixty that uses the one before it twice would
/// otherwise be computed 2^59 times.
class Walker {
 public:
  /// `evaluator`, its model and `account` outlive the walker.
  Walker(const Evaluator& evaluator, const Account& account)
      : evaluator_(evaluator), model_(evaluator.model()), account_(account), as_of_(evaluator.as_of()) {}

  std::optional<bool> truth(TermId id);
  /// The exact value of a number or an effort (FTE).
  std::optional<Fraction> number(TermId id);
  /// The value of a term of any type but effort, as an account would have it: numbers are rounded to a Decimal.
  /// std::monostate for a missing attribute.
  std::optional<Value> value(TermId id);
  /// Which of a table's rows fit; a promise broken (`unique`) is a fault.
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
  /// That a define or a lookup has no value; `fault` says why, by its place in faults_.
  struct NoValue {
    std::size_t fault;
  };
  /// What a define or a lookup came to; std::monostate is "not asked yet".
  using Shared = std::variant<std::monostate, NoValue, std::optional<bool>, std::optional<std::int64_t>,
                              std::optional<Fraction>, const std::string*>;
  template <class Result>
  Result shared(const Term& use, Result (Walker::*get)(TermId));
  template <class Result>
  Result computed(const Term& use, Result (Walker::*get)(TermId));

  std::optional<bool> decided(TermId id);
  std::optional<bool> counted(const Term& term);
  std::optional<bool> comparison(const Term& term);
  std::optional<int> compared(TermId left, TermId right);
  std::optional<bool> within(const Term& term, bool half_open);
  std::optional<std::int64_t> ordinal(TermId id);
  std::optional<std::int64_t> moved_day(const Term& step);
  std::optional<Fraction> completed(const Term& months_between);
  const std::string* text(TermId id);
  std::optional<Fraction> arithmetic(const Term& term);
  std::optional<Fraction> power_of(const Term& term, const Fraction& base, const Fraction& exponent);
  std::optional<Fraction> computable(const Term& term, std::optional<Fraction> number);
  std::optional<TermId> looked_up(const Term& term);
  std::optional<Fraction> summed_up(const Term& term);
  std::optional<bool> fits(const Row& row);
  const Value& attribute(const Term& term) const;
  template <class Kind>
  const Kind* known(const Term& term);
  std::nullopt_t fail(Rejection::Cause cause, const Term& term);

  const Evaluator& evaluator_;
  const Model& model_;
  const Account& account_;
  Date as_of_;
  std::optional<ClusterId> cluster_;
  const Results* results_ = nullptr;
  Footprint* footprint_ = nullptr;
  Rejection fault_;
  std::vector<Shared> shared_;     // by the evaluator's places; empty until one is asked for
  std::vector<Rejection> faults_;  // of shared terms
};

}  // namespace spanne::engine
