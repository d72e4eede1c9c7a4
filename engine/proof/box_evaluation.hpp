// Walks checked terms for all accounts of a box at once: the same meaning as evaluate/walker, with sets for values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "engine/proof/sets.hpp"
#include "engine/proof/space.hpp"
#include "engine/semantics/rejection.hpp"

namespace spanne::engine::proof {

/// Something that differs between the accounts of a box: splitting it there may settle a question.
struct Doubt {
  std::optional<TermId> term;  // a condition, or a calculation; or:
  Ordinal day = 0;             // the last day before something comes into or goes out of force
  Side side = Side::first;
  int rank = 0;  // what stands first is settled first
};
/// The question's own conditions and the clusters; conditions of rules; how much, not whether.
enum Rank : int { own = 0, of_rules = 1, amounts = 3 };
struct Doubts : std::vector<Doubt> {
  std::uint64_t looked_at = 0;  // how many terms, to find them: what a question's steps are counted in
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

/// Which rows of a table may count.
struct Fits {
  struct Row {
    std::uint32_t index;
    bool certain;
  };
  std::vector<Row> rows;  // in order
  bool none = false;      // perhaps no row fits
  bool fault = false;     // perhaps a cell has no value, or two rows break the promise of `unique`
  bool always_fails() const { return fault && rows.empty() && !none; }
};

class BoxEvaluation {
 public:
  /// Both must outlive the survey; what is in doubt is added to `doubts`.
  BoxEvaluation(const Space& space, const Box& box, Doubts& doubts, Side side = Side::first)
      : space_(space), model_(space.model()), box_(box), doubts_(doubts), side_(side) {}

  Truths truth(TermId id);
  Numbers number(TermId id);
  /// Days, places in a choice or of a text, no and yes; millionths.
  Numbers ordinal(TermId id);
  Efforts effort(TermId id);
  Efforts exact(TermId id);
  Truths in_force(const Period& period);
  /// All conditions, from left to right.
  Truths all_of(std::span<const TermId> conditions);
  const Fits& fitting_rows(const Table& table);
  const Classes& classify();
  /// From now on only of the accounts of this cluster, which is possible.
  void assume(ClusterId cluster);

  void set_results(const std::vector<Efforts>* results) {
    results_ = results;
    shared_.clear();
  }
  /// How what is in doubt from now on ranks; among pairs, what does not depend on the rising attribute ranks lower.
  void rank(int rank) { rank_ = rank; }
  void doubt(TermId id);
  /// Every calculation that may have no value.
  const std::set<FaultSite>& faults() const { return faults_; }
  const Extent& extent(Axis axis) const;
  Side side() const { return side_; }
  const Space& space() const { return space_; }
  const Box& box() const { return box_; }
  std::vector<TermId> versions(const Term& define);

 private:
  Truths comparison(const Term& term);
  Truths within(const Term& term);
  Truths starts_with(const Term& term);
  Truths cluster_is(TermId value);
  Numbers text(TermId id);
  Numbers arithmetic(TermId id);
  Numbers days(const Term& term, TermId id);
  Numbers computed(TermId id, Numbers left, Numbers right);
  void note_quotient(TermId id, const Numbers& left, const Numbers& right);
  void note_power(TermId id, const Numbers& left, const Numbers& right);
  Truths noted(TermId id, Truths truths);
  Numbers noted(TermId id, const Numbers& sum);

  template <class Set, class Get>
  Set branches(const Term& term, Get get);
  template <class Set, class Get>
  Set one_of(const Term& term, Get get);
  template <class Set, class Get>
  Set looked_up(const Term& term, Get get);
  Numbers sum_of_numbers(const Term& term);
  Efforts sum_of_efforts(const Term& term);

  // What many terms share is computed once: defines, lookups, and which rows of a table fit. Whoever asks again gets
  // the same doubts again, but each only once.
  enum class Kind { define, lookup, table };
  using Key = std::pair<Kind, std::int64_t>;
  struct Shared {
    std::variant<Truths, Numbers, Efforts, Fits> value;
    std::vector<Doubt> doubts;
  };
  template <class Set, class Compute>
  const Set& once(const Key& key, Compute compute);
  void add(const Doubt& doubt);
  static std::vector<Doubt> distinct(const std::vector<Doubt>& doubts);
  void doubt_again(const std::vector<Doubt>& doubts);
  Fits fit_rows(const Table& table);

  const Space& space_;
  const Model& model_;
  const Box& box_;
  Doubts& doubts_;
  Side side_;
  std::optional<Classes> classes_;
  const std::vector<Efforts>* results_ = nullptr;
  int rank_ = own;
  std::set<FaultSite> faults_;
  std::map<Key, Shared> shared_;
  std::vector<Doubt>* noted_ = nullptr;  // what is in doubt in what is being computed
};

}  // namespace spanne::engine::proof
