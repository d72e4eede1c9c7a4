// Labels intern the names of groups and accounts: each distinct text is stored once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::engine {

/// Interned texts, numbered from 0 in order of first use. Constant time on average; not synchronised.
class Labels {
 public:
  std::size_t number_of(std::string_view label);
  /// The number of a label that has been used; nullopt for others. Any number of threads may ask while nobody adds.
  std::optional<std::size_t> find(std::string_view label) const;
  const std::string& text(std::size_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }

 private:
  struct Slot {
    std::uint32_t print = 0;
    std::uint32_t number = 0;  // counted from 1; 0: free
  };
  void grow();
  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::deque<std::string> texts_;
  std::size_t last_ = 0;  // cache of the latest number: two versions ask for the same text in succession
};

}  // namespace spanne::engine
