// Chance with a fixed seed: the same numbers on every machine, which the standard distributions do not promise.
#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace spanne::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// 0 to `count` - 1; `count` is above 0.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  /// `low` to `high`, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % (static_cast<std::uint64_t>(high - low) + 1));
  }
  bool chance(std::size_t percent) { return below(100) < percent; }

  template <class Item>
  const Item& pick(const std::vector<Item>& items) {
    return items[below(items.size())];
  }

  template <class Item>
  void shuffle(std::vector<Item>& items) {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace spanne::test
