// Space is the set of all possible accounts on all days on which a rule set is in force. Boxes are its axis-aligned
// parts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/proof/number_sizes.hpp"
#include "engine/proof/sets.hpp"
#include "engine/proof/text_classes.hpp"

namespace spanne::engine::proof {

/// Index of an axis: an AttributeId, then the day of evaluation (as_of), then the second value of Box::rising.
using Axis = std::uint32_t;

/// The values of an attribute in a box: `low` to `high` if `known`, and the missing value if `missing`.
struct Extent {
  Ordinal low = 0, high = 0;
  bool missing = false, known = true;
  bool single() const { return missing ? !known : low == high; }
};

/// A box: every combination of its extents. If `rising` is set, it holds pairs of accounts that differ only in that
/// attribute; `second` is the extent of the value in the second account, which exceeds that of the first.
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

/// The account of a pair.
enum class Side { first, second };

/// All accounts of one model. Immutable after construction, so threads may share it.
class Space {
 public:
  /// `model` must outlive the space.
  explicit Space(const Model& model);

  const Model& model() const { return model_; }
  const Box& all() const { return all_; }
  Axis day() const { return static_cast<Axis>(model_.attributes.size()); }
  Axis second() const { return day() + 1; }
  const Extent& extent(const Box& box, Axis axis) const { return axis == second() ? box.second : box.extents[axis]; }
  /// The least distance of two values on an axis.
  Ordinal step(Axis axis) const { return steps_[axis]; }
  /// The last value of the lower half of an extent that holds several values.
  Ordinal middle(Axis axis, const Extent& extent) const;
  /// The axes a term depends on, ascending; a term that asks for results depends on all of them.
  const std::vector<Axis>& support(TermId id) const { return supports_[id]; }

  /// Whether a term asks for the cluster or the results of the account, directly or through other terms.
  bool asks_for_cluster(TermId id) const { return asks_for_cluster_[id]; }
  bool asks_for_results(TermId id) const { return asks_for_results_[id]; }

  /// How long numbers can get.
  const NumberSizes& sizes() const { return sizes_; }

  /// Whether the value of `from` may enter that of `to`.
  bool leads_to(TermId from, TermId to) const;

  /// Representatives of all texts (text_classes.hpp), in an order that puts those with the same answers together.
  const std::vector<std::string>& texts() const { return texts_.all; }
  /// The place of a text in texts(), which has to be one of them.
  Ordinal place(const std::string& text) const { return texts_.places.at(text); }
  /// Whether texts() represent all texts for a condition that asks for a part of a text.
  bool decides(TermId text_match) const { return !texts_.undecided[text_match]; }
  /// Whether they do for all such conditions; false if the rules look for a text of the account in another one.
  bool texts_suffice() const { return texts_.suffice; }

  enum class Corner { low, high };
  /// The account at a corner of the box; attributes that may be missing are missing.
  DatedAccount corner(const Box& box, Corner corner, Side side = Side::first) const;
  /// Conversions between a value and its place on an axis; a missing value has none.
  std::optional<Ordinal> ordinal(const Value& value) const;
  Value value(Axis axis, Ordinal ordinal) const;
  /// Narrows a box of pairs to those whose second value exceeds the first; returns nullopt if there are none.
  std::optional<Box> pairs(Box box) const;

 private:
  void collect_supports();
  std::vector<Axis> support_of(const Term& term) const;
  Extent extent_of(const Attribute& attribute) const;

  const Model& model_;
  NumberSizes sizes_;
  Box all_;
  std::vector<Ordinal> steps_;
  std::vector<std::vector<Axis>> supports_;
  std::vector<bool> asks_for_cluster_, asks_for_results_;
  std::vector<Axis> cluster_support_;
  TextClasses texts_;
};

}  // namespace spanne::engine::proof
