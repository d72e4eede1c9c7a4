// MatchCounts counts how many accounts each rule, and each row of an effect table, counted for.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/semantics/evaluate.hpp"

namespace spanne::records {

class MatchCounts {
 public:
  /// `model` must outlive the object.
  explicit MatchCounts(const engine::Model& model);

  /// All rules and rows in the order of the file.
  const std::vector<engine::RuleSite>& sites() const { return sites_; }
  /// The place of a rule or row among them, in constant time.
  std::size_t place_of(const engine::RuleSite& site) const;
  void count(std::size_t place) { ++counts_[place]; }
  std::size_t at(std::size_t place) const { return counts_[place]; }
  /// Adds the counts of another thread for the same model.
  void add(const MatchCounts& more);

 private:
  std::vector<engine::RuleSite> sites_;
  std::vector<std::size_t> counts_;
  std::vector<std::size_t> rules_, tables_;  // of each rule its place; of each table that of its first row
};

}  // namespace spanne::records
