// StepBudget limits the work of a question.
#pragma once

#include <cstdint>

namespace spanne::engine {

/// Work is counted in steps rather than time, so that the same question has the same answer on every machine. Once the
/// budget is used up it stays so.
class StepBudget {
 public:
  using Steps = std::uint64_t;

  explicit StepBudget(Steps given) : given_(given) {}

  /// Takes steps; returns false once more steps have been taken than were given.
  bool take(Steps steps = 1) {
    if (__builtin_add_overflow(used_, steps, &used_)) used_ = ~Steps{0};
    return used_ <= given_;
  }
  Steps left() const { return used_ < given_ ? given_ - used_ : 0; }
  /// May exceed the given steps by the last one taken.
  Steps used() const { return used_; }

 private:
  Steps given_, used_ = 0;
};

}  // namespace spanne::engine
