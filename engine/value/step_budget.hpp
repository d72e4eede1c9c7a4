// How much work a question may take.
#pragma once

#include <cstdint>

namespace spanne::engine {

/// Counted in steps and not in time, so that the same question has the same answer on every machine. What has been used
/// up stays so: there is no way below nothing left.
class StepBudget {
 public:
  using Steps = std::uint64_t;

  explicit StepBudget(Steps given) : given_(given) {}

  /// False from the first step on that there was nothing left for.
  bool take(Steps steps = 1) {
    if (__builtin_add_overflow(used_, steps, &used_)) used_ = ~Steps{0};
    return used_ <= given_;
  }
  Steps left() const { return used_ < given_ ? given_ - used_ : 0; }
  /// More than were given where the last step was a large one.
  Steps used() const { return used_; }

 private:
  Steps given_, used_ = 0;
};

}  // namespace spanne::engine
