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

/// Interned texts, numbered from 0 in order of first use. Constant time on average; not synchronised, but any number of
/// threads may ask while nobody adds.
class Labels {
 public:
  /// What find_all gives for a label that has not been used.
  static constexpr std::uint32_t unknown = 0xFFFF'FFFFU;

  Labels() = default;
  Labels(Labels&&) = default;
  Labels& operator=(Labels&&) = default;

  std::size_t number_of(std::string_view label);
  /// The number of a label that has been used; nullopt for others.
  std::optional<std::size_t> find(std::string_view label) const;

  /// number_of and find for many labels, one after the other. Where labels are many and stand in no order, a look-up
  /// mostly waits for memory; here that of all is asked for before the first is needed, which takes a third of the
  /// time (a million labels, docs/performance.md).
  void numbers_of(const std::vector<std::string_view>& labels, std::vector<std::uint32_t>& numbers);
  void find_all(const std::vector<std::string_view>& labels, std::vector<std::uint32_t>& numbers) const;

  /// Valid as long as the object.
  std::string_view text(std::size_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }

 private:
  struct Slot {
    std::uint32_t print = 0;
    std::uint32_t number = 0;  // counted from 1; 0: free
  };
  std::size_t first_place(std::uint32_t print) const { return print & (slots_.size() - 1); }
  std::size_t next_place(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
  /// The slot of a label, or the free one where it belongs.
  std::size_t place_of(std::string_view label, std::uint32_t print) const;
  std::size_t number_of(std::string_view label, std::uint32_t print);
  void prefetch(const std::vector<std::string_view>& labels, std::vector<std::uint32_t>& prints) const;
  std::string_view keep(std::string_view label);
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::deque<std::string_view> texts_;  // into pages_
  std::deque<std::string> pages_;       // never longer than what was reserved for them
  std::size_t last_ = 0;                // the latest number: two versions ask for the same text in succession
};

}  // namespace spanne::engine
