// SimilarNames collects the names of one attribute (people, keys) and points out those that may mean the same.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace spanne::records {

class SimilarNames {
 public:
  /// Of more different names nothing is said: they are the numbers of a system, and comparing them would take long.
  static constexpr std::size_t max_names = 1'000;

  /// A name as it is compared; an empty one is none.
  void add(std::string_view name);
  /// Adds another thread's names. What is said does not depend on who saw which names.
  void merge(const SimilarNames& more);

  /// "kam: "Anna Berg" and "anna berg" differ only in case; do they mean the same?" for up to three pairs; empty where
  /// no two are similar. `one_letter`: also names of five letters and more, without digits, that differ in one letter
  /// or accent.
  std::string note(std::string_view attribute, bool one_letter) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };
  std::unordered_set<std::string, Hash, std::equal_to<>> names_;
  bool is_full_ = false;
};

}  // namespace spanne::records
