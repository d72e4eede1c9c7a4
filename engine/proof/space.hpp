// All accounts there can ever be, on every day a rule set is in force; and boxes, which are parts of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/proof/sets.hpp"

namespace spanne::engine::proof {

/// An attribute's id; after the attributes stands the day (as_of), and after it the second value of Box::rising.
using Axis = std::uint32_t;

/// The values an attribute may have: from `low` to `high`, and none.
struct Extent {
  Ordinal low = 0, high = 0;
  bool missing = false, known = true;
  bool single() const { return missing ? !known : low == high; }
};

/// Every combination of its extents. With `rising` it holds pairs of accounts that are alike but for that attribute:
/// `second` is its value in the second account, above that of the first.
struct Box {
  std::vector<Extent> extents;  // by axis
  std::optional<AttributeId> rising;
  Extent second;
};

/// An account and the day on which it is evaluated.
struct DatedAccount {
  Account account;
  Date as_of;
};

enum class Side { first, second };

/// Whether two accounts' texts are compared with one another, and not only with those that the rule set names.
bool compares_texts(const Model& model);

class Space {
 public:
  /// `model` must outlive the space.
  explicit Space(const Model& model);

  const Model& model() const { return model_; }
  const Box& all() const { return all_; }
  Axis day() const { return static_cast<Axis>(model_.attributes.size()); }
  Axis second() const { return day() + 1; }
  const Extent& extent(const Box& box, Axis axis) const { return axis == second() ? box.second : box.extents[axis]; }
  /// The least distance of two values.
  Ordinal step(Axis axis) const { return steps_[axis]; }
  /// The last value of the lower half of an extent that has several.
  Ordinal middle(Axis axis, const Extent& extent) const;
  /// What a term depends on, in order; what asks for results depends on everything.
  const std::vector<Axis>& support(TermId id) const { return supports_[id]; }

  /// Whether a term asks for the account's cluster.
  bool asks_for_cluster(TermId id) const { return asks_for_cluster_[id]; }
  bool asks_for_results(TermId id) const { return asks_for_results_[id]; }

  /// Whether the value of one term may come from another.
  bool leads_to(TermId from, TermId to) const;

  /// Texts stand for all there are: every text the rule set names, some that only begin like it, and others. Sorted.
  const std::vector<std::string>& texts() const { return texts_; }
  Ordinal place(const std::string& text) const;
  /// Not so where texts of accounts are compared by their beginnings.
  bool texts_suffice() const { return texts_suffice_; }

  enum class Corner { low, high };
  /// One account of the box; an attribute that may be missing is.
  DatedAccount corner(const Box& box, Corner corner, Side side = Side::first) const;
  /// What an account has for an attribute (or nothing), and the other way round.
  std::optional<Ordinal> ordinal(const Value& value) const;
  Value value(Axis axis, Ordinal ordinal) const;
  /// Pairs of the second above the first; nullopt where there are none.
  std::optional<Box> pairs(Box box) const;

 private:
  void collect_texts();
  void collect_supports();
  std::vector<Axis> support_of(const Term& term) const;
  template <class Visit>
  void each_part(const Term& term, Visit visit) const;
  Extent extent_of(const Attribute& attribute) const;

  const Model& model_;
  Box all_;
  std::vector<Ordinal> steps_;
  std::vector<std::vector<Axis>> supports_;
  std::vector<bool> asks_for_cluster_, asks_for_results_;
  std::vector<Axis> cluster_support_;
  std::vector<std::string> texts_;
  bool texts_suffice_ = true;
};

}  // namespace spanne::engine::proof
