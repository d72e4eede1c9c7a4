// Groups of rows, added up one row after the other from the definitions: what every faster way has to come to.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/portfolio/portfolio.hpp"

namespace spanne::test {

class PlainTally {
 public:
  struct Group {
    std::vector<std::string> labels;
    std::size_t rows = 0, rejected = 0;
    engine::Range effort;
    engine::Breakdown parts;                  // without their reach
    std::vector<engine::AccountRange> spans;  // of accepted rows
  };

  /// `model` outlives it. `accounts`: whether different ones are counted.
  PlainTally(const engine::Model& model, std::vector<engine::GroupBy> by, bool accounts);
  void add(const engine::EvaluatedRow& row);

  std::vector<Group> groups;  // in order of appearance
  Group total;

  /// Everything a portfolio tells besides loads, and how many accounts are different.
  std::string text() const;

 private:
  std::optional<std::vector<std::string>> labels(const engine::EvaluatedRow& row) const;
  void count(Group& group, const engine::EvaluatedRow& row);

  const engine::Model& model_;
  std::vector<engine::GroupBy> by_;
  std::map<std::vector<std::string>, std::size_t> places_;
  bool counts_accounts_;
  std::set<std::string> accounts_;
};

/// The same of a portfolio.
std::string text(const engine::Portfolio& portfolio);

}  // namespace spanne::test
