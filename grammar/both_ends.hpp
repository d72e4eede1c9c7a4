// Work that two threads take from its two ends, stretch by stretch, until they meet: neither waits for the other, and
// one that begins late does less.
#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <optional>

namespace spanne::grammar {

class BothEnds {
 public:
  struct Stretch {
    std::size_t first, end;
  };

  /// Few enough to be worth taking, many enough that the last one is not waited for long.
  static constexpr std::size_t usual_stretches = 32;

  /// `count` pieces, in at most `stretches` (above 0) stretches.
  explicit BothEnds(std::size_t count, std::size_t stretches = usual_stretches)
      : step_((count + stretches - 1) / stretches), end_(count) {}

  /// The foremost stretch that has not been taken; nothing when all have.
  std::optional<Stretch> foremost() {
    const std::lock_guard lock(mutex_);
    if (begin_ == end_) return std::nullopt;
    const std::size_t first = begin_;
    begin_ += std::min(step_, end_ - begin_);
    return Stretch{first, begin_};
  }
  /// The last stretch that has not been taken.
  std::optional<Stretch> last() {
    const std::lock_guard lock(mutex_);
    if (begin_ == end_) return std::nullopt;
    const std::size_t end = end_;
    end_ -= std::min(step_, end_ - begin_);
    return Stretch{end_, end};
  }

 private:
  std::mutex mutex_;
  std::size_t step_, begin_ = 0, end_;
};

}  // namespace spanne::grammar
