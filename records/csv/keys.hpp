// Repeated keys in a file of any length. Keys that ascend need no memory; others sixteen bytes a row at most.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace spanne::records {

/// Eight bytes that nearly always tell one key from another.
std::uint64_t fingerprint(std::string_view key);

/// Which fingerprints occur more than once. Two thirds of its places are taken at most, eight bytes each.
class FingerprintSet {
 public:
  explicit FingerprintSet(std::size_t expected);
  void add(std::uint64_t print);
  std::unordered_set<std::uint64_t> take_repeated() { return std::move(repeated_); }

 private:
  bool insert(std::uint64_t print);
  void grow();

  std::vector<std::uint64_t> places_;  // 0: free
  std::size_t taken_ = 0;
  std::unordered_set<std::uint64_t> repeated_;
};

/// The first lines of keys that may occur more than once.
class RepeatedKeys {
 public:
  explicit RepeatedKeys(std::unordered_set<std::uint64_t> candidates = {}) : candidates_(std::move(candidates)) {}

  bool any() const { return !candidates_.empty(); }
  bool is_candidate(std::string_view key) const { return any() && candidates_.contains(fingerprint(key)); }
  /// The line in which the key stood first; nullopt where that is now. To be asked in the order of the file.
  std::optional<std::size_t> earlier(const std::string& key, std::size_t line) {
    if (!is_candidate(key)) return std::nullopt;
    const auto [found, is_new] = first_lines_.try_emplace(key, line);
    return is_new ? std::nullopt : std::optional(found->second);
  }

 private:
  std::unordered_set<std::uint64_t> candidates_;
  std::unordered_map<std::string, std::size_t> first_lines_;
};

}  // namespace spanne::records
