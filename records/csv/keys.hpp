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

/// Where the keys that occur more than once stand first.
class RepeatedKeys {
 public:
  RepeatedKeys() = default;
  explicit RepeatedKeys(std::unordered_set<std::uint64_t> candidates) : candidates_(std::move(candidates)) {}

  bool is_candidate(std::string_view key) const {
    return !candidates_.empty() && candidates_.contains(fingerprint(key));
  }
  /// In the order of the file.
  void note(std::string key, std::size_t line) { first_lines_.try_emplace(std::move(key), line); }
  /// The first line of a key that stands again in `line`.
  std::optional<std::size_t> earlier(const std::string& key, std::size_t line) const;

 private:
  std::unordered_set<std::uint64_t> candidates_;
  std::unordered_map<std::string, std::size_t> first_lines_;
};

}  // namespace spanne::records
