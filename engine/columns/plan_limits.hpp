// PlanLimits compiles what bounds or fixes the total (at least, at most, exactly), for all rows of a block at once.
#pragma once

#include <vector>

#include "engine/columns/plan_terms.hpp"

namespace spanne::engine {

/// The low and the high end.
struct PlannedEnds {
  PlannedNumber low, high;
};

inline bool same(const PlannedNumber& a, const PlannedNumber& b) { return a.series == b.series && a.unit == b.unit; }

/// Collects limits first and applies them to both ends of the total on demand.
class PlanLimits {
 public:
  /// Both must outlive the object.
  PlanLimits(TermPlanner& terms, Program& program) : terms_(terms), program_(program) {}

  void add_floor(MaskRef when, const PlannedEnds& at) { floors_.push_back({when, at}); }
  void add_ceiling(MaskRef when, const PlannedEnds& at) { ceilings_.push_back({when, at}); }
  void fix(MaskRef when, const PlannedEnds& at) { fixed_.push_back({when, at}); }

  /// The greatest unit of which `unit` and all limits are whole multiples.
  Fraction common_unit_with(Fraction unit) const;
  /// The total after all limits; `sum` is in `unit`, which common_unit_with() has given.
  PlannedEnds apply(const PlannedEnds& sum, const Fraction& unit);
  /// After apply(): rows whose limits have no value, contradict each other or are below 0.
  MaskRef fallback() const { return fallback_; }

 private:
  struct Limit {
    MaskRef when;
    PlannedEnds at;
  };
  using End = PlannedNumber PlannedEnds::*;
  static bool same_ends(const std::vector<Limit>& limits);
  void fall_back(MaskRef ref) { fallback_ = program_.either(fallback_, ref); }
  SeriesId end_of(const Limit& limit, End end, const Fraction& unit);
  SeriesId limited(SeriesId total, const Fraction& unit, End end);
  void refuse_fixed(const Fraction& unit);

  TermPlanner& terms_;
  Program& program_;
  std::vector<Limit> floors_, ceilings_, fixed_;
  MaskRef fallback_ = never;
};

}  // namespace spanne::engine
