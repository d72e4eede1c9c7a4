// Figures computes by how much efforts change in a cell for which it is settled which of the versions' own effects
// count.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "engine/compare/regions/box_comparison.hpp"

namespace spanne::engine::proof {

/// One object for one cell. The evaluators must outlive it.
class Figures {
 public:
  /// One version: `own` effects count for all accounts of the cell in this version only; `shared` effects are the same
  /// in both versions, in the same order.
  struct Half {
    BoxEvaluator* evaluator;
    std::vector<const PlacedEffect*> own, shared;
  };
  Figures(const MergedSchema& schema, MeaningIds& meaning_ids, std::array<Half, 2> halves);

  /// Whether a version rejects the accounts because of its own amounts, limits and scales. Only `yes` and `no` are
  /// used.
  Truths rejects(VersionSide version);
  /// New less old: the total, then each shared kind.
  std::vector<Ends> changes();
  /// Whether it is open, and makes a difference, that `exactly` fixes the total.
  bool fixing_is_open() const { return fixing_is_open_; }

 private:
  struct Sums {
    Form low, high;
  };
  /// The limits of one end of the total.
  struct Bounds {
    LimitBounds floor, ceiling;
    bool own = false;
  };
  bool concerns(VersionSide version, const PlacedEffect& placed, std::size_t kind) const;
  bool has_own(EffectKind kind) const;
  const BoxEffect& shared_part(VersionSide version, const PlacedEffect& placed);
  BoxEffect own_part(VersionSide version, const PlacedEffect& placed);
  std::vector<BoxEffect> parts(VersionSide version, EffectKind kind);
  bool has_values(VersionSide version, const Effect& effect, Truths& rejected);
  void check_below_zero(VersionSide version, const PlacedEffect& placed, Truths& rejected);
  void check_holes(VersionSide version, const Effect& effect, Truths& rejected);
  void check_surcharges(VersionSide version, Truths& rejected);
  void check_limits(VersionSide version, Truths& rejected);
  void check_fixed(VersionSide version, Truths& rejected);
  Form added(VersionSide version, std::size_t kind, bool high);
  Numbers shared_sum(std::size_t kind, EffectKind wanted, bool high);
  Numbers shared_factors(std::size_t kind, bool high);
  bool spreads(std::size_t kind) const;
  Form scale(VersionSide version, std::size_t kind, bool most);
  MeaningId scale_id(std::size_t kind, bool most, bool factors);
  Form effort(VersionSide version, std::size_t kind, bool high);
  Bounds bounds(VersionSide version, bool high);
  Numbers limited(bool high, const Numbers& difference, const std::array<Numbers, 2>& sums);
  Numbers end(bool high);
  struct Fixed {
    bool possible = false, certain = false, own = false;
    Form low, high;
  };
  Fixed fixed(VersionSide version);

  const MergedSchema& schema_;
  MeaningIds& meaning_ids_;
  std::array<Half, 2> halves_;
  Measures measures_;
  std::array<Linear, 2> linear_;
  std::map<const PlacedEffect*, BoxEffect> parts_;
  std::array<Sums, 2> sums_;
  bool fixing_is_open_ = false;
};

}  // namespace spanne::engine::proof
