// BoxEvaluation computes what checked terms can come to for all accounts of a box at once: TermSemantics with sets in
// place of values. A set may be too wide, but it never misses a value.
//
// Whatever keeps a set from being exact is recorded as a SplitHint, which tells the search where to split the box. One
// object serves one box and one thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "engine/proof/set_values.hpp"
#include "engine/proof/space.hpp"
#include "engine/semantics/rejection.hpp"
#include "engine/semantics/term_semantics.hpp"

namespace spanne::engine::proof {

/// An open point: something that differs between the accounts of a box. Splitting the box there may settle a question.
struct SplitHint {
  std::optional<TermId> term;  // a condition or a calculation; nullopt: the hint is about `day`
  Ordinal day = 0;             // the last day before something comes into force or expires
  Side side = Side::first;
  int rank = 0;  // see Rank; lower ranks are settled first
};
/// The order in which split hints are settled: the question's own conditions and the clusters first, then the
/// conditions of rules, and last the amounts of effects.
enum Rank : int { own = 0, of_rules = 1, amounts = 3 };
/// All split hints about one box, in the order in which they were met.
struct SplitHints : std::vector<SplitHint> {
  std::uint64_t looked_at = 0;  // number of terms evaluated to find them; the unit of StepBudget
};

/// A calculation and why it has no value.
using FaultSite = std::pair<TermId, Rejection::Cause>;

/// Which clusters the accounts of a box may be in.
struct Classes {
  std::vector<bool> possible;
  bool none = false, fault = false;
  std::size_t count() const;
  bool only(ClusterId cluster) const { return possible[cluster] && count() == 1 && !none && !fault; }
};

/// Evaluates terms over one box. Results are cached, so asking for the same term again is cheap.
class BoxEvaluation : public TermSemantics<BoxEvaluation, SetValues> {
 public:
  /// `space`, `box` and `split_hints` must outlive the evaluation. They are appended to `split_hints`. `side`
  /// selects the account of a pair if the box holds pairs (Box::rising).
  BoxEvaluation(const Space& space, const Box& box, SplitHints& split_hints, Side side = Side::first)
      : TermSemantics(space.model()), space_(space), box_(box), split_hints_(split_hints), side_(side) {}

  /// Whether a term of any type may have no value.
  bool has_fault(TermId id);
  /// Whether a period contains the day of evaluation.
  Truths in_force(const Period& period);
  /// The rows of a table that may fit.
  const Fits& fits_of(const Table& table);
  /// The clusters the accounts may belong to.
  const Classes& classify();
  /// Restricts the evaluation from now on to the accounts of this cluster, which must be possible.
  void assume(ClusterId cluster);

  /// Sets the results that terms may ask for, by Model::result_names(); drops what was cached without them.
  void set_results(const std::vector<Numbers>* results) {
    results_ = results;
    shared_.clear();
  }
  /// Sets the Rank of the split hints recorded from now on. In a box of pairs, split hints that do not depend on the
  /// rising attribute rank lower.
  void rank(int rank) { rank_ = rank; }
  /// Records that the value of a term is open.
  void add_hint(TermId id);
  /// The calculations that may have no value, with the reason.
  const std::set<FaultSite>& faults() const { return faults_; }
  /// The extent of an axis, for this side of a pair.
  const Extent& extent(Axis axis) const;
  Side side() const { return side_; }
  const Space& space() const { return space_; }
  const Box& box() const { return box_; }
  /// The versions of a define that may be in force on some day of the box.
  std::vector<TermId> versions(const Term& define);

 private:
  friend class TermSemantics<BoxEvaluation, SetValues>;

  // What the accounts have.
  Truths truth_of(const Term& attribute) const;
  Truths is_known(const Term& question) const;
  Numbers number_of(const Term& attribute) const;
  Ordinals ordinal_of(const Term& attribute) const;
  Ordinals text_of(const Term& attribute) const { return ordinal_of(attribute); }
  Ordinals text_constant(const Term& constant) const { return only(space_.place(constant.text)); }
  Ordinals day() const;
  Ordinals cluster(const Term& term);
  Truths cluster_is(const Term& term, ClusterId cluster);
  Numbers result(const Term& term) const { return (*results_)[static_cast<std::size_t>(term.number)]; }

  // Calculations, and what can be wrong with them.
  Truths text_match(TermId id, const Ordinals& whole, const Ordinals& part) const;
  Ordinals moved_day(TermId id, const Ordinals& date, const Numbers& count);
  Numbers quotient(TermId id, const Numbers& left, const Numbers& right);
  Numbers power_of(TermId id, const Numbers& left, const Numbers& right);
  Numbers bounded(TermId id, Numbers numbers);
  Numbers sized(TermId id, const Numbers& numbers);
  Numbers sized_sum(TermId lookup, const Numbers& sum) { return bounded(lookup, sum); }
  Numbers total(const Term& /*lookup*/, const SetValues::Sum& sum) const { return sum.value(); }

  // What a walk records. No rows, clashes or gaps are recorded: the questions about tables look for them.
  void asked() { ++split_hints_.looked_at; }
  Truths came_out(TermId id, const Truths& truths);
  void fitted(const Table& /*table*/, const Fits& /*fits*/) {}
  void clashed(const Table& /*table*/, const Fits& /*fits*/) {}
  void no_row(const Term& /*lookup*/) {}

  // Values that many terms use (defines, lookups, the fitting rows of a table) are computed once. Each use reports the
  // split hints again, but every hint is listed only once.
  enum class Kind { define, lookup, table };
  using Key = std::pair<Kind, std::int64_t>;
  struct Shared {
    std::variant<Truths, Ordinals, Numbers, Fits> value;
    std::vector<SplitHint> split_hints;
  };
  template <class Set, class Compute>
  const Set& once(const Key& key, Compute compute);
  template <class Set, class Compute>
  const Set& shared(const Term& use, Compute compute) {
    return once<Set>({use.op == Op::define ? Kind::define : Kind::lookup, use.number}, compute);
  }
  void add(const SplitHint& hint);
  static std::vector<SplitHint> distinct(const std::vector<SplitHint>& split_hints);
  void doubt_again(const std::vector<SplitHint>& split_hints);

  const Space& space_;
  const Box& box_;
  SplitHints& split_hints_;
  Side side_;
  std::optional<Classes> classes_;
  const std::vector<Numbers>* results_ = nullptr;
  int rank_ = own;
  std::set<FaultSite> faults_;
  std::map<Key, Shared> shared_;
  std::vector<SplitHint>* noted_ = nullptr;  // split hints of the shared value that is being computed
};

}  // namespace spanne::engine::proof
