// Texts by number: what groups and accounts are called, each kept once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::engine {

/// Texts by number, counted from 0.
class Labels {
 public:
  std::size_t number_of(std::string_view label);
  const std::string& text(std::size_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }

 private:
  struct Slot {
    std::uint64_t print = 0;
    std::uint32_t number = 0;  // counted from 1; 0: free
  };
  void grow();
  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::deque<std::string> texts_;
  std::size_t last_ = 0;  // two versions ask for the same one after the other
};

}  // namespace spanne::engine
