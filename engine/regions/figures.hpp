// By how much efforts change where it is settled which rules of either version's own count.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "engine/regions/change.hpp"

namespace spanne::engine::proof {

class Figures {
 public:
  /// `own` count for all accounts of the cell, in one version only; `shared` are the same in both versions, in the same
  /// order.
  struct Half {
    Forecast* forecast;
    std::vector<const Piece*> own, shared;
  };
  Figures(const Common& common, Shapes& shapes, std::array<Half, 2> halves);

  /// Whether a version rejects the accounts for what is its own in amounts, limits and scales: only `yes` and `no`.
  Truths rejects(Version version);
  /// Of the total, then of each common kind.
  std::vector<Ends> changes();
  /// Whether the total is fixed by `exactly` hangs on the accounts, and makes a difference.
  bool fixing_is_open() const { return fixing_is_open_; }

 private:
  struct Sums {
    Form low, high;
  };
  /// What bounds one end of the total.
  struct Bounds {
    Limit floor, ceiling;
    bool own = false;
  };
  bool concerns(Version version, const Piece& piece, std::size_t kind) const;
  bool has_own(EffectKind kind) const;
  const Part& shared_part(Version version, const Piece& piece);
  Part own_part(Version version, const Piece& piece);
  std::vector<Part> parts(Version version, EffectKind kind);
  bool has_values(Version version, const Effect& effect, Truths& rejected);
  void look_below_zero(Version version, const Piece& piece, Truths& rejected);
  void look_at_holes(Version version, const Effect& effect, Truths& rejected);
  void look_at_surcharges(Version version, Truths& rejected);
  void look_at_limits(Version version, Truths& rejected);
  void look_at_fixed(Version version, Truths& rejected);
  Form added(Version version, std::size_t kind, bool high);
  Efforts shared_sum(std::size_t kind, EffectKind sort, bool high);
  Efforts shared_factors(std::size_t kind, bool high);
  bool spreads(std::size_t kind) const;
  Form scale(Version version, std::size_t kind, bool most);
  Shape scale_shape(std::size_t kind, bool most, bool factors);
  Form effort(Version version, std::size_t kind, bool high);
  Bounds bounds(Version version, bool high);
  Efforts limited(bool high, const Efforts& difference, const std::array<Efforts, 2>& sums);
  Efforts end(bool high);
  struct Fixed {
    bool possible = false, certain = false, own = false;
    Form low, high;
  };
  Fixed fixed(Version version);

  const Common& common_;
  Shapes& shapes_;
  std::array<Half, 2> halves_;
  Measures measures_;
  std::array<Linear, 2> linear_;
  std::map<const Piece*, Part> parts_;
  std::array<Sums, 2> sums_;
  bool fixing_is_open_ = false;
};

}  // namespace spanne::engine::proof
